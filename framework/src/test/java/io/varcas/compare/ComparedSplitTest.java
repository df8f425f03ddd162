package io.varcas.compare;

import static io.varcas.compare.Sides.DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.compare.match.CompareOptions.Split;
import io.varcas.compare.match.Side;
import io.varcas.result.PartResult;
import io.varcas.result.RunResult;
import io.varcas.result.TrafficResult;
import io.varcas.result.TrialResult;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Trials that are split into the parts of a mix, or by model, before they are compared. */
class ComparedSplitTest {

    @Test
    void eachPartOfAMixIsComparedByItself() {
        Comparison comparison = Comparison.of(mix("A", 100, 300), mix("B", 100, 400), DEFAULT.withSplit(Split.PART));
        assertThat(comparison.trials())
                .extracting(TrialComparison::name)
                .containsExactly("Chat {part=short}", "Chat {part=long}");
        assertThat(comparison.trials())
                .extracting(TrialComparison::verdict)
                .containsExactly(ChangeVerdict.NO_DIFFERENCE_SHOWN, ChangeVerdict.WORSE);
    }

    @Test
    void runsOfDifferentModelsAreDifferentTrials() {
        Side both = new Side("A", List.of(model("small"), model("large")));
        assertThat(Comparison.of(both, both, DEFAULT.withSplit(Split.MODEL)).trials())
                .extracting(TrialComparison::name)
                .containsExactly("Chat {model=small}", "Chat {model=large}");
        assertThat(Comparison.of(both, both, DEFAULT).trials()).hasSize(1);
    }

    private static RunResult model(String name) {
        RunResult run = TestRun.of("ttft.p50", 10).build();
        return run.withTrials(run.trials().stream()
                .map(trial -> trial.toBuilder().model(name).build())
                .toList());
    }

    private static Side mix(String name, double shortTtft, double longTtft) {
        return new Side(
                name,
                IntStream.range(0, 8)
                        .mapToObj(i -> {
                            RunResult run = TestRun.of("ttft.p50", 200).seed(i).build();
                            TrialResult whole = run.trials().get(0);
                            return run.withTrials(List.of(whole.toBuilder()
                                    .traffic(traffic(List.of(part("short", shortTtft + i), part("long", longTtft + i))))
                                    .build()));
                        })
                        .toList());
    }

    private static PartResult part(String name, double ttft) {
        return new PartResult(
                name,
                0.5,
                500,
                TestRun.of("ttft.p50", ttft).build().trials().get(0).metrics());
    }

    private static TrafficResult traffic(List<PartResult> parts) {
        return new TrafficResult(
                1_000,
                1_000,
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                "estimate",
                0,
                0,
                OptionalInt.empty(),
                0,
                OptionalDouble.empty(),
                parts);
    }
}
