package io.varcas.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.setting.SamplingSettings;
import io.varcas.setting.Settings;
import io.varcas.setting.type.RequestField;
import io.varcas.setting.type.SettingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingTest {

    @Test
    void sendsOnlyWhatSomebodySet() {
        assertThat(Plans.of().request().fields()).isEmpty();
        assertThat(Plans.of("sampling.topK=0", "sampling.minP=0.05", "sampling.seed=42", "sampling.fields=priority=1")
                        .request()
                        .fields())
                .isEqualTo(Map.of("top_k", "0", "min_p", "0.05", "seed", "42", "priority", "1"));
        assertThat(Plans.of("sampling.minTokens=5").request().minTokens()).isEqualTo(5);
    }

    @Test
    void jsonIsSentAsItIsWritten() {
        assertThat(Plans.of("sampling.fields=chat_template_kwargs={\"enable_thinking\": false} priority=1 "
                                + "stop_token_ids=[1, 2] user=\"a b\"")
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
        String written = "\"structured_outputs={\\\"choice\\\": [\\\"a\\\"]}\"";
        assertThat(Plans.of("sampling.fields=" + written).request().fields())
                .isEqualTo(Map.of("structured_outputs", "{\"choice\": [\"a\"]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "true", "null", "{\"a\":1}", "[1,2]", "{no json", "5 "})
    void whatStandsInQuotesIsATextWhateverItLooksLike(String text) {
        String quoted = '"' + text.replace("\"", "\\\"") + '"';

        String sent = SamplingSettings.FIELDS
                .parse("priority=1 user=" + quoted + " n=2")
                .get(1)
                .value();

        assertThat(sent).isEqualTo(quoted);
        assertThat(SamplingSettings.FIELDS.parse("user=" + text.strip().replace("{no json", "5")))
                .extracting(RequestField::value)
                .doesNotContain(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[\"a\",\"b,c\"] | a;b,c",
                "[\" d \", \"\\n\"] | ` d ;\n`",
                "[] | ``",
                "[INST] | [INST]",
                "a \"b c\" | a;b c"
            })
    void stopIsAJsonArrayOrWords(String written, String texts) {
        List<String> expected = texts.isEmpty() ? List.of() : List.of(texts.split(";", -1));
        List<String> stop = Settings.STOP.parse(written);
        assertThat(stop).isEqualTo(expected);
        assertThat(Settings.STOP.parse(Settings.STOP.format(stop))).isEqualTo(expected);
    }

    @Test
    void stopReadsWhatItWritesAndRefusesArraysOfAnythingElse() {
        for (List<String> stop : List.of(List.of("[1]"), List.of("[\"a\"]", "b"), List.of("[", "\n"))) {
            assertThat(Settings.STOP.parse(Settings.STOP.format(stop))).isEqualTo(stop);
        }
        assertThatThrownBy(() -> Settings.STOP.parse("[1, null]"))
                .isInstanceOf(SettingException.class)
                .hasMessage(
                        "sampling.stop = \"[1, null]\": must be words separated by spaces, in double quotes where they"
                                + " have spaces themselves, or a JSON array of texts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": [1, \"}\"]}",
                "[1,2]",
                "plain",
                "two words",
                "say \"no\"",
                "\"5\"",
                "\"{\\\"a\\\":1}\"",
                "\"\\n \""
            })
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
                "top_k=5 | sampling.fields: top_k has its own setting; set sampling.topK instead",
                "priority | sampling.fields: \"priority\" must be written name=value",
                "stop_token_ids=[1,2 | sampling.fields: the JSON of \"stop_token_ids\" is not closed, or text"
                        + " follows it; put the whole setting in single quotes: 'sampling.fields=stop_token_ids=[1,2]'",
                "chat_template_kwargs={enable_thinking:false} | sampling.fields: the value of chat_template_kwargs,"
                        + " {enable_thinking:false}, is not JSON; if the shell removed its quotes, put the whole setting in"
                        + " single quotes: 'sampling.fields=chat_template_kwargs={\"key\": false}'",
            })
    void refusesFieldsThatTheServerWouldIgnore(String fields, String message) {
        assertThatThrownBy(() -> Plans.of("sampling.fields=" + fields))
                .isInstanceOf(SettingException.class)
                .hasMessage(message);
    }
}
