package io.varcas.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LenientJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper(LenientJson.factory());

    private static String fault(String text) {
        JsonProcessingException fault = catchThrowableOfType(JsonProcessingException.class, () -> JSON.readTree(text));
        return LenientJson.fault(fault);
    }

    @Test
    void readsTheNumbersThatPythonWritesAsBareWords() throws IOException {
        assertThat(JSON.readTree("[NaN, Infinity, -Infinity, 1]"))
                .extracting(node -> node.doubleValue())
                .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\": ", "{\"a\" 1}", "[1, 2", "{\"a\": +1}", "[01]", "{a: 1}", "[tru]", "\"\u0001\"", "['a']"
            })
    void saysWhatIsWrongWithoutWordsOfTheParser(String text) {
        assertThat(fault(text)).isNotBlank().doesNotContain("Source", "REDACTED", "Feature", "`", "\n");
    }

    @Test
    void namesALimitByWhatItLimits() {
        assertThat(fault("[".repeat(2000))).isEqualTo("it is nested deeper than 1,000 levels");
        assertThat(fault("[" + "1".repeat(2000) + "]")).isEqualTo("it has a number of more than 1,000 digits");
    }
}
