package io.varcas.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.cli.Main;
import io.varcas.cli.flag.ExitCode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void scoresTheOutputsOfAFile() throws IOException {
        Path pairs = Files.writeString(folder.resolve("pairs.jsonl"), """
            {"id": "a", "prompt": "p", "output": "the cat sat", "reference": "the cat sat"}
            {"id": "b", "prompt": "p", "output": "a dog", "reference": ["the cat sat", "a dog ran"]}
            {"id": "c", "prompt": "q", "generated_text": "", "reference_text": "the cat"}
            """);
        assertThat(run("score", pairs.toString(), "-scorer", "rouge-l", "-scorer", "chrf", "-threshold", "0.6"))
                .isEqualTo(ExitCode.MET);
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches(" *rouge-l +0\\.6000 .* 2 +3 +2 +0")) // 1, 0.8 and 0
                .anyMatch(line -> line.startsWith("chrf of all outputs together: ") && line.contains("nrefs:var"));
        assertThat(run("score", pairs.toString(), "-threshold", "0.61")).isEqualTo(ExitCode.BROKEN);
    }

    @Test
    void namesFileAndLineOfAMalformedRecord() throws IOException {
        Path pairs = Files.writeString(
                folder.resolve("pairs.jsonl"), "{\"output\": \"a\", \"reference\": \"a\"}\n{\"output\": 5}\n");
        assertThat(run("score", pairs.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(pairs + ":2: \"output\" must be a text");
        assertThat(run("score", folder.resolve("none.jsonl").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run("score", pairs.toString(), "-scorer", "perplexity")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("scorer perplexity needs the server that made the outputs");
    }

    @Tag("slow")
    @Test
    void scoresAHundredThousandPairsInLessMemoryThanTheyFill() throws Exception {
        Path pairs = folder.resolve("many.jsonl");
        String filler = "and then the quick brown fox jumps over the lazy dog near the river bank ".repeat(6);
        try (BufferedWriter file = Files.newBufferedWriter(pairs)) {
            for (int i = 0; i < 100_000; i++) {
                file.write("{\"output\":\"" + i + " is one\",\"reference\":\"" + i + " is two\",\"notes\":\"" + filler
                        + "\"}\n");
            }
        }
        assertThat(Files.size(pairs)).as("more than the heap").isGreaterThan(40L << 20);
        Path console = folder.resolve("console.txt");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "score",
                        pairs.toString())
                .redirectErrorStream(true)
                .redirectOutput(console.toFile())
                .start();
        assertThat(child.waitFor()).as(Files.readString(console)).isEqualTo(ExitCode.MET);
        assertThat(Files.readString(console).lines()) // two words of three are shared
                .anyMatch(line -> line.matches(" *rouge-l +0\\.6667 .* 100000 +100000 +100000 +0"));
    }

    private int run(String... args) {
        return Main.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
