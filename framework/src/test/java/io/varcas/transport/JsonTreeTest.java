package io.varcas.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[{\"id\":\"m\",\"max_model_len\":8192},{}],\"more\":[[],[1,-2]],\"none\":null}",
                "[true,false,0.25,1e3,2147483648,123456789012345678901234567890]",
                "\"a \\u20ac \\\"b\\\"\"",
                "7",
                "null",
                "",
                "{} and what follows"
            })
    void isWhatAMapperReads(String text) throws IOException {
        byte[] bytes = ("[" + text + "]").getBytes(UTF_8);
        assertThat(JsonTree.read(bytes, 1, bytes.length - 1)).isEqualTo(new ObjectMapper().readTree(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "[1,", "{\"a\" 1}", "nul", "<html>", "\"open"})
    void refusesWhatIsNoJson(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        assertThatThrownBy(() -> JsonTree.read(bytes, 0, bytes.length)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void reportsNothingOfTheValueItDoesNotFind() throws IOException {
        assertThat(JsonTree.read(new byte[] {' ', ' '}, 0, 2).path("error").isMissingNode())
                .isTrue();
    }
}
