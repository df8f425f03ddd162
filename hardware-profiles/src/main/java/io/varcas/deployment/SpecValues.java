package io.varcas.deployment;

import io.varcas.routing.RoutingPolicy;
import io.varcas.validation.DidYouMean;
import io.varcas.validation.Violations;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the values of a spec, and notes every one that is wrong. */
final class SpecValues {

    private final DeploymentSpec spec;
    private final Violations faults;

    SpecValues(DeploymentSpec spec) {
        this.spec = spec;
        this.faults = Violations.in(spec.toString());
    }

    /** Returns the violations found so far. */
    Violations faults() {
        return faults;
    }

    <T> T say(DeploymentOption option, Function<String, T> reader, T defaultValue) {
        @Nullable T value = look(option, reader, () -> defaultValue);
        return value == null ? defaultValue : value;
    }

    /** Reads what was said; null if that is wrong, which is noted. */
    <T extends @Nullable Object> @Nullable T look(
            DeploymentOption option, Function<String, ? extends T> reader, Supplier<? extends T> defaultValue) {
        Optional<String> said = spec.get(option);
        if (said.isEmpty()) {
            return defaultValue.get();
        }
        try {
            return reader.apply(said.get());
        } catch (IllegalArgumentException wrong) {
            String message = String.valueOf(wrong.getMessage());
            faults.find(message.startsWith("unknown ") ? message : option.label() + ": " + message);
            return null;
        }
    }

    <T> @Nullable T attempt(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException wrong) {
            faults.find(String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    static RoutingPolicy routing(String name) {
        return RoutingPolicy.named(name)
                .orElseThrow(
                        () -> new IllegalArgumentException(DidYouMean.message("router", name, RoutingPolicy.labels())));
    }

    static int whole(String value, int least) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException other) {
            throw new IllegalArgumentException("\"" + value + "\" is not a whole number", other);
        }
        throw new IllegalArgumentException(value + " must be at least " + least);
    }

    static double number(String value, double least, double most) {
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException other) {
            throw new IllegalArgumentException("\"" + value + "\" is not a number", other);
        }
        throw new IllegalArgumentException(value + " must be from " + least + " to " + most);
    }

    static boolean flag(String value) {
        return switch (value) {
            case "on", "true" -> true;
            case "off", "false" -> false;
            default -> throw new IllegalArgumentException("\"" + value + "\" must be on or off");
        };
    }
}
