package io.varcas.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.record.TokenSource;
import io.varcas.traffic.Seed;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.Plans;
import io.varcas.workload.PromptException;
import io.varcas.workload.WorkloadInstance;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestMakerTest {

    private static final WorkloadPlan PLAN = Plans.of(
            "inputTokens.mean=60", "inputTokens.std=20", "inputTokens.min=4", "inputTokens.max=200", "outputTokens=7");

    @Test
    void makesARequestFromSeedAndIndexAlone() {
        RequestMaker forwards = maker(Seed.of(7), Optional.empty());
        RequestMaker backwards = maker(Seed.of(7), Optional.empty());
        List<PlannedRequest> there =
                LongStream.range(0, 100).mapToObj(forwards::make).toList();
        for (int i = 99; i >= 0; i--) {
            assertThat(backwards.make(i)).isEqualTo(there.get(i));
        }
        assertThat(maker(Seed.of(8), Optional.empty()).make(5)).isNotEqualTo(there.get(5));
    }

    @Test
    void otherTextsOfTheSameLengthsBeginDifferently() {
        RequestMaker one = maker(Seed.of(7), Optional.empty());
        RequestMaker other = new RequestMaker(PLAN, Optional.empty(), Seed.of(7), Seed.of(9), Optional.empty());
        for (int i = 0; i < 100; i++) {
            PlannedRequest there = one.make(i);
            PlannedRequest here = other.make(i);
            assertThat(here.input()).isEqualTo(there.input());
            assertThat(here.outputTokens()).isEqualTo(there.outputTokens());
            assertThat(beginning(here)).isNotEqualTo(beginning(there));
        }
    }

    private static List<String> beginning(PlannedRequest request) {
        return List.of(request.prompt().messages().get(0).content().split(" ", -1))
                .subList(0, 3);
    }

    @Test
    void drawsTheDeclaredLengths() {
        RequestMaker maker = maker(Seed.of(7), Optional.empty());
        double mean = LongStream.range(0, 10_000)
                .mapToInt(i -> maker.make(i).input().tokens())
                .average()
                .orElseThrow();
        double expected = PLAN.input().clampedMean();
        double tolerance = 5 * PLAN.input().clampedStandardDeviation() / Math.sqrt(10_000); // five standard errors
        assertThat(mean).isBetween(expected - tolerance, expected + tolerance);
        assertThat(maker.make(3).outputTokens()).isEqualTo(7);
    }

    @Test
    void writesOneWordATokenAndSaysThatItIsAnEstimate() {
        PlannedRequest request = maker(Seed.of(7), Optional.empty()).make(12);
        assertThat(request.input().source()).isEqualTo(TokenSource.ESTIMATE);
        assertThat(Stream.of(request.prompt().messages().get(0).content().split(" ", -1)))
                .hasSize(request.input().tokens())
                .allMatch(word -> word.matches("[a-z]+"));
    }

    @Test
    void beginsNoTwoTextsAlike() {
        TextMaker maker = new TextMaker(TokenCosts.estimated(), Seed.of(7));
        Set<String> beginnings = new HashSet<>();
        for (long i = 0; i < 200_000; i++) {
            assertThat(beginnings.add(maker.words(i, 3, Seed.of(1).generator()).text()))
                    .as("request %d", i)
                    .isTrue();
        }
    }

    @Test
    void letsTheUserWriteThePrompts() {
        OnlyPrompts user = context -> ChatPrompt.of(
                "Be brief.",
                context.index() + " " + context.inputTokens() + " " + context.outputTokens() + " " + context.text(40));
        PlannedRequest request = maker(Seed.of(7), Optional.of(user)).make(5);
        String text = request.prompt().messages().get(1).content();
        int drawn = maker(Seed.of(7), Optional.empty()).make(5).input().tokens();
        assertThat(text).startsWith("5 " + drawn + " 7 ");
        int letters = "Be brief.".length() + text.length();
        assertThat(request.input().tokens()).isEqualTo(letters / 4);
        assertThat(request.input().source()).isEqualTo(TokenSource.ESTIMATE);
    }

    @Test
    void namesTheRequestForWhichThePromptMethodFailed() {
        OnlyPrompts user = context -> {
            throw new IOException("no corpus");
        };
        RequestMaker broken = maker(Seed.of(7), Optional.of(user));
        assertThatThrownBy(() -> broken.make(3))
                .isInstanceOf(PromptException.class)
                .hasMessage("the @Prompt method failed for request 3: java.io.IOException: no corpus");
    }

    private static RequestMaker maker(Seed seed, Optional<WorkloadInstance> instance) {
        return new RequestMaker(PLAN, instance, seed);
    }
}
