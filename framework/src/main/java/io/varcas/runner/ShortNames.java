package io.varcas.runner;

import io.varcas.setting.Settings;
import io.varcas.validation.DidYouMean;
import io.varcas.validation.UsageException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings written by the last part of their name, {@code temperature} for {@code sampling.temperature}, where only one has it. */
final class ShortNames {

    private ShortNames() {}

    /**
     * Returns values under the whole names of their settings.
     *
     * @param values values by name
     * @param fields names of the workload's parameter fields, which are no short names
     * @throws UsageException if a setting is given under both of its names
     */
    static Map<String, List<String>> expanded(Map<String, List<String>> values, Set<String> fields) {
        Map<String, List<String>> expanded = new LinkedHashMap<>();
        values.forEach((name, texts) -> {
            String whole = fields.contains(name) ? name : wholeNameOf(name);
            if (expanded.put(whole, texts) != null) {
                throw new UsageException(whole + " is set twice, once by its last part; remove one");
            }
        });
        return expanded;
    }

    /** Returns the end of a message about a name that stands for no setting, or for several; empty if it stands for one. */
    static Optional<String> fault(String name, Collection<String> known) {
        List<String> meant = ending(name);
        if (meant.size() == 1) {
            return Optional.empty();
        }
        return Optional.of("\"" + name + "\""
                + (meant.isEmpty()
                        ? DidYouMean.hint(name, known)
                        : "; it is the last part of " + String.join(", ", meant) + ": write one of them"));
    }

    private static String wholeNameOf(String name) {
        List<String> meant = ending(name);
        return Settings.named(name).isEmpty() && meant.size() == 1 ? meant.get(0) : name;
    }

    private static List<String> ending(String name) {
        return Settings.names().stream()
                .filter(whole -> whole.endsWith("." + name))
                .toList();
    }
}
