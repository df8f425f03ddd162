package io.varcas.tune.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeploymentResolver;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.sizing.VllmFlagCatalog;
import io.varcas.tune.plan.MeasuredChange.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs of vLLM 0.15.1 on a T4 (2026-02) that were reported as "batch 1 -> 8: +22 % throughput, deploy max-num-seqs 8". The
 * baseline of that claim was in fact max-num-seqs 256, and only tokens of finished requests were counted.
 */
@Tag("slow")
class T4PlanTest {

    private static final Path DATA =
            Path.of("../hardware-profiles/src/test/resources/io/varcas/calibration/t4-requests.csv");
    private static final String ENGINE = "vllm 0.15.1";

    @TempDir
    Path folder;

    @Test
    void reportsTheLossThatWasCalledAGain() throws IOException {
        PlanReport report = plan(llama(), "A8");

        MeasuredChange eight = report.measured().get(0);
        assertThat(eight.difference()).isEqualTo("max-num-seqs=8");
        assertThat(value(eight, "tokens generated/s").change()).isCloseTo(-0.46, within(0.01));
        assertThat(value(eight, "tokens/s of finished requests only").change()).isPositive();
        assertThat(value(eight, "tpot.p50 ms").change()).isCloseTo(-0.85, within(0.01));
        assertThat(eight.predicted().get(0).measure()).isEqualTo(Measure.OUTPUT);
        assertThat(eight.predicted().get(0).change()).isCloseTo(-0.46, within(0.03));
        assertThat(eight.note()).contains("cut off");
        assertThat(report.plans())
                .allSatisfy(plan -> assertThat(plan.configuration()
                                .map(one -> one.changes().getOrDefault(PlanFlag.MAX_NUM_SEQS, "256")))
                        .isNotEqualTo(Optional.of("1")));
    }

    @Test
    void recommendsMoreThanTheSingleSequenceOfARunAndTellsTheTrade() throws IOException {
        Plan plan = plan(llama(), "A1").plans().get(0);

        assertThat(Integer.parseInt(plan.configuration().orElseThrow().changes().get(PlanFlag.MAX_NUM_SEQS)))
                .isGreaterThanOrEqualTo(64);
        assertThat(plan.risks()).anyMatch(risk -> risk.startsWith("itl.p50 gets worse"));
    }

    @Test
    void saysThatRunsOfEqualFlagsDoNotDiffer() throws IOException {
        RecordedServers runs = servers("t4,model=tinyllama-1.1b,max-model-len=1024", Map.of("T1", 256, "N8", 256));

        assertThat(runs.beside("T1").get(0).difference()).isEqualTo("no configuration difference");
        assertThat(value(runs.beside("T1").get(0), "tokens/s of finished requests only")
                        .change())
                .isBetween(-0.15, 0.0);
    }

    private RecordedServers llama() throws IOException {
        return servers(
                "t4,model=llama-2-7b,precision=int4-awq,max-model-len=2048,cuda-graphs=none",
                Map.of("A1", 1, "A6", 8, "A8", 256));
    }

    private RecordedServers servers(String hardware, Map<String, Integer> sequences) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(DATA)) {
            String run = line.substring(0, line.indexOf(','));
            if (run.equals("run")) {
                lines.add(line + ",max_num_seqs,connections");
            } else if (sequences.containsKey(run)) {
                lines.add(line + "," + sequences.get(run) + ",100");
            }
        }
        Path file = Files.write(folder.resolve("requests.csv"), lines);
        return new RecordedServers(
                file, DeploymentResolver.resolve(DeploymentSpec.parse(hardware), Catalogs.bundled(), ENGINE), ENGINE);
    }

    private static PlanReport plan(RecordedServers servers, String run) {
        PlanSubject subject = servers.subject(run);
        Criteria criteria = new Criteria(Criteria.DEFAULT_LATENCY, List.of());
        PlanSpace space = new PlanSpace(subject.load(), criteria, VllmFlagCatalog.bundled(), 1, Set.of());
        return new Planner(subject.baseline(), space)
                .plan(
                        List.of(Goal.THROUGHPUT, Goal.LATENCY, Goal.BALANCED),
                        List.of(),
                        servers.beside(run).stream()
                                .filter(change -> change.label().contains("A6"))
                                .toList());
    }

    private static Value value(MeasuredChange change, String name) {
        return change.values().stream()
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
