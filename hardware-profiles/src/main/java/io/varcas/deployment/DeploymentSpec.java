package io.varcas.deployment;

import io.varcas.validation.DidYouMean;
import io.varcas.validation.Violations;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The hardware of a server as specified by a user, before names are looked up.
 *
 * @param values what was said, by option, in the words it was said in
 */
public record DeploymentSpec(Map<DeploymentOption, String> values) {

    /** Empty specification. */
    public static final DeploymentSpec NOTHING = new DeploymentSpec(Map.of());

    /** Copies the values, in the order of the options. */
    public DeploymentSpec {
        Map<DeploymentOption, String> copy = new EnumMap<>(DeploymentOption.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    /**
     * Reads a notation such as {@code h100,model=llama-3.1-8b,tp=2}: an accelerator first, if it has no name, then options.
     *
     * @throws IllegalArgumentException naming every option that is unknown, has no value or is given twice
     */
    public static DeploymentSpec parse(String notation) {
        Violations faults = Violations.in(notation);
        DeploymentSpec spec = NOTHING;
        String[] parts = notation.split(",", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i].strip();
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals).strip();
            Optional<DeploymentOption> option = DeploymentOption.named(name);
            if (part.isEmpty()) {
                continue;
            }
            if (equals < 0 && option.isEmpty() && i == 0) {
                spec = spec.with(DeploymentOption.ACCELERATOR, part);
            } else if (option.isEmpty()) {
                faults.find(DidYouMean.message("option", name, DeploymentOption.labels()));
            } else if (equals < 0) {
                faults.find("option " + name + " needs a value, as in " + name + "="
                        + option.get().example());
            } else if (spec.has(option.get())) {
                faults.find("option " + option.get().label() + " is given twice");
            } else {
                spec = spec.with(option.get(), part.substring(equals + 1).strip());
            }
        }
        faults.raise();
        return spec;
    }

    /** Returns whether an option is specified. */
    public boolean has(DeploymentOption option) {
        return values.containsKey(option);
    }

    /** Returns what was said of an option. */
    public Optional<String> get(DeploymentOption option) {
        return Optional.ofNullable(values.get(option));
    }

    /** Returns whether the specification names hardware, and not only its use. */
    public boolean namesHardware() {
        return has(DeploymentOption.ACCELERATOR) || has(DeploymentOption.INSTANCE);
    }

    /** Returns this with something more, or another, said. */
    public DeploymentSpec with(DeploymentOption option, String value) {
        Map<DeploymentOption, String> more = new EnumMap<>(DeploymentOption.class);
        more.putAll(values);
        more.put(option, value);
        return new DeploymentSpec(more);
    }

    /** Returns this, with a value where nothing was said. */
    public DeploymentSpec orElse(DeploymentOption option, String value) {
        return has(option) ? this : with(option, value);
    }

    /** Returns the notation that {@link #parse} reads again. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() == DeploymentOption.ACCELERATOR
                        ? entry.getValue()
                        : entry.getKey().label() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
