package io.varcas.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.cli.Main;
import io.varcas.cli.flag.ExitCode;
import io.varcas.compare.TestRun;
import io.varcas.result.BundleFolder;
import io.varcas.result.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryCommandTest {

    @TempDir
    Path folder;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @BeforeEach
    void writesRuns() throws IOException {
        for (int i = 0; i < 8; i++) {
            write("good", TestRun.of("ttft.p50", 100 + i % 3).seed(i).build());
            write("slow", TestRun.of("ttft.p50", 110 + i % 3).seed(i).build());
        }
        write("two", TestRun.of("ttft.p50", 100).build());
        write("two", TestRun.of("ttft.p50", 125).build());
    }

    private void write(String side, RunResult run) throws IOException {
        BundleFolder.create(folder.resolve(side), Instant.EPOCH, "chat").finish(run);
    }

    private int run(String... args) {
        return runIn(folder.resolve("made/history.db").toString(), args);
    }

    private int runIn(String database, String... args) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(args));
        all.add("-db");
        all.add(database);
        return Main.run(all.toArray(String[]::new), new PrintWriter(out), new PrintWriter(err));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void addsBundlesOnce() {
        assertThat(run("history", "add", path("good"), path("two"))).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("# Added 10, already indexed 0");
        assertThat(run("history", "add", path("two"))).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("# Added 0, already indexed 2");
        assertThat(run("history", "list")).isZero();
        assertThat(out.toString().lines()).hasSize(11);
    }

    @Test
    void addsWhatIsDeepInAFolder() {
        assertThat(run("history", "add", folder.toString())).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("# Added 18, already indexed 0");
    }

    @Test
    void proposesTheNearestOfWhatItDoes() {
        String[] args = {"history", "lst"};
        assertThat(Main.run(args, new PrintWriter(out), new PrintWriter(err))).isEqualTo(2);
        assertThat(err.toString()).isEqualToIgnoringNewLines("ERROR: history lst: unknown; did you mean \"list\"?");
    }

    @Test
    void showsChangesAndBars() {
        run("history", "add", path("two"));
        assertThat(run("history", "trend", "ttft.p50", "-trial", "Ch.t")).isZero();
        assertThat(out.toString()).contains("Chat: ttft.p50, ms", "no change can be shown from 2 runs; 8 are needed");
        assertThat(out.toString().lines().filter(line -> line.startsWith("1970-01-01T00:00:00Z")))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("100.0  -               -  " + "#".repeat(16)),
                        line -> assertThat(line).endsWith("125.0  -         +25.0 %  " + "#".repeat(20)));
        String trend = out.toString();
        assertThat(run("history", "metric", "ttft.p50")).as("the earlier name").isZero();
        assertThat(out.toString()).isEqualTo(trend);
    }

    @Test
    void namesTheRunWithWhichTheLevelChanged() throws IOException {
        for (int i = 0; i < 12; i++) {
            Instant started = Instant.parse("2026-11-01T00:00:00Z").plus(Duration.ofDays(i));
            RunResult run = TestRun.of("ttft.p50", (i < 7 ? 100 : 110) + i % 3)
                    .started(started)
                    .build();
            write("nightly", run);
        }
        RunResult late = TestRun.of("ttft.p50", 900)
                .started(Instant.parse("2026-11-20T00:00:00Z"))
                .invalid("the client was late")
                .build();
        write("nightly", late);
        run("history", "add", path("nightly"));
        assertThat(run("history", "trend", "ttft.p50")).isZero();
        assertThat(out.toString())
                .containsPattern(
                        "changed at 2026-11-08T00:00:00Z \\(commit none\\): 100\\.9 -> 111\\.2, \\+10\\.3 %, p ="
                                + " 0\\.0\\d\\d")
                .contains("left out: 2026-11-20T00:00:00Z, INVALID: the client was late");

        assertThat(run("history", "trend", "ttft.p50", "-rf", "markdown")).isZero();
        assertThat(out.toString()).contains("## Chat: ttft.p50, ms", "| 2026-11-20T00:00:00Z | none |");
        assertThat(run("history", "trend", "ttft.p50", "-rf", "json")).isZero();
        JsonNode trend = new ObjectMapper().readTree(out.toString()).at("/trends/0");
        assertThat(trend.at("/levels/1/since").asText()).isEqualTo("2026-11-08T00:00:00Z");
        assertThat(trend.at("/points/12/counts").asBoolean(true)).isFalse();
        Path page = folder.resolve("trend.html");
        assertThat(run("history", "trend", "ttft.p50", "-rf", "html", "-rff", page.toString()))
                .isZero();
        assertThat(page).content().contains("1 OF 1 TREND CHANGED", "echarts", "Content-Security-Policy");
    }

    @Test
    void choosesRunsByTheirTags() throws IOException {
        write("tagged", TestRun.of("ttft.p50", 100).build().withTags(Map.of("server", "v0.10")));
        write("tagged", TestRun.of("ttft.p50", 104).build().withTags(Map.of("server", "v0.11", "gpu", "h100")));
        run("history", "add", path("tagged"));
        assertThat(run("history", "list", "-tag", "server=v0.11", "-tag", "gpu=h100"))
                .isZero();
        assertThat(out.toString()).contains("gpu=h100, server=v0.11").hasLineCount(2);
        assertThat(run("history", "trend", "ttft.p50", "-tag", "server=v0.10")).isZero();
        assertThat(out.toString()).contains("server=v0.10").doesNotContain("v0.11");
        assertThat(run("history", "trend", "ttft.p50", "-tag", "server=v0.1")).isEqualTo(2);
        assertThat(err.toString())
                .contains("-tag server=v0.1: no run with ttft.p50 has it; did you mean \"server=v0.1");
        assertThat(run("history", "list", "-tag", "server")).isEqualTo(2);
        assertThat(err.toString()).contains("-tag server: must be key=value, such as -tag server=v0.11");
    }

    @Test
    void judgesAgainstANamedBaseline() {
        assertThat(run("baseline", "main", path("good"))).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("# Baseline main: 8 runs");
        assertThat(run("compare", "baseline:main", path("slow"))).isEqualTo(1);
        assertThat(out.toString()).startsWith("slow against main: WORSE");
        assertThat(run("compare", "before=baseline:main", path("good"))).isZero();
        assertThat(out.toString()).startsWith("good against before: NO DIFFERENCE SHOWN");
    }

    @Test
    void listsBaselines() {
        run("baseline", "main", path("two"));
        assertThat(run("baseline")).isZero();
        assertThat(out.toString().lines().filter(line -> line.startsWith("main ")))
                .hasSize(2);
    }

    @Test
    void asksForNoMoreThanReadingWhereNothingIsWritten() {
        run("baseline", "main", path("good"));
        String readOnly = "jdbc:sqlite:file:" + folder.resolve("made/history.db") + "?mode=ro";
        assertThat(runIn(readOnly, "history", "list")).isZero();
        assertThat(out.toString().lines()).hasSize(9);
        assertThat(runIn(readOnly, "history", "trend", "ttft.p50")).isZero();
        assertThat(runIn(readOnly, "baseline")).isZero();
        assertThat(out.toString()).contains("main ");
        assertThat(runIn(readOnly, "compare", "baseline:main", path("slow"))).isEqualTo(1);
        assertThat(out.toString()).startsWith("slow against main: WORSE");

        assertThat(runIn(readOnly, "history", "add", path("two"))).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("ERROR: -db ")
                .contains("readonly")
                .hasLineCount(1);
        assertThat(run("history", "list")).isZero();
        assertThat(out.toString().lines()).as("nothing was added").hasSize(9);
    }

    @Test
    void proposesTheNearestBaseline() {
        run("baseline", "release", path("two"));
        assertThat(run("compare", "baseline:relaese", path("slow"))).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("ERROR: unknown baseline \"relaese\"; did you mean \"release\"?");
    }

    @Test
    void namesTheStatisticsThatAMetricHas() {
        run("history", "add", path("two"));
        assertThat(run("history", "trend", "ttft.p5")).isEqualTo(2);
        assertThat(err.toString()).startsWith("ERROR: metric \"ttft.p5\": ttft has mean, sd, min, p50,");
    }

    @Test
    void reportsWhereThereIsNothing() {
        assertThat(run("history", "list")).isEqualTo(2);
        assertThat(err.toString()).contains("no such file").hasLineCount(1);
        assertThat(folder.resolve("made")).doesNotExist();
        run("history", "add", path("two"));
        assertThat(run("history", "trend", "ttft.p99")).isEqualTo(2);
        assertThat(err.toString()).isEqualToIgnoringNewLines("ERROR: ttft.p99: no indexed run has it");
        assertThat(run("history", "trend", "ttft.p50", "-trial", "Other")).isEqualTo(2);
        assertThat(err.toString()).endsWithIgnoringCase("known are Chat" + System.lineSeparator());
    }

    @Test
    void refusesWhatIsNoDatabase() throws IOException {
        Files.createDirectories(folder.resolve("made"));
        Files.writeString(folder.resolve("made/history.db"), "this is a text, not a database of any kind");
        assertThat(run("history", "list")).isEqualTo(2);
        assertThat(err.toString()).startsWith("ERROR: -db ").hasLineCount(1);
    }

    @Test
    void keepsAPasswordOutOfItsMessages() {
        StringWriter said = new StringWriter();
        String[] args = {"history", "list", "-db", "jdbc:nothing://host/db?password=secret"};
        assertThat(Main.run(args, new PrintWriter(said), new PrintWriter(said))).isEqualTo(2);
        assertThat(said.toString())
                .isEqualToIgnoringNewLines("ERROR: -db jdbc:nothing:...: no driver for it is on the class path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:x;IFEXISTS=TRUE;USER=sa;PASSWORD=topsecret",
                "jdbc:h2:mem:x;password=topsecret;topsecret=1",
                "jdbc:h2:mem:x;topsecret;pwd=topsecret",
                "jdbc:h2:tcp://someone:topsecret@localhost:1/topsecret"
            })
    void keepsAPasswordOutOfWhatDriversSay(String url) {
        StringWriter said = new StringWriter();
        assertThat(Main.run(new String[] {"history", "list", "-db", url}, new PrintWriter(said), new PrintWriter(said)))
                .isEqualTo(2);
        assertThat(said.toString()).startsWith("ERROR: -db jdbc:h2:...: ").doesNotContain("topsecret");
    }

    @Test
    void reportsThatTheDatabaseCannotBeWritten() throws IOException {
        Path folderInItsPlace = Files.createDirectory(folder.resolve("taken.db"));
        assertThat(runIn(
                        folderInItsPlace.toString(),
                        "history",
                        "add",
                        folder.resolve("two").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("ERROR: -db " + folderInItsPlace
                        + ": cannot be opened for writing; it and its folder must be writable");
    }
}
