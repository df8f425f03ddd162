package io.varcas.tune.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.result.ResultBundle;
import io.varcas.runner.RunListener;
import io.varcas.runner.RunOptions;
import io.varcas.runner.Runner;
import io.varcas.setting.Layer;
import io.varcas.sla.ObjectiveOverrides;
import io.varcas.sla.Verdict;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Searches by runs on the embedded simulator. */
@Tag("slow")
@Timeout(180)
class CapacityRunTest {

    @TempDir
    Path out;

    /** Nothing is answered within a millisecond, and no machine is too slow to see that. */
    private RunOptions.Builder options(String... objectives) {
        return RunOptions.builder()
                .include("EasyChat")
                .target("sim:")
                .out(out.resolve("runs"))
                .set("forks", List.of("0"))
                .set("rate", List.of("10"))
                .set("capacity.longest", List.of("2s"))
                .set("capacity.time", List.of("10s"))
                .set("validity.sendLag", List.of("10s"))
                .objectives(new ObjectiveOverrides(
                        true,
                        ObjectiveOverrides.parse(List.of(objectives), Layer.COMMAND_LINE)
                                .objectives()));
    }

    @Test
    void keepsABundleOfEachProbeAndTheResult() throws IOException {
        Path folder = out.resolve("capacity");

        CapacityResult found = new CapacityRun(options("ttft.p95<=1ms").build(), folder).run();

        assertThat(found.outcome()).as(found.explanation()).isIn(CapacityOutcome.NONE, CapacityOutcome.UNDECIDED);
        assertThat(found.simulated()).isTrue();
        assertThat(found.objectives()).containsExactly("ttft.p95 <= 1 ms");
        assertThat(found.probes()).isNotEmpty().allSatisfy(probe -> {
            ResultBundle bundle =
                    ResultBundle.open(folder.resolve(probe.bundle().orElseThrow()));
            assertThat(bundle.result().tags().orElseThrow())
                    .containsEntry("capacity.probe", String.valueOf(probe.number()));
        });
        assertThat(CapacityJson.read(folder)).isEqualTo(found);
    }

    @Test
    void searchesAfterARunWithAnObjectiveOnTheCapacity() throws IOException {
        RunOptions options = options("ttft.p95<=1ms", "capacity>=5")
                .set("warmup.iterations", List.of("0"))
                .set("measurement.iterations", List.of("1"))
                .set("measurement.time", List.of("1s"))
                .build();

        ResultBundle bundle = new MeasuredCapacity(options, new CapacityListener() {}, new RunListener() {})
                .addedTo(new Runner(options).run());

        assertThat(CapacityJson.read(bundle.folder().resolve("capacity")).objectives())
                .containsExactly("ttft.p95 <= 1 ms");
        assertThat(ResultBundle.open(bundle.folder()).result().trials().get(0).objectives())
                .hasSize(2)
                .extracting(Verdict::status)
                .doesNotContain(Verdict.Status.MET);
    }

    @Test
    void needsAnObjectiveThatLoadCanBreak() {
        assertThatThrownBy(() -> new CapacityRun(options("goodput>=5").build(), out))
                .isInstanceOf(UsageException.class)
                .hasMessage("EasyChat: has no objective that more load can break (goodput >= 5 req/s: it does not bound"
                        + " the latency of requests); add one, as in -sla \"ttft.p95<=500ms\"");
    }

    @Test
    void takesOneWorkloadWithOneValueOfEachParameter() {
        RunOptions two = options("ttft.p95<=1s").set("seed", List.of("1", "2")).build();

        assertThatThrownBy(() -> new CapacityRun(two, out))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(
                        "a search for capacity takes one workload with one value for each parameter, but 2")
                .hasMessageEndingWith("; name one of them");
    }

    @Test
    void needsALoadWithARateOrUsers() {
        RunOptions burst = RunOptions.builder()
                .include("EasyChat")
                .set("arrivals", List.of("burst"))
                .objectives(ObjectiveOverrides.parse(List.of("ttft.p95<=1s"), Layer.COMMAND_LINE))
                .build();

        assertThatThrownBy(() -> new CapacityRun(burst, out))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("which has no rate and no users to search over");
    }
}
