package io.varcas.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.setting.RequestField;
import io.varcas.setting.SamplingSettings;
import io.varcas.setting.SettingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void jsonIsSentAsItIsWritten() {
        assertThat(Requests.plan("sampling.fields=chat_template_kwargs={\"enable_thinking\":~false}~priority=1~"
                                + "stop_token_ids=[1,~2]~user=\"a~b\"")
                        .request()
                        .fields())
                .isEqualTo(Map.of(
                        "chat_template_kwargs",
                        "{\"enable_thinking\": false}",
                        "priority",
                        "1",
                        "stop_token_ids",
                        "[1, 2]",
                        "user",
                        "a b"));
    }

    @Test
    void jsonInQuotesAsEarlierVersionsWantedItIsRead() {
        String written = "\"structured_outputs={\\\"choice\\\":~[\\\"a\\\"]}\"";
        assertThat(Requests.plan("sampling.fields=" + written).request().fields())
                .isEqualTo(Map.of("structured_outputs", "{\"choice\": [\"a\"]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": [1, \"}\"]}", "[1,2]", "plain", "two words", "say \"no\""})
    void fieldsAreReadAsTheyWereWritten(String value) {
        List<RequestField> fields = List.of(new RequestField("user", value), new RequestField("priority", "1"));
        assertThat(SamplingSettings.FIELDS.parse(SamplingSettings.FIELDS.format(fields)))
                .isEqualTo(fields);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "prioritty=1 | sampling.fields: vLLM knows no field \"prioritty\" and would ignore it; did you mean"
                        + " \"priority\"?",
                "top_k=5 | sampling.fields: top_k has a setting of its own; set sampling.topK instead",
                "priority | sampling.fields: \"priority\" must be written name=value",
                "stop_token_ids=[1,2 | sampling.fields: the JSON of \"stop_token_ids\" is not closed, or something"
                        + " follows it; put the whole setting in single quotes: 'sampling.fields=stop_token_ids=[1,2]'",
                "chat_template_kwargs={enable_thinking:false} | sampling.fields: the value of chat_template_kwargs,"
                        + " {enable_thinking:false}, is not JSON; if the shell took its quotes, put the whole setting in"
                        + " single quotes: 'sampling.fields=chat_template_kwargs={\"key\": false}'",
            })
    void refusesFieldsThatTheServerWouldIgnore(String fields, String message) {
        assertThatThrownBy(() -> Requests.plan("sampling.fields=" + fields))
                .isInstanceOf(SettingException.class)
                .hasMessage(message);
    }
}
