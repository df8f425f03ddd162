package io.varcas.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.runner.RunOptions;
import io.varcas.runner.TrialPlanner;
import io.varcas.setting.Layer;
import io.varcas.setting.Settings;
import io.varcas.sla.Objective;
import io.varcas.sla.ObjectiveOverrides;
import io.varcas.workload.WorkloadDefinition;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTextTest {

    @TempDir
    Path folder;

    private static String text(List<WorkloadPlan> plans) {
        StringWriter text = new StringWriter();
        ConfigText.print(plans, new PrintWriter(text, true));
        return text.toString();
    }

    private static List<WorkloadPlan> plans(RunOptions options) {
        List<WorkloadDefinition> workloads =
                io.varcas.fork.Workloads.discover().select(options.includes(), options.excludes());
        return new TrialPlanner(options).plan(workloads);
    }

    @Test
    void keepsObjectivesFromOutside() throws IOException {
        for (List<String> texts :
                List.of(List.of("ttft.p50<=2s", "e2e.p95<=9s, warn # x"), List.of("none", "goodput>=3"))) {
            List<WorkloadPlan> said = plans(RunOptions.builder()
                    .include("WaryChat")
                    .objectives(ObjectiveOverrides.parse(texts, Layer.COMMAND_LINE))
                    .build());
            Path file = Files.writeString(folder.resolve("sla.json"), text(said));
            List<WorkloadPlan> read =
                    plans(RunOptions.builder().include("WaryChat").config(file).build());
            assertThat(read.get(0).objectives())
                    .extracting(Objective::format)
                    .isEqualTo(said.get(0).objectives().stream()
                            .map(Objective::format)
                            .toList());
        }
    }

    @Test
    void meansTheSameWhenItIsGivenBack() throws IOException {
        List<WorkloadPlan> said = plans(RunOptions.builder()
                .include("Moody")
                .set("rate", List.of("3", "7"))
                .set("inputTokens", List.of("64"))
                .set(Settings.TEMPERATURE, 0.5)
                .build());
        Path file = Files.writeString(folder.resolve("team.json"), text(said));
        List<WorkloadPlan> read =
                plans(RunOptions.builder().include("Moody").config(file).build());

        assertThat(read)
                .extracting(WorkloadPlan::params)
                .isEqualTo(said.stream().map(WorkloadPlan::params).toList());
        assertThat(read)
                .extracting(WorkloadPlan::load)
                .isEqualTo(said.stream().map(WorkloadPlan::load).toList());
        assertThat(read)
                .extracting(WorkloadPlan::parts)
                .isEqualTo(said.stream().map(WorkloadPlan::parts).toList());
        assertThat(read)
                .extracting(WorkloadPlan::request)
                .isEqualTo(said.stream().map(WorkloadPlan::request).toList());
        assertThat(text(read))
                .isEqualTo(text(said))
                .contains("\"rate\" : [ \"3\", \"7\" ]", "\"inputTokens\" : \"64\"");
    }
}
