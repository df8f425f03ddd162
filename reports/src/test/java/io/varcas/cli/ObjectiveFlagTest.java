package io.varcas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.cli.flag.ExitCode;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results judged by objectives of the command line. */
class ObjectiveFlagTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path bundle = Path.of("");

    @BeforeEach
    void writesABundle() throws IOException {
        bundle = SampleBundle.write(folder, SampleLoad.open(40).ofRequests(400, 6))
                .folder();
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        return Main.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private JsonNode objectives(String... sla) throws IOException {
        Path file = folder.resolve("judged.json");
        String[] args = {"report", bundle.toString(), "-rf", "json", "-rff", file.toString()};
        String[] all = Arrays.copyOf(args, args.length + sla.length);
        System.arraycopy(sla, 0, all, args.length, sla.length);
        run(all);
        return new ObjectMapper().readTree(Files.readString(file)).at("/trials/0/objectives");
    }

    @Test
    void judgesABundleAnewFromItsLogsAndLeavesItAsItIs() throws IOException {
        String before = Files.readString(bundle.resolve("result.json"));

        assertThat(run("report", bundle.toString(), "-sla", "none", "-sla", "ttft.p50<=60s"))
                .isEqualTo(ExitCode.UNDECIDED); // as the accuracy pass of the sample is
        assertThat(out.toString())
                .containsPattern("ttft.p50 +MET .*from command line")
                .doesNotContain("typing indicator budget");
        assertThat(run("report", bundle.toString(), "-sla", "ttft.p95<=1us", "-rf", "html"))
                .isEqualTo(ExitCode.BROKEN);

        assertThat(bundle.resolve("result.json")).content().isEqualTo(before);
        assertThat(bundle.resolve("result.html")).doesNotExist();
        assertThat(bundle.resolve("judged.html")).content().contains("from command line");
    }

    @Test
    void decidesAPercentileByTheSamplesOfTheLog() throws IOException {
        JsonNode ttft = objectives("-sla", "ttft.p95<=250ms").get(0);
        assertThat(ttft.path("from").asText()).isEqualTo("command line");
        assertThat(ttft.at("/exceedance/least").asInt())
                .isEqualTo(ttft.at("/exceedance/most").asInt());
    }

    @Test
    void theGoodputIsThatOfTheNewBounds() throws IOException {
        double loose = objectives("-sla", "none", "-sla", "goodput>=1")
                .get(0)
                .path("measured")
                .asDouble();
        double tight = objectives("-sla", "none", "-sla", "goodput>=1", "-sla", "ttft.p95<=1us")
                .get(0)
                .path("measured")
                .asDouble();
        assertThat(loose).isPositive();
        assertThat(tight).isZero();
    }

    @Test
    void namesEveryWrongObjective() {
        assertThat(run("report", bundle.toString(), "-sla", "tftt.p95<=5", "-sla", "ttft.p95<=5kg"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("-sla: objective \"tftt.p95<=5\": unknown metric \"tftt.p95\"; did you mean \"ttft.p95\"?")
                .contains("-sla: objective \"ttft.p95<=5kg\": \"kg\" is no unit of ttft.p95; its units are ms, s, us,"
                        + " min");
    }

    @Test
    void importsAreJudgedByWhatTheirFileTells() throws IOException {
        Path file = folder.resolve("vllm.json");
        try (InputStream in = Objects.requireNonNull(
                ObjectiveFlagTest.class.getResourceAsStream("/io/varcas/reports/peer/vllm.json"))) {
            Files.write(file, in.readAllBytes());
        }
        String to = folder.resolve("imported").toString();
        assertThat(run("import", file.toString(), "-out", to, "-sla", "ttft.service.p50<=1us", "-tag", "team=a"))
                .isEqualTo(ExitCode.BROKEN);
        assertThat(out.toString()).contains("# BROKEN: ttft.service.p50 <= 0.001 ms");
        String bundled = out.toString().replaceAll("(?s).*# vllm result: ", "").strip();
        run("report", bundled);
        assertThat(out.toString()).contains("Tags: team=a");
        run("report", bundled, "-rf", "html,md");
        assertThat(Path.of(bundled, "result.html")).content().contains("team=a");
        assertThat(Path.of(bundled, "result.md")).content().contains("tags team=a");
    }

    @Test
    void comparisonsJudgeTheCandidateByThem() {
        String sides = bundle.toString();
        assertThat(run("compare", "a=" + sides, "b=" + sides, "-sla", "ttft.p95<=1us"))
                .isEqualTo(ExitCode.BROKEN);
        assertThat(out.toString()).contains("ttft.p95 <= 0.001 ms is broken");
    }
}
