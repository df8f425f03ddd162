package io.varcas.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.record.TokenCount;
import io.varcas.record.TokenSource;
import io.varcas.workload.ChatPrompt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptStatisticsTest {

    private static final int REQUESTS = 120;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void sharesOfALoadAddUpToTheWholeWhateverTheyShare(int clients) throws IOException {
        assertAddsUp(clients, RequestMaker::make, "prompt.prefixes=5", "prompt.prefixShare=0.5", "inputTokens=640");
        assertAddsUp(clients, RequestMaker::make, "prompt.prefixes=5", "prompt.prefixShare=0.5", "inputTokens.std=40");
        assertAddsUp(clients, RequestMaker::make, "prompt.content=rag", "prompt.system=" + "Be brief. ".repeat(10));
        assertAddsUp(clients, PromptStatisticsTest::makeOfBlocks);
    }

    /** Requests of a tree: pairs have two blocks in common, tens one, and all lengths are different. */
    private static PlannedRequest makeOfBlocks(RequestMaker maker, long index) {
        List<Long> numbers = List.of(index / 10, 1000 + index / 2, 2000 + index);
        return maker.make(index, "", numbers, 512, OptionalInt.of((int) (400 + 9 * index)), OptionalInt.of(5));
    }

    private static void assertAddsUp(
            int clients, BiFunction<RequestMaker, Long, PlannedRequest> make, String... settings) throws IOException {
        RequestMaker one = Requests.counted(settings);
        PromptStatistics sum = new PromptStatistics();
        Set<Long> prompts = new HashSet<>();
        Set<Long> promptsOfShares = new HashSet<>();
        for (int client = 0; client < clients; client++) {
            RequestMaker maker = Requests.counted(settings);
            for (long i = client; i < REQUESTS; i += clients) {
                promptsOfShares.add(make.apply(maker, i).promptHash());
                maker.tally().sent(i);
            }
            sum.add(readAgain(maker.tally()));
        }
        for (long i = 0; i < REQUESTS; i++) {
            prompts.add(make.apply(one, i).promptHash());
            one.tally().sent(i);
        }
        PromptStatistics.Counts whole = one.tally().counts(0, 0);
        PromptStatistics.Counts added = sum.counts(0, 0);
        assertThat(whole.sharedTokens()).isPositive();
        assertThat(added.sharedTokens()).isEqualTo(whole.sharedTokens());
        assertThat(added.sharingKnown()).isTrue();
        assertThat(added.plannedTokens()).isEqualTo(whole.plannedTokens());
        assertThat(added.requests()).isEqualTo(REQUESTS);
        assertThat(added.source()).isEqualTo(TokenSource.TOKENIZER);
        assertThat(promptsOfShares).isEqualTo(prompts);
    }

    @Test
    void whatOneShareDoesNotKnowOfItsPromptsTheWholeDoesNot() {
        PromptStatistics one = new PromptStatistics();
        PromptStatistics other = new PromptStatistics();
        for (PromptStatistics tally : List.of(one, other)) {
            tally.made(request(), 4, false, tally == one ? shared -> {} : SharedPrefixes::unknown);
            tally.sent(0);
        }
        assertThat(one.counts(0, 0).sharingKnown()).isTrue();
        one.add(other);
        assertThat(one.counts(0, 0).requests()).isEqualTo(2);
        assertThat(one.counts(0, 0).sharingKnown()).isFalse();
    }

    @Test
    void whatWasMadeAndNotSentDoesNotCount() {
        RequestMaker maker = Requests.counted("prompt.prefixes=1", "prompt.prefixShare=0.5", "inputTokens=640");
        for (long i = 0; i < 10; i++) {
            maker.make(i);
        }
        assertThat(maker.tally().counts(0, 0).requests()).isZero();
        maker.tally().sent(3);
        maker.tally().sent(3);
        maker.tally().sent(7);
        maker.tally().sent(99);
        PromptStatistics.Counts counts = maker.tally().counts(0, 0);
        assertThat(counts.requests()).isEqualTo(2);
        assertThat(counts.plannedTokens()).isEqualTo(1280);
        assertThat(counts.sharedTokens()).as("of the second").isEqualTo(320);
    }

    @Test
    void keepsNothingOfARequestOnceItWasSent() throws IOException {
        RequestMaker maker = Requests.counted("prompt.prefixes=5", "prompt.prefixShare=0.5", "inputTokens=640");
        List<Integer> sizes = new ArrayList<>();
        for (long i = 0; i < 2_000; i++) {
            maker.make(i);
            maker.tally().sent(i);
            if (i % 1_000 == 999) {
                sizes.add(written(maker.tally()).length);
            }
        }
        assertThat(sizes.get(1)).isEqualTo(sizes.get(0));
    }

    private static PlannedRequest request() {
        return PlannedRequest.of(0, "", ChatPrompt.of("hello"), new TokenCount(4, TokenSource.ESTIMATE), 1);
    }

    private static PromptStatistics readAgain(PromptStatistics tally) throws IOException {
        return PromptStatistics.read(new DataInputStream(new ByteArrayInputStream(written(tally))));
    }

    private static byte[] written(PromptStatistics tally) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tally.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
