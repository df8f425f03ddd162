package io.varcas.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.metric.TokenCount;
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
}
