package io.varcas.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.annotation.Endpoint;
import io.varcas.record.TokenCount;
import io.varcas.setting.MaxTokensField;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.RequestShape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannedRequestTest {

    private static long hash(ChatPrompt prompt, int outputTokens) {
        return PlannedRequest.of(0, "", prompt, TokenCount.NONE, outputTokens).contentHash();
    }

    @Test
    void equalRequestsHaveEqualHashesWhereverTheyStand() {
        PlannedRequest first = PlannedRequest.of(0, "", ChatPrompt.of("hello"), TokenCount.NONE, 16);
        PlannedRequest later = PlannedRequest.of(9, "rag", ChatPrompt.of("hello"), TokenCount.NONE, 16);
        assertThat(first.contentHash()).isEqualTo(later.contentHash());
    }

    @Test
    void thePromptHasAHashOfItsOwn() {
        PlannedRequest brief = PlannedRequest.of(0, "", ChatPrompt.of("hello"), TokenCount.NONE, 16);
        PlannedRequest wordy = PlannedRequest.of(1, "", ChatPrompt.of("hello"), TokenCount.NONE, 17);
        PlannedRequest other = PlannedRequest.of(2, "", ChatPrompt.of("hallo"), TokenCount.NONE, 16);
        assertThat(brief.promptHash()).isEqualTo(wordy.promptHash()).isNotEqualTo(other.promptHash());
        assertThat(brief.contentHash()).isNotEqualTo(wordy.contentHash());
    }

    @Test
    void textRoleAndLengthOfTheAnswerCount() {
        long hash = hash(ChatPrompt.of("be brief", "hello"), 16);
        assertThat(hash(ChatPrompt.of("be brief", "hallo"), 16)).isNotEqualTo(hash);
        assertThat(hash(ChatPrompt.of("be brief", "hello"), 17)).isNotEqualTo(hash);
        assertThat(hash(ChatPrompt.of("be briefh", "ello"), 16)).isNotEqualTo(hash);
        assertThat(hash(ChatPrompt.of("hello"), 16)).isNotEqualTo(hash);
    }

    private static RequestShape shape(
            Endpoint endpoint, List<String> stop, Map<String, String> fields, MaxTokensField maxTokens) {
        return new RequestShape(
                Optional.of("m"),
                endpoint,
                true,
                0,
                1,
                true,
                stop,
                0,
                fields,
                Duration.ofMinutes(5),
                false,
                true,
                maxTokens);
    }

    private static long sentAs(RequestShape shape) {
        return PlannedRequest.of(0, "", ChatPrompt.of("hello"), TokenCount.NONE, 16)
                .sentAs(shape)
                .contentHash();
    }

    @Test
    void theNameOfTheFieldThatBoundsAChatCounts() {
        MaxTokensField older = MaxTokensField.MAX_TOKENS;
        MaxTokensField newer = MaxTokensField.MAX_COMPLETION_TOKENS;

        assertThat(sentAs(shape(Endpoint.CHAT, List.of(), Map.of(), older)))
                .isNotEqualTo(sentAs(shape(Endpoint.CHAT, List.of(), Map.of(), newer)));
        assertThat(sentAs(shape(Endpoint.COMPLETIONS, List.of(), Map.of(), older)))
                .isEqualTo(sentAs(shape(Endpoint.COMPLETIONS, List.of(), Map.of(), newer)));
    }

    @Test
    void listsAndFieldsThatOnlyLookAlikeWhenJoinedAreDifferentRequests() {
        MaxTokensField field = MaxTokensField.MAX_COMPLETION_TOKENS;

        assertThat(sentAs(shape(Endpoint.CHAT, List.of("a, b"), Map.of(), field)))
                .isNotEqualTo(sentAs(shape(Endpoint.CHAT, List.of("a", "b"), Map.of(), field)));
        assertThat(sentAs(shape(Endpoint.CHAT, List.of(), Map.of("user", "1, n=2"), field)))
                .isNotEqualTo(sentAs(shape(Endpoint.CHAT, List.of(), Map.of("user", "1", "n", "2"), field)));
    }
}
