package io.varcas.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LenientJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper(LenientJson.factory());

    private static String fault(String text) {
        return fault(JSON, text);
    }

    private static String fault(ObjectMapper json, String text) {
        return LenientJson.fault(catchThrowableOfType(JsonProcessingException.class, () -> json.readTree(text)));
    }

    private static JsonProcessingException thrown(String text) {
        return catchThrowableOfType(JsonProcessingException.class, () -> JSON.readTree(text));
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
    void reportsWhatIsWrongWithoutWordsOfTheParser(String text) {
        assertThat(fault(text)).isNotBlank().doesNotContain("Source", "REDACTED", "Feature", "`", "\n");
    }

    @Test
    void namesALimitByWhatItLimits() {
        assertThat(fault("{\u001e}")).isEqualTo("it has a control character (code 30)");
        assertThat(fault("{\"a\": \"b\u0000\"}")).isEqualTo("it has a control character (code 0)");
        assertThat(fault("[".repeat(2000))).isEqualTo("it is nested deeper than 1,000 levels");
        assertThat(fault("[" + "1".repeat(2000) + "]")).isEqualTo("it has a number of more than 1,000 digits");
    }

    @Test
    void knowsThePlaceOfAFaultIfTheParserDoes() {
        assertThat(LenientJson.place(thrown("{\n\"a\": +1}"))).isEqualTo(", line 2");
        assertThat(LenientJson.place(thrown("[".repeat(2000)))).isEmpty();
    }

    @Test
    void namesWhatIsThereTwiceOrBehindTheEnd() {
        ObjectMapper strict = JsonMapper.builder(LenientJson.factory())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        assertThat(fault(strict, "{\"a\": 1, \"a\": 2}")).isEqualTo("\"a\" is there twice");
        assertThat(fault(strict, "{\"a\": 1} {\"a\": 2}")).isEqualTo("something follows its end");
    }
}
