package io.varcas.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.record.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several outputs to each prompt, from the questions to pass@k. */
class PassAtKScoreTest {

    private static final Scorer RIGHT = new TextScorer() {
        @Override
        public String name() {
            return "right";
        }

        @Override
        public double score(String output, List<String> references) {
            return output.equals("right") ? 1 : 0;
        }
    };

    @Test
    void asksEachPromptForSeveralOutputs() {
        Set<String> asked = new ConcurrentSkipListSet<>();
        AccuracyResult result = pass(2, 3, (item, sample) -> {
            asked.add(item.prompt() + sample);
            return answer(true);
        });
        assertThat(asked).containsExactly("p00", "p01", "p02", "p10", "p11", "p12");
        assertThat(result.items())
                .extracting(ItemResult::id)
                .containsExactly("i0#1", "i0#2", "i0#3", "i1#1", "i1#2", "i1#3");
        assertThat(result.overall().prompts()).isEqualTo(2);
    }

    /** Of five outputs to each prompt, none, one and so on to five are right. */
    @Test
    void averagesTheEstimatesOfPrompts() {
        AccuracyResult result = pass(
                6,
                5,
                (item, sample) -> answer(sample < Integer.parseInt(item.prompt().substring(1))));
        assertThat(result.passAtK()).extracting(PassAtKScore::k).containsExactly(1, 5);
        assertThat(result.passAt(1).orElseThrow().value()).isCloseTo(0.5, within(1e-12));
        assertThat(result.passAt(5).orElseThrow().value()).isCloseTo(5.0 / 6, within(1e-12));
        assertThat(result.passAt(5).orElseThrow().prompts()).isEqualTo(6);
        assertThat(result.passAt(10)).isEmpty();
    }

    /** Outputs of one prompt that are all equal prove no more than one: the interval is that of the prompts. */
    @Test
    void clustersTheIntervalByPrompt() {
        AccuracyResult once = pass(40, 1, (item, sample) -> answer(item.prompt().endsWith("1")));
        AccuracyResult often =
                pass(40, 20, (item, sample) -> answer(item.prompt().endsWith("1")));
        double width = width(once.overall());
        assertThat(width(often.overall())).isBetween(0.8 * width, 1.2 * width);
        assertThat(often.passAt(1).orElseThrow().interval().orElseThrow().high()
                        - often.passAt(1).orElseThrow().interval().orElseThrow().low())
                .isBetween(0.8 * width, 1.2 * width);
        AccuracyResult all = pass(3, 20, (item, sample) -> answer(true));
        assertThat(all.passAt(1).orElseThrow().interval().orElseThrow().low()).isLessThan(0.5);
    }

    @Test
    void leavesPromptsWithTooFewOutputsOut() {
        AccuracyResult result = pass(
                2,
                5,
                (item, sample) -> item.prompt().equals("p0") && sample == 4
                        ? new Attempt.Failed(Outcome.TIMEOUT, "late")
                        : answer(true));
        assertThat(result.passAt(5).orElseThrow().prompts()).isEqualTo(1);
        assertThat(result.passAt(5).orElseThrow().excluded()).isEqualTo(1);
        assertThat(result.passAt(1).orElseThrow().excluded()).isZero();
    }

    @Test
    void isNotComputedForSingleOutputsOfOtherScorers() {
        assertThat(pass(3, 1, (item, sample) -> answer(true)).passAtK()).isEmpty();
    }

    private interface Source {
        Attempt ask(GroundTruthItem item, int sample);
    }

    private static double width(ScoreGroup group) {
        return group.passRate().orElseThrow().high()
                - group.passRate().orElseThrow().low();
    }

    private static Attempt answer(boolean right) {
        return new Attempt.Answered(right ? "right" : "wrong", Optional.of("stop"));
    }

    private static AccuracyResult pass(int items, int samples, Source source) {
        GroundTruthDataset data = new GroundTruthDataset(
                "d",
                IntStream.range(0, items)
                        .mapToObj(i -> new GroundTruthItem("i" + i, "p" + i, List.of("right")))
                        .toList());
        return new AccuracyPass(data, List.of(RIGHT), 0.5, 2, false, samples)
                .run(
                        new OutputSource() {
                            @Override
                            public Attempt ask(GroundTruthItem item) {
                                return ask(item, 0);
                            }

                            @Override
                            public Attempt ask(GroundTruthItem item, int sample) {
                                return source.ask(item, sample);
                            }
                        },
                        done -> {});
    }
}
