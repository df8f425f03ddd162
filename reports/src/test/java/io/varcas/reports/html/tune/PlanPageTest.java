package io.varcas.reports.html.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeploymentResolver;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.engine.Load;
import io.varcas.engine.RequestMix;
import io.varcas.sizing.VllmFlagCatalog;
import io.varcas.traffic.FixedLengths;
import io.varcas.traffic.Seed;
import io.varcas.tune.plan.Baseline;
import io.varcas.tune.plan.Configuration;
import io.varcas.tune.plan.Criteria;
import io.varcas.tune.plan.DemandLoad;
import io.varcas.tune.plan.Goal;
import io.varcas.tune.plan.MeasuredChange;
import io.varcas.tune.plan.MeasuredChange.Value;
import io.varcas.tune.plan.PlanFlag;
import io.varcas.tune.plan.PlanJson;
import io.varcas.tune.plan.PlanReport;
import io.varcas.tune.plan.PlanSpace;
import io.varcas.tune.plan.PlanText;
import io.varcas.tune.plan.Planner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanPageTest {

    @Test
    void showsPlansInEveryFormatWithForeignTextEscaped() throws IOException {
        PlanReport report = report();
        List<String> lines = PlanText.lines(report);
        ByteArrayOutputStream page = new ByteArrayOutputStream();

        new PlanPage().write(report, lines, page);

        assertThat(page.toString(StandardCharsets.UTF_8))
                .contains(
                        "throughput plan", "--max-num-seqs", "&lt;b&gt;other&lt;/b&gt;", "no configuration difference")
                .doesNotContain("<b>other");
        assertThat(String.join("\n", lines))
                .contains("throughput plan", "95 % of draws", "Measured: <b>other</b>: no configuration difference");
        assertThat(PlanJson.of(report))
                .contains("\"kind\" : \"plan\"", "\"max-num-seqs\" : ", "\"goal\" : \"throughput\"");
    }

    private static PlanReport report() {
        Baseline baseline = Baseline.of(
                DeploymentResolver.resolve(
                        DeploymentSpec.parse("h100,model=llama-3.1-8b,max-num-seqs=2,max-model-len=4096"),
                        Catalogs.bundled(),
                        "vllm 0.32.0"),
                "vllm 0.32.0");
        PlanSpace space = new PlanSpace(
                new DemandLoad(
                        Load.closed(16),
                        RequestMix.of(new FixedLengths(50), new FixedLengths(50)),
                        Duration.ofSeconds(4),
                        Seed.of(1)),
                new Criteria(Criteria.DEFAULT_LATENCY, List.of()),
                VllmFlagCatalog.bundled(),
                1,
                EnumSet.complementOf(EnumSet.of(PlanFlag.MAX_NUM_SEQS)));
        return new Planner(baseline, space)
                .plan(
                        List.of(Goal.THROUGHPUT, Goal.CACHE),
                        List.of(Configuration.parse("max-num-seqs=4")),
                        List.of(new MeasuredChange(
                                "<b>other</b>",
                                Optional.of(Configuration.BASELINE),
                                List.of(new Value("throughput.output", 10, 11)),
                                List.of(),
                                "")));
    }
}
