package io.varcas.document;

import io.varcas.validation.Violations;
import java.util.regex.Pattern;

/**
 * A number with its provenance.
 *
 * @param value the number, finite, in the unit its name states
 * @param source who says so: a data sheet, a price list, a measurement, "derived: ..." for a number worked out from
 *     others, "memory: ..." for one that was not looked up
 * @param asOf when it was true: {@code yyyy}, {@code yyyy-mm} or {@code yyyy-mm-dd}
 */
public record Figure(double value, String source, String asOf) {

    private static final Pattern DATE = Pattern.compile("\\d{4}(-\\d{2}(-\\d{2})?)?");

    /** @throws IllegalArgumentException if the number is not finite, the source space or the date not a date */
    public Figure {
        Violations.in("figure " + value)
                .findIf(!Double.isFinite(value), "it is not a finite number")
                .notBlank("source", source)
                .findIf(
                        !DATE.matcher(asOf).matches(),
                        "its date is \"" + asOf + "\"; write it as yyyy, yyyy-mm or yyyy-mm-dd")
                .raise();
    }

    @Override
    public String toString() {
        return value + " (" + source + ", " + asOf + ")";
    }
}
