package io.varcas.tune.plan;

import io.varcas.deployment.DeployedHardware;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Flags that differ from those of a baseline.
 *
 * @param changes new values by flag, in the order of the flags
 */
public record Configuration(Map<PlanFlag, String> changes) {

    /** The baseline itself. */
    public static final Configuration BASELINE = new Configuration(Map.of());

    /** Copies the changes. */
    public Configuration {
        Map<PlanFlag, String> copy = new EnumMap<>(PlanFlag.class);
        copy.putAll(changes);
        changes = Collections.unmodifiableMap(copy);
    }

    /**
     * Reads changes such as {@code max-num-seqs=8,enable-prefix-caching=off}.
     *
     * @throws IllegalArgumentException if a flag is unknown, has no value, or is given twice; one line
     */
    public static Configuration parse(String text) {
        Map<PlanFlag, String> changes = new EnumMap<>(PlanFlag.class);
        for (String part : text.split(",", -1)) {
            String[] pair = part.strip().split("=", 2);
            PlanFlag flag = PlanFlag.of(pair[0]);
            if (pair.length < 2 || pair[1].isBlank()) {
                throw new IllegalArgumentException("flag " + pair[0] + " needs a value, as in " + pair[0] + "="
                        + flag.tried().get(0));
            }
            if (changes.put(flag, pair[1].strip()) != null) {
                throw new IllegalArgumentException("flag " + pair[0] + " is given twice");
            }
        }
        return new Configuration(changes);
    }

    /** Returns this with one more change. */
    public Configuration with(PlanFlag flag, String value) {
        Map<PlanFlag, String> more = new EnumMap<>(PlanFlag.class);
        more.putAll(changes);
        more.put(flag, value);
        return new Configuration(more);
    }

    /** Returns this without the change of a flag. */
    public Configuration without(PlanFlag flag) {
        Map<PlanFlag, String> fewer = new EnumMap<>(PlanFlag.class);
        fewer.putAll(changes);
        fewer.remove(flag);
        return new Configuration(fewer);
    }

    /** Returns this without values that the hardware has anyway. */
    Configuration against(DeployedHardware hardware) {
        Map<PlanFlag, String> real = new EnumMap<>(PlanFlag.class);
        changes.forEach((flag, value) -> {
            if (!flag.of(hardware).equals(value)) {
                real.put(flag, value);
            }
        });
        return new Configuration(real);
    }

    /** Returns whether nothing differs. */
    public boolean isBaseline() {
        return changes.isEmpty();
    }

    /** Returns the new values by the names of the flags, as {@code -s} takes them. */
    public Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>();
        changes.forEach((flag, value) -> flags.put(flag.label(), value));
        return flags;
    }

    /** Returns the words of a command line: {@code --max-num-seqs 8 --no-enable-prefix-caching}. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        changes.forEach((flag, value) -> words.addAll(flag.words(value)));
        return words;
    }

    /** Returns the changes as {@link #parse} reads them; {@code no change} for the baseline. */
    @Override
    public String toString() {
        return isBaseline()
                ? "no change"
                : changes.entrySet().stream()
                        .map(change -> change.getKey().label() + "=" + change.getValue())
                        .collect(Collectors.joining(","));
    }
}
