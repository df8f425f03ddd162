package io.varcas.setting.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.annotation.Distribution;
import io.varcas.setting.Setting;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingTypeTest {

    private static final Map<String, SettingType<?>> TYPES = Map.of(
            "whole 1-9", SettingType.wholeNumber(1, 9),
            "whole", SettingType.wholeNumber(Integer.MIN_VALUE, Integer.MAX_VALUE),
            "long", SettingType.longNumber(),
            "positive", SettingType.positive(),
            "share", SettingType.number(0, 1),
            "number", SettingType.number(),
            "time", SettingType.duration(),
            "time or 0", SettingType.durationOrZero(),
            "switch", SettingType.onOff(),
            "choice", SettingType.choice(Distribution.class));

    /** TextTable: type, what a user may write, how the setting itself writes that value. */
    @ParameterizedTest
    @CsvSource({
        "whole 1-9, 1, 1",
        "whole 1-9, ' 9 ', 9",
        "whole 1-9, +3, 3",
        "whole, -2147483648, -2147483648",
        "long, 9223372036854775807, 9223372036854775807",
        "long, -1, -1",
        "positive, 20, 20",
        "positive, 20.50, 20.5",
        "positive, 1e-3, 0.001",
        "positive, 1E6, 1000000",
        "share, 0, 0",
        "share, 1.0, 1",
        "share, .5, 0.5",
        "number, -1.5e300, -1.5E300",
        "time, 10, 10s",
        "time, 0.5, 500ms",
        "time, 90s, 90s",
        "time, 120s, 2min",
        "time or 0, 0, 0s",
        "time or 0, 3 ms, 3ms",
        "switch, true, true",
        "switch, ON, true",
        "switch, yes, true",
        "switch, False, false",
        "switch, off, false",
        "switch, no, false",
        "choice, uniform, uniform",
        "choice, UNIFORM, uniform",
    })
    void readsWhatUsersWrite(String type, String written, String canonical) {
        assertThat(rewritten(setting(type), written)).isEqualTo(canonical);
        assertThat(rewritten(setting(type), canonical)).isEqualTo(canonical);
    }

    /** TextTable: type, what is refused, what is proposed instead, if anything. */
    @ParameterizedTest
    @CsvSource({
        "whole 1-9, 0, 1",
        "whole 1-9, -3, 3",
        "whole 1-9, 10, 9",
        "whole 1-9, 2.4, 2",
        "whole 1-9, 2.5, 3",
        "whole 1-9, three,",
        "whole 1-9, '',",
        "whole 1-9, 0x3,",
        "whole 1-9, 1e-99999999,",
        "whole 1-9, 1e99999999,",
        "whole 1-9, 1e-9999999999999999999,",
        "long, 1e-99999999,",
        "long, -1e99999999,",
        "positive, 1e99999999,",
        "positive, 1e-99999999,",
        "share, 1e-2147483648,",
        "time, 1e99999999,",
        "time, 200000day, 200000s",
        "whole, 2147483648,",
        "long, 1.0, 1",
        "long, 1e99,",
        "positive, 0,",
        "positive, -0,",
        "positive, -5, 5",
        "positive, NaN,",
        "positive, Infinity,",
        "positive, 1e999,",
        "positive, 1d,",
        "positive, 1_000,",
        "positive, 0x1p3,",
        "share, 75, 0.75",
        "share, -0.5, 0.5",
        "share, 101, 1",
        "share, -2, 0",
        "time, 0,",
        "time, 0ms,",
        "time, -5s, 5s",
        "time, 10 sec,",
        "time, soon,",
        "time or 0, -1, 1",
        "switch, ture, true",
        "switch, 1,",
        "choice, uniformm, uniform",
        "choice, zipf,",
    })
    void refusesTheRestAndProposesTheNearest(String type, String written, String proposal) {
        String hint = Optional.ofNullable(proposal)
                .map(value -> "; did you mean " + value + "?")
                .orElse("");
        SettingType<?> rule = setting(type).type();
        assertThatThrownBy(() -> setting(type).parse(written))
                .isInstanceOf(SettingException.class)
                .hasMessage("x = \"" + written + "\": must be " + rule.rule() + hint);
        Optional.ofNullable(proposal).ifPresent(value -> setting(type).parse(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whole 1-9 | a whole number from 1 to 9",
                "whole | a whole number",
                "long | a whole number",
                "positive | a number greater than 0",
                "share | a number from 0 to 1",
                "number | a number",
                "time | a time such as 10s, 500ms, 2min",
                "switch | true or false",
                "choice | one of lognormal, normal, uniform, fixed, empirical",
            })
    void statesItsRule(String type, String rule) {
        assertThat(setting(type).type().rule()).isEqualTo(rule);
    }

    private static Setting<?> setting(String type) {
        SettingType<?> named = TYPES.get(type);
        if (named == null) {
            throw new IllegalArgumentException(type);
        }
        return new Setting<>("x", named, Optional.empty(), Optional.empty(), "a test");
    }

    private static <T> String rewritten(Setting<T> setting, String text) {
        return setting.format(setting.parse(text));
    }
}
