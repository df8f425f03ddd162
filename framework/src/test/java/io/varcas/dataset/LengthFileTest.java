package io.varcas.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.request.PlannedRequest;
import io.varcas.request.RequestLengths;
import io.varcas.request.RequestMaker;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.type.SettingException;
import io.varcas.traffic.Seed;
import io.varcas.workload.ContextLimit.Lengths;
import io.varcas.workload.PlanResolver;
import io.varcas.workload.WorkloadPlan;
import io.varcas.workload.WorkloadSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LengthFileTest {

    private static final String AZURE = "io/varcas/dataset/azure-2023.csv"; // 4808,10 3180,8 110,27

    private static WorkloadPlan plan(Map<String, String> commandLine, Map<String, String> annotated) {
        return PlanResolver.resolve(
                WorkloadSpec.of("Test", "test").build(),
                Map.of(),
                ResolvedSettings.of(Map.of(Layer.COMMAND_LINE, commandLine, Layer.ANNOTATION, annotated)),
                new LengthFile(LengthFileTest.class.getClassLoader()));
    }

    private static WorkloadPlan drawn(String... more) {
        Map<String, String> settings =
                new HashMap<>(Map.of("inputTokens.data", AZURE, "outputTokens.data", AZURE, "prompt.content", "rag"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return plan(settings, Map.of());
    }

    @Test
    void drawsPairsEvenlyAndKeepsThem() {
        RequestLengths lengths = new RequestLengths(drawn(), Seed.of(3));
        Map<Lengths, Long> counts = LongStream.range(0, 9_000)
                .mapToObj(lengths::of)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(counts).containsOnlyKeys(new Lengths(4808, 10), new Lengths(3180, 8), new Lengths(110, 27));
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isCloseTo(3_000L, within(180L))); // 4 sigma
    }

    @Test
    void requestsAreMadeOfTheLengthsThatPredictionsSee() {
        WorkloadPlan plan = drawn();
        RequestMaker maker = new RequestMaker(plan, Optional.empty(), Seed.of(3));
        RequestLengths lengths = new RequestLengths(plan, Seed.of(3));
        for (long index = 0; index < 20; index++) {
            PlannedRequest request = maker.make(index);
            assertThat(new Lengths(request.input().tokens(), request.outputTokens()))
                    .isEqualTo(lengths.of(index));
            assertThat(request.prompt().messages().get(0).content()).startsWith("Context:\n");
        }
    }

    @Test
    void clampsAndSaysWhatThatDoesToTheMean() {
        WorkloadPlan plan = drawn("inputTokens.max", "1000");
        assertThat(plan.input().describe())
                .isEqualTo("empirical, 3 lengths, 110 to 1000, mean 2699.333 (drawn: mean 703.333)");
        assertThat(plan.meanInputTokens()).isCloseTo(2110 / 3.0, within(1e-9));
        assertThat(new RequestLengths(plan, Seed.of(3)).of(0).input()).isIn(1_000, 110);
    }

    @Test
    void limitsOfTheLengthsItReplacesAreNotItsOwn() {
        WorkloadPlan plan =
                plan(Map.of("inputTokens.data", AZURE), Map.of("inputTokens.mean", "50", "inputTokens.max", "300"));
        assertThat(plan.input().max()).isEqualTo(4808);
        assertThat(plan.output().describe()).isEqualTo("fixed, 100");
        WorkloadPlan overruled = plan(Map.of("inputTokens", "7"), Map.of("inputTokens.data", AZURE));
        assertThat(overruled.input().describe()).isEqualTo("fixed, 7");
    }

    @Test
    void partsOfAMixDrawFromFilesOfTheirOwn() {
        WorkloadPlan plan = plan(
                Map.of(
                        "mix",
                        "\"a 1 inputTokens.data=" + AZURE + " outputTokens.data=" + AZURE
                                + "\" \"b 1 inputTokens=5 outputTokens=6\""),
                Map.of());
        RequestLengths lengths = new RequestLengths(plan, Seed.of(3));
        List<Lengths> seen =
                LongStream.range(0, 200).mapToObj(lengths::of).distinct().toList();
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        new Lengths(4808, 10), new Lengths(3180, 8), new Lengths(110, 27), new Lengths(5, 6));
    }

    @Test
    void reportsWhatIsWrong() {
        assertThatThrownBy(() -> plan(Map.of("inputTokens.data", "nowhere.csv"), Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessage(
                        "inputTokens.data: dataset \"nowhere.csv\" is neither a file nor a resource on the class path");
        assertThatThrownBy(() -> plan(
                        Map.of(
                                "outputTokens.data",
                                "io/varcas/dataset/mooncake.jsonl",
                                "inputTokens.data",
                                "io/varcas/dataset/mlperf.csv"),
                        Map.of()))
                .hasMessage(
                        "inputTokens.data: io/varcas/dataset/mlperf.csv: no request has how many tokens its prompt has");
        assertThatThrownBy(() -> plan(Map.of("inputTokens.distribution", "empirical"), Map.of()))
                .hasMessage(
                        "inputTokens.distribution = empirical needs a file of lengths: inputTokens.data = lengths.csv");
        assertThatThrownBy(
                        () -> plan(Map.of("inputTokens.distribution", "uniform", "inputTokens.data", AZURE), Map.of()))
                .hasMessage(
                        "inputTokens.data is set (command line), but has no use with inputTokens.distribution = uniform; set empirical, or remove one");
        assertThatThrownBy(() -> plan(Map.of("inputTokens.mean", "70"), Map.of("inputTokens.data", AZURE)))
                .hasMessage("inputTokens.mean is set (command line), but has no use with lengths drawn from " + AZURE
                        + "; set inputTokens.distribution, too, or leave it out");
    }
}
