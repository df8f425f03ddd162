package io.varcas.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.record.EventKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventScannerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ROLE      | {"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}
        ROLE      | {"choices":[{"delta":{"role":"assistant"}}]}
        CONTENT   | {"choices":[{"delta":{"role":"assistant","content":"Hi"}}]}
        CONTENT   | {"choices":[{"delta":{"content":"\\""}}]}
        CONTENT   | {"choices":[{"delta":{"refusal":"No."}}]}
        CONTENT   | {"choices":[{"index":0,"text":" Paris","logprobs":null}]}
        CONTENT   | { "choices" : [ { "text" : "x" } ] , "usage" : { "completion_tokens" : 1 } }
        CONTENT   | {"choices":[{"delta":{"reasoning":"so","content":"Hi"}}]}
        CONTENT   | {"choices":[{"text":""},{"text":"second"}]}
        CONTENT   | {"choices":[{"message":{"role":"assistant","content":"whole"}}]}
        REASONING | {"choices":[{"delta":{"reasoning":"so"}}]}
        REASONING | {"choices":[{"delta":{"reasoning_content":"so","content":null}}]}
        TOOL      | {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"name":"f","arguments":"{\\"a\\":[1]}"}}]}}]}
        TOOL      | {"choices":[{"delta":{"function_call":{"name":"f"}}}]}
        EMPTY     | {"choices":[{"delta":{},"finish_reason":"stop"}]}
        EMPTY     | {"choices":[{"delta":{"content":"","tool_calls":[]}}]}
        EMPTY     | {"choices":[{"index":0,"text":"","finish_reason":"length","stop_reason":null}]}
        USAGE     | {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}
        USAGE     | {"usage":{"prompt_tokens":1}}
        OTHER     | {"choices":[],"usage":null}
        OTHER     | {"choices":[],"prompt_filter_results":[{"content_filter_results":{}}]}
        OTHER     | {"error":{"message":"boom","code":500}}
        OTHER     | {"error":"boom"}
        OTHER     | {}
        CONTENT   | {"error":null,"choices":[{"text":"x"}]}
        CONTENT   | {"choices":[{"logprobs":{"tokens":["]","}","\\\\"],"top":[{"a\\"]":-1.5e-3}]},"text":"x"}]}
        """)
    void distinguishesKinds(EventKind kind, String json) {
        assertThat(scan(new EventScanner(null), json)).isEqualTo(kind);
    }

    @Test
    void readsUsageIdAndFinishReason() {
        EventScanner scanner = new EventScanner(null);
        assertThat(scanner.completionTokens()).isEqualTo(-1);
        scan(scanner, """
            {"id":"chatcmpl-7","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"tool_calls"}],
             "usage":{"prompt_tokens":33,"total_tokens":39,"completion_tokens":6,
             "prompt_tokens_details":{"cached_tokens":16,"created_cache_tokens":0}}}\
            """);
        assertThat(scanner.id()).isEqualTo("chatcmpl-7");
        assertThat(scanner.finishReason()).isEqualTo("tool_calls");
        assertThat(scanner.promptTokens()).isEqualTo(33);
        assertThat(scanner.completionTokens()).isEqualTo(6);
        assertThat(scanner.cachedTokens()).isEqualTo(16);
        scan(scanner, "{\"id\":\"other\",\"choices\":[{\"finish_reason\":\"a new word\"}]}");
        assertThat(scanner.id()).isEqualTo("chatcmpl-7");
        assertThat(scanner.finishReason()).isEqualTo("a new word");
    }

    @ParameterizedTest
    @CsvSource({
        "8, 8, false",
        "1e2, 100, false",
        "1.0, 1, false",
        "1.5, -1, true",
        "-5, -1, true",
        "null, -1, false",
        "67287820939, 2147483647, false",
        "1e400, 2147483647, false",
        "1e-99999999, 0, false",
        "\"7\", -1, true",
        "0x10, -1, true"
    })
    void readsCountsWhole(String written, int count, boolean odd) {
        EventScanner scanner = new EventScanner(null);
        scan(scanner, "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":" + written + "}}");
        assertThat(scanner.completionTokens()).isEqualTo(count);
        assertThat(scanner.hasOddCounts()).isEqualTo(odd);
    }

    @Test
    void keepsTheTextOfTheFirstChoiceOnly() {
        StringBuilder text = new StringBuilder();
        EventScanner scanner = new EventScanner(text);
        scan(scanner, "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"hm\",\"role\":\"assistant\"}}]}");
        scan(
                scanner,
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\\n\\\"b\\\" \\u00e9\\uD83D\\uDE00\\/\\\\\"}}]}");
        scan(scanner, "{\"choices\":[{\"text\":\"not this\",\"index\":1},{\"index\":0,\"text\":\" \u20ac\"}]}");
        assertThat(text).hasToString("a\n\"b\" \u00e9\uD83D\uDE00/\\ \u20ac");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[1]",
                "{",
                "{\"choices\":[{\"text\":\"x",
                "{\"choices\":[{\"text\":\"x\"}]",
                "{\"choices\":[1]}",
                "{\"choices\":[{\"text\":}]}",
                "{\"a\":1}{\"b\":2}"
            })
    void refusesWhatIsNoChunk(String json) {
        assertThatThrownBy(() -> scan(new EventScanner(null), json)).isInstanceOf(JsonCursor.Malformed.class);
    }

    private static EventKind scan(EventScanner scanner, String json) {
        byte[] bytes = ("##" + json + "##").getBytes(UTF_8);
        return scanner.scan(bytes, 2, bytes.length - 2);
    }
}
