package io.varcas.setting.type;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A rate and when it is reached, written {@code 30s:20}.
 *
 * @param at time since the start of the measurement
 * @param perSecond arrivals per second, at least 0
 */
public record TimedRate(Duration at, double perSecond) {

    /** Lists of such rates, separated by spaces. */
    public record ListType() implements SettingType<List<TimedRate>> {

        @Override
        public String rule() {
            return "times and rates such as 0s:5 30s:20";
        }

        @Override
        public List<TimedRate> parse(String text) {
            return Words.parse(text).stream().map(TimedRate::of).toList();
        }

        @Override
        public String format(List<TimedRate> value) {
            return value.stream().map(TimedRate::text).collect(Collectors.joining(" "));
        }
    }

    private static TimedRate of(String word) {
        int colon = word.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("\"" + word + "\" has no colon");
        }
        Double rate = SettingType.number(0, Double.MAX_VALUE).parse(word.substring(colon + 1));
        return new TimedRate(Durations.parse(word.substring(0, colon)), rate);
    }

    private String text() {
        return Durations.format(at) + ":" + NumberType.text(perSecond);
    }
}
