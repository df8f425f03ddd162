package io.varcas.setting.type;

import java.time.Duration;
import java.util.Optional;

/**
 * Times that pass.
 *
 * @param orZero whether none may pass
 */
record DurationType(boolean orZero) implements SettingType<Duration> {

    @Override
    public String rule() {
        return orZero ? "a time such as 0s, 500ms, 10s" : "a time such as 10s, 500ms, 2min";
    }

    @Override
    public Duration parse(String text) {
        Duration duration = Durations.parse(text);
        if (duration.isZero() && !orZero) {
            throw new IllegalArgumentException("a time of zero");
        }
        return duration;
    }

    @Override
    public String format(Duration value) {
        return Durations.format(value);
    }

    /** Guesses that a minus sign is a slip, and that a time longer than 292 years was meant in seconds. */
    @Override
    public Optional<String> nearest(String text) {
        String positive = text.startsWith("-")
                ? text.substring(1).trim()
                : Durations.isNotation(text) ? text.replaceFirst("\\s*[a-z]+$", "s") : "";
        try {
            return Durations.parse(positive).isZero() ? Optional.empty() : Optional.of(positive);
        } catch (IllegalArgumentException noTime) {
            return Optional.empty();
        }
    }
}
