package io.varcas.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.setting.SettingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingTest {

    @Test
    void sendsOnlyWhatSomebodySet() {
        assertThat(Requests.plan().request().fields()).isEmpty();
        assertThat(Requests.plan(
                                "sampling.topK=0",
                                "sampling.minP=0.05",
                                "sampling.seed=42",
                                "sampling.fields=priority=1")
                        .request()
                        .fields())
                .isEqualTo(Map.of("top_k", "0", "min_p", "0.05", "seed", "42", "priority", "1"));
        assertThat(Requests.plan("sampling.minTokens=5").request().minTokens()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "prioritty=1 | sampling.fields: vLLM knows no field \"prioritty\" and would ignore it; did you mean \"priority\"?",
                "top_k=5 | sampling.fields: top_k has a setting of its own; set sampling.topK instead",
                "priority | sampling.fields: \"priority\" must be written name=value",
            })
    void refusesFieldsThatTheServerWouldIgnore(String fields, String message) {
        assertThatThrownBy(() -> Requests.plan("sampling.fields=" + fields))
                .isInstanceOf(SettingException.class)
                .hasMessage(message);
    }
}
