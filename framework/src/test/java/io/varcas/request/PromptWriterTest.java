package io.varcas.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.Mockito.mock;

import io.varcas.annotation.Endpoint;
import io.varcas.record.TokenCount;
import io.varcas.record.TokenSource;
import io.varcas.traffic.Seed;
import io.varcas.workload.ChatMessage;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.Plans;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptWriterTest {

    private final PromptCounter counter = Requests.counter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompt.content=random",
                "prompt.content=template",
                "prompt.content=corpus",
                "prompt.content=rag",
                "prompt.content=code",
                "prompt.content=chat",
                "prompt.content=chat prompt.history=3 prompt.system=Be brief and kind.",
                "prompt.content=rag prompt.prefixes=4 prompt.prefixShare=0.3",
                "prompt.content=random prompt.prefixes=4 prompt.prefixShare=0.9",
            })
    void makesPromptsThatTheServerCountsAsWanted(String settings) throws IOException {
        RequestMaker maker = Requests.counted(
                (settings + " inputTokens.mean=400 inputTokens.std=300 inputTokens.min=100" + " inputTokens.max=3000")
                        .split(" (?=[a-zA-Z.]+=)"));
        Set<Long> prompts = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            PlannedRequest request = maker.make(i);
            maker.tally().sent(i);
            prompts.add(request.promptHash());
            assertThat(counter.count(request.prompt(), Endpoint.CHAT))
                    .as("request %d", i)
                    .isEqualTo(request.input().tokens());
            assertThat(request.input().source()).isEqualTo(TokenSource.TOKENIZER);
        }
        PromptStatistics.Counts counts = maker.tally().counts(0, 0);
        assertThat(counts.plannedTokens()).as("as drawn").isEqualTo(counts.drawnTokens());
        assertThat(counts.exact()).isEqualTo(counts.checked()).isEqualTo(4);
        assertThat(prompts).as("all different").hasSize(200);
    }

    @Test
    void countsEachPromptWholeWhenPartsDoNotAddUp() throws IOException {
        RegexTokenizer tokenizer = new RegexTokenizer();
        PromptCounter odd = new PromptCounter() {
            @Override
            public int count(ChatPrompt prompt, Endpoint endpoint) {
                return prompt.messages().get(0).content().length() / 4;
            }

            @Override
            public int count(String text) {
                return tokenizer.count(text);
            }
        };
        RequestMaker maker = new RequestMaker(
                Plans.of("inputTokens=100"), Optional.empty(), Seed.of(7), Seed.of(7), Optional.of(odd));
        int exact = 0;
        for (int i = 0; i < 100; i++) {
            PlannedRequest request = maker.make(i);
            assertThat(request.input().source()).isEqualTo(TokenSource.TOKENIZER);
            assertThat(request.input().tokens()).isEqualTo(odd.count(request.prompt(), Endpoint.CHAT));
            exact += request.input().tokens() == 100 ? 1 : 0;
        }
        assertThat(exact).as("rewritten until the length is right").isGreaterThan(90);
        assertThat(maker.tally().counts(0, 0).checked())
                .as("all of these, and no sample")
                .isEqualTo(100);
    }

    @Test
    void fallsBackToEstimatesWhenNobodyCounts() {
        PromptCounter absent = mock(PromptCounter.class, call -> {
            throw new IOException("/tokenize: HTTP 404");
        });
        RequestMaker maker = new RequestMaker(
                Plans.of("inputTokens=100", "prompt.content=rag"),
                Optional.empty(),
                Seed.of(7),
                Seed.of(7),
                Optional.of(absent));
        assertThat(maker.make(0).input().source()).isEqualTo(TokenSource.ESTIMATE);
        assertThat(maker.make(0).input().tokens()).isEqualTo(100);
    }

    @Test
    void splitsRetrievalEightyToTwenty() {
        String prompt = text(Requests.counted("prompt.content=rag", "inputTokens=1000"));
        assertThat(prompt).startsWith("Context:\n").contains("\n\nQuestion: ");
        assertShare(prompt, "\n\nQuestion: ", 0.8);
    }

    @Test
    void splitsProgrammingSeventyToThirty() {
        String prompt = text(Requests.counted("prompt.content=code", "inputTokens=1000"));
        assertThat(prompt).startsWith("# File context:\n# ").contains("\n\n# Task: ");
        assertShare(prompt, "\n\n# Task: ", 0.7);
    }

    @Test
    void putsSystemPromptAndHistoryBeforeTheRequest() {
        RequestMaker maker = Requests.counted(
                "prompt.content=chat", "prompt.history=2", "prompt.system=Be brief.", "inputTokens=600");
        List<ChatMessage> messages = maker.make(3).prompt().messages();
        assertThat(messages)
                .extracting(ChatMessage::role)
                .containsExactly("system", "user", "assistant", "user", "assistant", "user");
        assertThat(messages.get(0).content()).isEqualTo("Be brief.");
    }

    @Test
    void sharesBeginningsAsOftenAsAsked() {
        RequestMaker maker = Requests.counted("prompt.prefixes=5", "prompt.prefixShare=0.5", "inputTokens=640");
        Map<String, Integer> beginnings = new HashMap<>();
        Set<String> prompts = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String text = maker.make(i).prompt().messages().get(0).content();
            maker.tally().sent(i);
            String beginning = text.substring(0, 200);
            beginnings.merge(beginning, 1, Integer::sum);
            prompts.add(text);
        }
        assertThat(beginnings).hasSize(5);
        assertThat(beginnings.values())
                .as("200 each, five standard deviations of a binomial")
                .allSatisfy(count -> assertThat(count).isBetween(137, 263));
        assertThat(prompts).hasSize(1000);
        PromptStatistics.Counts counts = maker.tally().counts(0, 0);
        double expected = 0.5 * 995 / 1000; // the first with each beginning finds nothing; 320 tokens are 20 blocks
        assertThat((double) counts.sharedTokens() / counts.plannedTokens()).isCloseTo(expected, within(1e-9));
    }

    private static String text(RequestMaker maker) {
        return maker.make(5).prompt().messages().get(0).content();
    }

    private static void assertShare(String prompt, String middle, double share) {
        RegexTokenizer tokenizer = new RegexTokenizer();
        int first = tokenizer.count(prompt.substring(0, prompt.indexOf(middle)));
        int second = tokenizer.count(prompt.substring(prompt.indexOf(middle)));
        assertThat((double) first / (first + second)).isCloseTo(share, within(0.01));
    }

    @Test
    void promptsOfBlocksAreAsLongAsWanted() {
        RequestMaker maker = Requests.counted();
        for (int tokens : new int[] {600, 1030, 20}) {
            PlannedRequest request =
                    maker.make(0, "", List.of(46L, 47L, 48L), 512, OptionalInt.of(tokens), OptionalInt.of(5));
            assertThat(request.input()).isEqualTo(new TokenCount(tokens, TokenSource.TOKENIZER));
        }
        PromptStatistics.Counts counts = maker.tally().counts(0, 0);
        assertThat(counts.exact()).isEqualTo(counts.checked()).isPositive();
    }

    @Test
    void blocksAreSharedOnlyWhereAllBeforeThemAreShared() {
        SharedPrefixes shared = new SharedPrefixes();
        shared.begins(List.of(1L, 2L, 3L), 512, 1400);
        shared.begins(List.of(9L, 2L, 3L), 512, 1400);
        assertThat(shared.tokens()).isZero();
        shared.begins(List.of(1L, 2L, 4L), 512, 1400);
        assertThat(shared.tokens()).isEqualTo(1024);
        shared.begins(List.of(1L, 2L, 3L), 512, 1536);
        assertThat(shared.tokens()).isEqualTo(1024 + 1392); // the first ended within its third block
    }
}
