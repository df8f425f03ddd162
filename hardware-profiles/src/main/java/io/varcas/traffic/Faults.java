package io.varcas.traffic;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one value, so that a caller hears all of it at once. */
final class Faults {

    private final String subject;
    private final List<String> found = new ArrayList<>();

    Faults(String subject) {
        this.subject = subject;
    }

    Faults positive(String name, double value, String unit) {
        if (!(value > 0) || Double.isInfinite(value)) {
            add(name + " is " + value + " " + unit + "; it must be positive and finite" + positiveInstead(value));
        }
        return this;
    }

    Faults notNegative(String name, double value, String unit) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            add(name + " is " + value + " " + unit + "; it must be finite and at least 0" + positiveInstead(value));
        }
        return this;
    }

    Faults atLeast(int least, String name, int value, String unit) {
        if (value < least) {
            add(name + " is " + value + " " + unit + "; it must be at least " + least);
        }
        return this;
    }

    Faults add(String fault) {
        found.add(fault);
        return this;
    }

    /** Adds a fault that only makes sense to look for once the single values are right. */
    Faults addIf(boolean wrong, String fault) {
        return wrong && found.isEmpty() ? add(fault) : this;
    }

    void raise() {
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(subject + ": " + String.join("; also, ", found));
        }
    }

    private static String positiveInstead(double value) {
        return value < 0 && value > Double.NEGATIVE_INFINITY ? "; did you mean " + -value + "?" : "";
    }
}
