package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.cli.Main;
import io.varcas.setting.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code plan} on bundles of real runs against the simulator. */
@Tag("slow")
class PlanOfARunTest {

    @TempDir
    Path out;

    private final StringWriter printed = new StringWriter();

    @Test
    void plansForTheServerOfABundleAndLaysAnotherBesideIt() throws IOException {
        Path two = run("sim:h100,model=llama-3.1-8b,max-num-seqs=2", "two");
        Path four = run("sim:h100,model=llama-3.1-8b,max-num-seqs=4", "four");

        JsonNode plan = plan(
                two.toString(),
                "-goal",
                "throughput",
                "-measured",
                four.toString(),
                "-measured",
                two.toString(),
                "-rf",
                "json");

        assertThat(plan.path("server").asText()).startsWith("llama-3.1-8b in bf16 on 1 x");
        assertThat(plan.path("load").asText()).startsWith("recorded load: ");
        assertThat(plan.path("measured").get(0).path("difference").asText()).isEqualTo("max-num-seqs=4");
        assertThat(plan.path("measured").get(0).path("predicted")).isNotEmpty();
        assertThat(plan.path("measured").get(1).path("difference").asText()).isEqualTo("no configuration difference");
        assertThat(plan.path("notes").toString()).contains("calibrated on the trial");
        assertThat(plan.path("plans").get(0).path("goal").asText()).isEqualTo("throughput");
    }

    private Path run(String target, String folder) throws IOException {
        return new Runner(MoodyRuns.options(out.resolve(folder), "well")
                        .target(target)
                        .set(Settings.FORKS, 0)
                        .set(Settings.WARMUP_ITERATIONS, 0)
                        .set(Settings.MEASUREMENT_ITERATIONS, 1)
                        .set(Settings.MEASUREMENT_TIME, Duration.ofMinutes(2))
                        .set("requests", List.of("40"))
                        .build())
                .run()
                .folder();
    }

    private JsonNode plan(String... args) throws IOException {
        StringWriter err = new StringWriter();
        String[] whole = new String[args.length + 1];
        whole[0] = "plan";
        System.arraycopy(args, 0, whole, 1, args.length);
        int exit = Main.run(whole, new PrintWriter(printed, true), new PrintWriter(err, true));
        assertThat(exit).as(err.toString()).isZero();
        return new JsonMapper().readTree(printed.toString());
    }
}
