package io.varcas.validity;

import io.varcas.validity.Validity.Finding;
import io.varcas.validity.Validity.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The findings of a run, in the order of its checks. */
final class Findings {

    private final List<Finding> all = new ArrayList<>();

    void add(Finding finding) {
        all.add(finding);
    }

    List<Finding> all() {
        return all;
    }

    /** Adds a finding about a share, whose sentence has both numbers in percent. */
    void aboveShare(String check, Weight weight, OptionalDouble value, double limit, String sentence) {
        if (value.isPresent() && value.getAsDouble() > limit) {
            add(new Finding(
                    check,
                    weight,
                    value.getAsDouble(),
                    limit,
                    String.format(Locale.ROOT, sentence, 100 * value.getAsDouble(), 100 * limit)));
        }
    }

    void above(String check, Weight weight, OptionalDouble value, double limit, String sentence) {
        if (value.isPresent() && value.getAsDouble() > limit) {
            add(new Finding(
                    check,
                    weight,
                    value.getAsDouble(),
                    limit,
                    String.format(Locale.ROOT, sentence, value.getAsDouble(), limit)));
        }
    }
}
