package io.varcas.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.cli.Main;
import io.varcas.cli.compare.AbPlan.Label;
import io.varcas.cli.compare.AbPlan.Run;
import io.varcas.runner.RunOptions;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class AbCommandTest {

    private static final RunOptions BASE = RunOptions.builder()
            .include("MoodyWorkload")
            .set("forks", List.of("0"))
            .build();

    @TempDir
    Path folder;

    private AbPlan plan(RunOptions base, String change) {
        return AbPlan.of(base, List.of(), List.of(SideChange.parse("-b", change)), 3, folder);
    }

    @Test
    void runsTheSidesInTurns() {
        assertThat(plan(BASE, "rate=20").runs().stream().map(Run::side))
                .containsExactly(Label.A, Label.B, Label.B, Label.A, Label.A, Label.B);
    }

    @Test
    void givesBothSidesOfARepeatTheSameSeedAndEachRepeatAnother() {
        RunOptions seeded = RunOptions.builder()
                .include("MoodyWorkload")
                .set("seed", List.of("7"))
                .build();
        assertThat(plan(seeded, "rate=20").runs().stream().map(Run::seed)).containsExactly(7L, 7L, 8L, 8L, 9L, 9L);
    }

    @Test
    void changesOneSideAlone() {
        List<Run> runs = plan(BASE, "rate=20").runs();
        assertThat(runs.get(0).options().values()).doesNotContainKey("rate");
        assertThat(runs.get(1).options().values()).containsEntry("rate", List.of("20"));
        assertThat(plan(BASE, "rate=20").factors()).containsExactly("rate");
    }

    @Test
    void givesASystemPropertyToTheForks() {
        RunOptions forked = RunOptions.builder()
                .include("MoodyWorkload")
                .set("jvmArgs", List.of("-Xmx1g"))
                .build();
        assertThat(plan(forked, "-Dx=y").runs().get(1).options().values())
                .containsEntry("jvmArgs", List.of("-Xmx1g -Dx=y"));
        assertThatThrownBy(() -> plan(BASE, "-Dx=y"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("use -f 1");
    }

    @Test
    void refusesBeforeTheFirstRunWhatNoRunCouldBeMadeWith() {
        assertThatThrownBy(() -> plan(BASE, "rat=20")).hasMessageContaining("did you mean \"rate\"?");
        assertThatThrownBy(() -> plan(BASE, "target=sim:nix=1")).hasMessageContaining("unknown option \"nix\"");
        assertThatThrownBy(() -> plan(BASE, "rate")).hasMessageContaining("must be target=<target>");
    }

    @Test
    void keepsEveryRunAndComparesThemAtTheEnd() throws IOException {
        StringWriter out = new StringWriter();
        String[] args = {
            "ab",
            "MoodyWorkload",
            "-f",
            "0",
            "-wi",
            "0",
            "-i",
            "1",
            "-r",
            "600ms",
            "-n",
            "2",
            "-b",
            "rate=60",
            "-rf",
            "json",
            "-out",
            folder.toString()
        };
        int code = Main.run(args, new PrintWriter(out), new PrintWriter(out));
        assertThat(code).as(out.toString()).isEqualTo(4);
        assertThat(out.toString()).contains("# Planned: 00:00:02 of load, plus start, drain and set-up"); // 4 of 600 ms
        Path made;
        try (Stream<Path> folders = Files.list(folder)) {
            made = folders.findFirst().orElseThrow();
        }
        assertThat(Sides.bundles(made.resolve("a"))).hasSize(2);
        assertThat(Sides.bundles(made.resolve("b"))).hasSize(2);
        JsonNode comparison = new ObjectMapper().readTree(Files.readString(made.resolve("comparison.json")));
        assertThat(comparison.path("verdict").asText()).isEqualTo("inconclusive");
    }
}
