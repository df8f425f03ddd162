package io.varcas.accuracy;

import io.varcas.setting.type.SettingException;
import java.util.Optional;

/**
 * The loss of accuracy up to which a candidate is accepted.
 *
 * @param value the loss: points of the score from 0 to 1, or a share of the baseline's mean
 * @param relative whether it is a share of the baseline's mean
 * @param lengthGuard whether the mean length of outputs must also be more than 90 % of the baseline's and less than 110 %
 * @param text how it is written
 */
public record AccuracyMargin(double value, boolean relative, boolean lengthGuard, String text) {

    /** One point of the score. */
    public static final AccuracyMargin DEFAULT = new AccuracyMargin(0.01, false, false, "0.01");

    /** Rules of MLPerf Inference: 99 % or 99.9 % of the reference, and the length guard (MLCommons policies, 2026-07). */
    private static final String MLPERF = "mlperf-";

    /**
     * Reads a margin: {@code 0.01} (points), {@code 1%} (share of the baseline), {@code mlperf-99} or {@code mlperf-99.9}.
     *
     * @throws SettingException if it is none, or not above 0 and below 1
     */
    public static AccuracyMargin parse(String text) {
        String trimmed = text.strip();
        return switch (trimmed) {
            case MLPERF + "99" -> new AccuracyMargin(0.01, true, true, trimmed);
            case MLPERF + "99.9" -> new AccuracyMargin(0.001, true, true, trimmed);
            default -> number(trimmed);
        };
    }

    /** Returns the accepted loss in points of the score. */
    double points(double baselineMean) {
        return relative ? value * baselineMean : value;
    }

    private static AccuracyMargin number(String text) {
        boolean percent = text.endsWith("%");
        Optional<Double> value = parsed(percent ? text.substring(0, text.length() - 1) : text);
        double share = value.orElse(Double.NaN) / (percent ? 100 : 1);
        if (!(share > 0 && share < 1)) {
            throw new SettingException("accuracy margin \"" + text
                    + "\" must be points of the score as in 0.01, a share of the baseline as in 1%, mlperf-99 or"
                    + " mlperf-99.9");
        }
        return new AccuracyMargin(share, percent, false, text);
    }

    private static Optional<Double> parsed(String text) {
        try {
            return Optional.of(Double.parseDouble(text.strip()));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
