package io.varcas.setting;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A rate and when it is reached, written {@code 30s:20}.
 *
 * @param at time since the start of the measurement
 * @param perSecond arrivals per second, at least 0
 */
public record TimedRate(Duration at, double perSecond) {

    /** Returns the type of lists of such rates, separated by blanks. */
    static SettingType<List<TimedRate>> list() {
        return new SettingType<>(
                "times and rates such as 0s:5 30s:20",
                text -> Words.parse(text).stream().map(TimedRate::parse).toList(),
                rates -> rates.stream().map(TimedRate::text).collect(Collectors.joining(" ")),
                text -> Optional.empty());
    }

    private static TimedRate parse(String word) {
        int colon = word.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("\"" + word + "\" has no colon");
        }
        Double rate = SettingType.number(0, Double.MAX_VALUE).parser().apply(word.substring(colon + 1));
        return new TimedRate(Durations.parse(word.substring(0, colon)), rate);
    }

    private String text() {
        return Durations.format(at) + ":" + SettingType.number(perSecond);
    }
}
