package io.varcas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.varcas.cli.flag.ExitCode;
import io.varcas.result.ResultBundle;
import io.varcas.result.Status;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A launcher that is told to end while its fork measures. */
@Tag("slow")
@Timeout(240)
class LauncherSignalTest {

    private static final int SIGINT = 2;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void leavesAResultAndNoFork(String signal) throws IOException, InterruptedException {
        assumeFalse(signal.equals("INT") && isInterruptIgnored(), "this process, and so its children, ignore SIGINT");
        String[] run = {
            "Moody",
            "-f",
            "1",
            "-wi",
            "0",
            "-i",
            "9000",
            "-r",
            "200ms",
            "-out",
            folder.resolve("out").toString()
        };
        try (ChildClient launcher = ChildClient.start(folder, Map.of(), run)) {
            launcher.awaitPrinted("Iteration   2:");
            List<ProcessHandle> forks = launcher.handle().descendants().toList();
            assertThat(forks).as("forks").hasSize(1).allMatch(ProcessHandle::isAlive);
            assumeTrue(isSent(signal, launcher.handle().pid()), "there is no kill command");

            assertThat(launcher.await()).isEqualTo(ExitCode.FAILED);
            assertThat(launcher.printed())
                    .contains("# Interrupted: stopping the load and writing the partial result")
                    .contains("# Results: ");
            assertThat(forks)
                    .allSatisfy(fork ->
                            assertThat(fork.onExit()).as("the fork's end").succeedsWithin(30, TimeUnit.SECONDS));
        }
        try (Stream<Path> bundles = Files.list(folder.resolve("out"))) {
            assertThat(bundles.toList()).singleElement().satisfies(bundle -> {
                ResultBundle result = ResultBundle.open(bundle);
                assertThat(result.result().status()).isEqualTo(Status.INTERRUPTED);
                assertThat(result.result().trials())
                        .singleElement()
                        .satisfies(trial -> assertThat(trial.windows()).isNotEmpty());
            });
        }
    }

    /** Returns whether a shell that ran this in its background made it ignore interrupts. */
    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line -> new BigInteger(line.split("\\s+", 2)[1], 16).testBit(SIGINT - 1));
    }

    private static boolean isSent(String signal, long pid) throws InterruptedException {
        try {
            return new ProcessBuilder("kill", "-" + signal, String.valueOf(pid))
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
