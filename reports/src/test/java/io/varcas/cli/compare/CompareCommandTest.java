package io.varcas.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.cli.Main;
import io.varcas.compare.TestRun;
import io.varcas.result.BundleFolder;
import io.varcas.result.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {

    @TempDir
    static Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void writesRuns() throws IOException {
        for (int i = 0; i < 8; i++) {
            write("before", TestRun.of("ttft.p50", 100 + i % 3).seed(i).build());
            write("same", TestRun.of("ttft.p50", 100 + i % 3).seed(i).build());
            write("slow", TestRun.of("ttft.p50", 110 + i % 3).seed(i).build());
            write(
                    "openA",
                    TestRun.of("ttft.p50", 100 + i % 3)
                            .with("throughput.requests", 5)
                            .seed(i)
                            .build());
            write(
                    "openB",
                    TestRun.of("ttft.p50", 110 + i % 3)
                            .with("throughput.requests", 5)
                            .seed(i)
                            .build());
            write("fast", TestRun.of("ttft.p50", 80 + i % 3).seed(i).build());
        }
        write("broken", TestRun.of("ttft.p50", 100).objective("ttft.p50", 90).build());
        write("single", TestRun.of("ttft.p50", 100).build());
    }

    private static void write(String side, RunResult run) throws IOException {
        BundleFolder.create(folder.resolve(side), Instant.EPOCH, "chat").finish(run);
    }

    private int compare(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "compare";
        System.arraycopy(args, 0, all, 1, args.length);
        return Main.run(all, new PrintWriter(out), new PrintWriter(err));
    }

    private String side(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void acceptsWhatIsNotWorse() {
        assertThat(compare(side("before"), side("same"))).isZero();
        assertThat(out.toString()).startsWith("same against before: NO DIFFERENCE SHOWN");
    }

    @Test
    void rejectsWhatIsWorse() {
        assertThat(compare(side("before"), side("slow"))).isEqualTo(1);
        assertThat(out.toString()).contains("Decision: rejected").contains("ttft.p50 is worse (+9.9 %)");
    }

    @Test
    void toleratesALossThatWasAllowed() {
        assertThat(compare(side("before"), side("slow"), "-tolerate", "12%")).isZero();
    }

    @Test
    void asksForTheGainThatWasWanted() {
        assertThat(compare(side("before"), side("fast"), "-gain", "ttft.p50=15%"))
                .isZero();
        assertThat(compare(side("before"), side("fast"), "-gain", "ttft.p50=30%"))
                .isEqualTo(1);
    }

    @Test
    void rejectsWhatBreaksItsObjectives() {
        assertThat(compare(side("single"), side("broken"))).isEqualTo(1);
        assertThat(out.toString()).contains("ttft.p50 <= 90 ms is broken");
    }

    @Test
    void reportsWhenSingleRunsCannotTell() {
        assertThat(compare("a=" + side("single"), "b=" + side("single"))).isEqualTo(4);
        assertThat(out.toString()).startsWith("b against a: INCONCLUSIVE").contains("Decision: undecided");
    }

    @Test
    void theRateOfAnOpenLoopAloneDecidesNothing() {
        assertThat(compare(side("openA"), side("openB"), "-metric", "throughput.requests"))
                .isEqualTo(4);
        assertThat(out.toString())
                .startsWith("openB against openA: INCONCLUSIVE")
                .contains("Decision: undecided");
    }

    @Test
    void comparesEachOfSeveralWithTheFirst() {
        assertThat(compare(side("before"), side("same"), side("slow"))).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("2 candidates against before, each at a confidence of 97.5 %, so that 95.0 % holds for all")
                .containsPattern("\nslow +WORSE +rejected +ttft.p50 \\+9.9 % +-\n")
                .contains("same against before", "slow against before", "intervals at 97.5 %");
    }

    @Test
    void writesSeveralCandidatesAsOneDocument() throws IOException {
        Path file = folder.resolve("candidates.json");
        assertThat(compare(side("before"), side("same"), side("slow"), "-rf", "json", "-rff", file.toString()))
                .isEqualTo(1);
        assertThat(new ObjectMapper().readTree(Files.readString(file)).path("candidates"))
                .hasSize(2);
        compare(side("before"), side("same"), side("slow"), "-rf", "markdown");
        assertThat(out.toString())
                .contains("| slow | WORSE | rejected | ttft.p50 +9.9 % | - |", "## slow against before");
    }

    @Test
    void writesJsonToAFileAndTextToTheConsole() throws IOException {
        Path file = folder.resolve("comparison.json");
        assertThat(compare(side("before"), side("slow"), "-rf", "json", "-rff", file.toString()))
                .isEqualTo(1);
        var tree = new ObjectMapper().readTree(Files.readString(file));
        assertThat(tree.path("verdict").asText()).isEqualTo("worse");
        assertThat(tree.path("decision").asText()).isEqualTo("rejected");
        assertThat(out.toString()).startsWith("slow against before: WORSE");
    }

    @Test
    void refusesASplitThatThereIsNot() {
        assertThat(compare(side("before"), side("slow"), "-by", "parts")).isEqualTo(2);
        assertThat(compare(side("before"), side("slow"), "-by", "part")).isEqualTo(2);
        assertThat(err.toString())
                .contains("-by parts: must be part or model; did you mean \"part\"?")
                .contains("-by part: no trial has parts; only the trials of a mix have");
    }

    @Test
    void refusesASingleSide() {
        assertThat(compare(side("before"))).isEqualTo(2);
        assertThat(err.toString()).contains("compare needs at least two sides, but got 1");
    }

    @Test
    void namesEveryFileThatIsNoBundle() {
        assertThat(compare(side("nothing"), side("nix"))).isEqualTo(2);
        assertThat(err.toString())
                .contains("nothing: does not exist")
                .contains("nix: does not exist")
                .doesNotContain("Exception");
    }

    @Test
    void namesEveryWrongValue() {
        assertThat(compare(side("before"), side("same"), "-metric", "ttft.p49", "-effect", "3", "-gain", "x"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("-m: metric \"ttft.p49\": ttft has mean, sd, min, p50,")
                .contains("-effect: \"3\" is no percentage")
                .contains("-gain: gain \"x\" must be");
    }

    @Test
    void asksForNamesWhereTwoSidesAreCalledTheSame() {
        assertThat(compare(side("before"), side("before"))).isEqualTo(2);
        assertThat(err.toString()).contains("two sides are called before");
    }
}
