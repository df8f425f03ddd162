package io.varcas.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.setting.type.SettingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfilerOptionsTest {

    private static final ClassLoader LOADER = ProfilerOptionsTest.class.getClassLoader();

    @Test
    void readsOptionsBehindTheName() {
        ProfilerOptions options = ProfilerOptions.parse("dcgm:url=http://gpu:9400/metrics?a=b;every=2");
        assertThat(options.profiler()).isEqualTo("dcgm");
        assertThat(options.values()).isEqualTo(Map.of("url", "http://gpu:9400/metrics?a=b", "every", "2"));
        assertThat(ProfilerOptions.parse("telemetry").values()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        otlp:prot=4319            | profiler otlp: unknown option "prot"; did you mean "port"?
        otlp:port=high            | profiler otlp: port=high must be a whole number from 1 to 65535
        otlp:port                 | profiler otlp: option "port" has no value; write otlp:option=value;option=value
        otlp:port=4319;port=4320  | profiler otlp: option port is set twice
        server-metrics:a=1        | profiler server-metrics takes no options, but has "a"
        """)
    void rejectsWrongOptions(String written, String message) {
        assertThatThrownBy(() -> Profiler.named(written, LOADER))
                .isInstanceOf(SettingException.class)
                .hasMessage(message);
    }

    @Test
    void handsThemToTheProfiler() {
        assertThat(Profiler.named("otlp:port=14318;wait=1", LOADER).stopLimit()).hasSeconds(11);
    }
}
