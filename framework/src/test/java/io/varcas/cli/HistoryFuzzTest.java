package io.varcas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.cli.flag.ExitCode;
import io.varcas.compare.TestRun;
import io.varcas.fuzz.FuzzRun;
import io.varcas.fuzz.Mutator;
import io.varcas.result.BundleFolder;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mutations of the file of a history, under every command that reads or adds to it. */
@Tag("slow")
class HistoryFuzzTest {

    private static final int INPUTS = FuzzRun.inputs(300);

    @TempDir
    Path folder;

    @Test
    void historiesEndInRowsOrInOneLine() throws IOException {
        Path runs = folder.resolve("runs");
        BundleFolder.create(runs, Instant.EPOCH, "chat")
                .finish(TestRun.of("ttft.p50", 100).build());
        Path whole = folder.resolve("whole.db");
        assertThat(command("history", "add", runs.toString(), "-db", whole.toString()))
                .isEmpty();
        BundleFolder.create(runs, Instant.EPOCH, "chat")
                .finish(TestRun.of("ttft.p50", 110).build());
        List<byte[]> seeds = List.of(Files.readAllBytes(whole));
        Path damaged = folder.resolve("damaged.db");
        List<String[]> commands = List.of(
                new String[] {"history", "list", "-db", damaged.toString()},
                new String[] {"history", "trend", "ttft.p50", "-rf", "json", "-db", damaged.toString()},
                new String[] {"history", "add", runs.toString(), "-db", damaged.toString()});
        FuzzRun run = FuzzRun.ofInputs("histories").refusing(UsageException.class);
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = new Mutator(seeds, new SplittableRandom(FuzzRun.SEED + i)).next();
            String[] command = commands.get(i % commands.size());
            Files.deleteIfExists(folder.resolve("damaged.db-journal"));
            Files.write(damaged, bytes);
            run.take(() -> String.join(" ", command) + new String(bytes, StandardCharsets.ISO_8859_1), () -> {
                String refusal = command(command);
                if (!refusal.isEmpty()) {
                    throw new UsageException(refusal);
                }
            });
        }
        run.end();
    }

    /** Returns what a command says that refuses; empty if it does its work. */
    private static String command(String... args) {
        StringWriter err = new StringWriter();
        int code = Main.run(args, new PrintWriter(new StringWriter()), new PrintWriter(err));
        String said = err.toString().strip();
        if (code == ExitCode.MET) {
            return "";
        }
        assertThat(said.lines()).as(said).hasSize(1).allMatch(line -> line.startsWith("ERROR: "));
        assertThat(said).doesNotContain("did not expect");
        return said;
    }
}
