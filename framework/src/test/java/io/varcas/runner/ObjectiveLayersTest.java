package io.varcas.runner;

import static io.varcas.runner.PlannedChat.chat;
import static io.varcas.runner.PlannedChat.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.annotation.Unit;
import io.varcas.setting.Layer;
import io.varcas.sla.Objective;
import io.varcas.sla.Objective.Direction;
import io.varcas.sla.ObjectiveOverrides;
import io.varcas.validation.UsageException;
import io.varcas.workload.WorkloadSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objectives of the command line, the configuration file and the annotations of one workload. */
class ObjectiveLayersTest {

    @TempDir
    Path folder;

    private RunOptions.Builder config(String json) throws IOException {
        return RunOptions.builder().config(Files.writeString(folder.resolve("config.json"), json));
    }

    private static WorkloadSpec.Builder annotated() {
        return chat().objective(Objective.of("ttft.p95", Direction.AT_MOST, 500, Unit.OWN, "budget"))
                .objective(Objective.of("goodput", Direction.AT_LEAST, 18, Unit.OWN, ""));
    }

    @Test
    void theStrongestLayerSetsEachBound() throws IOException {
        RunOptions.Builder options = config("{\"sla\": [\"ttft.p95<=400ms\", \"e2e.p95<=9s\"],"
                        + " \"workloads\": {\"Chat\": {\"sla\": \"e2e.p95<=8s\"}}}")
                .objectives(ObjectiveOverrides.parse(List.of("ttft.p95<=300ms"), Layer.COMMAND_LINE));
        assertThat(plan(options, annotated()).get(0).objectives())
                .extracting(objective ->
                        objective.describe() + " from " + objective.layer().label())
                .containsExactly(
                        "ttft.p95 <= 300 ms from command line",
                        "goodput >= 18 req/s from annotation",
                        "e2e.p95 <= 8,000 ms from configuration file");
    }

    @Test
    void anObjectOfTheFileStillHoldsSettings() throws IOException {
        assertThat(plan(config("{\"sla\": {\"confidence\": 0.99}}"), annotated())
                        .get(0)
                        .objectives())
                .hasSize(2);
    }

    @Test
    void wrongOnesOfTheFileAreNamedWithTheirPlace() {
        assertThatThrownBy(() -> plan(config("{\"workloads\": {\"Chat\": {\"sla\": \"ttft.p95<5\"}}}"), annotated()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("config.json: workloads.Chat.sla: objective \"ttft.p95<5\": must be a metric");
        assertThatThrownBy(() -> plan(config("{\"sla\": 5}"), annotated()))
                .hasMessageContaining("sla must be a text such as \"ttft.p95<=500ms\", or a list of such texts");
    }

    @Test
    void profilersOfTheClassCanBeTakenAway() {
        WorkloadSpec.Builder profiled = chat().set("profilers", "telemetry");
        assertThat(plan(RunOptions.builder(), profiled).get(0).profilers()).containsExactly("telemetry");
        assertThat(plan(RunOptions.builder().set("profilers", List.of("none")), profiled)
                        .get(0)
                        .profilers())
                .isEmpty();
        assertThat(plan(RunOptions.builder().set("profilers", List.of("server-metrics")), profiled)
                        .get(0)
                        .profilers())
                .containsExactly("server-metrics");
    }
}
