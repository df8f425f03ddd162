package io.varcas.tune.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.metric.MetricKey;
import io.varcas.result.RunResult;
import io.varcas.runner.RunOptions;
import io.varcas.setting.Settings;
import io.varcas.tune.plan.Configuration;
import io.varcas.tune.plan.Goal;
import io.varcas.tune.plan.PlanFlag;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The closed loop on the embedded simulator. */
@Tag("slow")
@Timeout(180)
class TuningTest {

    private static final Aim AIM = new Aim(Goal.LATENCY, MetricKey.parse("e2e.p50"));

    @TempDir
    Path out;

    private RunOptions options(String target) {
        return RunOptions.builder()
                .include("MoodyWorkload")
                .target(target)
                .set(Settings.FORKS, 0)
                .out(out)
                .build();
    }

    private static TuneOptions tune(String... tried) {
        return new TuneOptions(
                AIM,
                1,
                3,
                3,
                Duration.ofMinutes(3),
                Set.of(PlanFlag.values()),
                List.of(tried).stream().map(Configuration::parse).toList());
    }

    /** Notes the runs that are made, and stops after some. */
    private static final class Recorder implements TuneListener {

        private final List<String> made = new ArrayList<>();
        private final int most;
        private @Nullable Tuning tuning;

        Recorder(int most) {
            this.most = most;
        }

        @Override
        public void runEnded(String name, RunResult result) {
            made.add(name);
            if (made.size() == most && tuning != null) {
                tuning.stop();
            }
        }
    }

    private static JsonNode json(TuneResult result) throws IOException {
        return new ObjectMapper().readTree(result.folder().resolve("tune.json").toFile());
    }

    @Test
    void goesOnWhereItWasStoppedAndMeasuresNothingTwice() throws IOException {
        RunOptions options = options("sim:");
        TuneOptions tune = tune("max-num-seqs=8,max-num-batched-tokens=4096");
        Path folder = out.resolve("tune");
        Recorder first = new Recorder(3);
        Tuning stopped = Tuning.begin(options, tune, folder, first);
        first.tuning = stopped;
        TuneResult part = stopped.run();
        assertThat(part.outcome()).isEqualTo(TuneOutcome.INTERRUPTED);
        assertThat(json(part).path("outcome").asText()).isEqualTo("interrupted");

        Recorder second = new Recorder(99);
        TuneResult whole = Tuning.resume(options, tune, folder, second).run();
        assertThat(whole.outcome()).isNotIn(TuneOutcome.INTERRUPTED, TuneOutcome.FAILED);
        assertThat(second.made).doesNotContainAnyElementsOf(first.made);
        assertThat(whole.runs()).hasSize(first.made.size() + second.made.size());
        assertThat(whole.runs())
                .allSatisfy(run -> assertThat(folder.resolve(run.bundle())).isDirectory());
        assertThat(whole.runs())
                .filteredOn(run -> !run.contender().equals("baseline"))
                .allSatisfy(run -> assertThat(run.flags()).containsEntry("max-num-seqs", "8"));
        assertThat(TuneText.lines(whole)).anySatisfy(line -> assertThat(line).contains("max-num-seqs 8"));

        Recorder third = new Recorder(99);
        assertThat(Tuning.resume(options, tune, folder, third).run().explanation())
                .isEqualTo(whole.explanation());
        assertThat(third.made).isEmpty();

        assertThatThrownBy(() -> Tuning.resume(options, tune("max-num-seqs=16"), folder, third))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("the options have changed");
    }

    @Test
    void aContenderThatCannotBeStartedIsOutAndTheOthersGoOn() throws IOException {
        TuneResult result = Tuning.begin(
                        options("sim:"),
                        tune("max-num-seqs=64,max-num-batched-tokens=32", "max-num-seqs=32"),
                        out.resolve("tune"),
                        new TuneListener() {})
                .run();
        assertThat(result.standings().get(1).out().orElseThrow()).startsWith("failed: ");
        assertThat(result.standings().get(2).scores()).hasSizeGreaterThan(1);
        assertThat(result.outcome()).isIn(TuneOutcome.IMPROVED, TuneOutcome.NO_IMPROVEMENT_SHOWN);
    }

    @Test
    void withoutContendersThereIsNothingToMeasureTwice() throws IOException {
        TuneResult result = Tuning.begin(options("sim:"), tune(), out.resolve("tune"), new TuneListener() {})
                .run();
        assertThat(result.outcome()).isEqualTo(TuneOutcome.NO_IMPROVEMENT_SHOWN);
        assertThat(result.runs()).hasSize(1);
    }

    @Test
    void refusesAServerThatRunsAlready() {
        assertThatThrownBy(() ->
                        Tuning.begin(options("http://127.0.0.1:9"), tune(), out.resolve("tune"), new TuneListener() {}))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("the flags of a running server");
        assertThat(Files.exists(out.resolve("tune"))).isFalse();
        assertThatThrownBy(() -> new Aim(Goal.MEMORY, MetricKey.parse("e2e.p50")))
                .hasMessage(
                        "goal memory is predicted only; tune for one of throughput, latency, balanced, goodput, cost");
    }
}
