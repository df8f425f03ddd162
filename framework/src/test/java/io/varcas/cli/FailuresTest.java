package io.varcas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.varcas.cli.flag.ExitCode;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user reads, and the exit code, when something goes wrong outside a run. */
class FailuresTest {

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    private int told(Throwable fault) {
        return Failures.tell(fault, new PrintWriter(err), Map.of());
    }

    private int run(String... args) {
        return Main.run(args, new PrintWriter(err), new PrintWriter(err));
    }

    private int ran(String time) {
        String console = folder.resolve("console.txt").toString();
        return run("Repeating", "-r", time, "-out", folder.resolve("out").toString(), "-o", console);
    }

    private String line() {
        assertThat(err.toString().lines()).hasSize(1);
        return err.toString().strip();
    }

    @Test
    void anErrorIsAFailureAndNoBrokenObjective() {
        assertThat(told(new OutOfMemoryError("Java heap space"))).isEqualTo(ExitCode.FAILED);
        assertThat(line()).isEqualTo("ERROR: not enough memory (Java heap space); give the JVM more with -Xmx");
    }

    @Test
    void aClassThatCannotBeLoadedMayBeAMatterOfOpenFiles() {
        Error unreadable = new NoClassDefFoundError("a/Late");
        unreadable.initCause(new ClassNotFoundException("a.Late", new IOException("a.jar (Too many open files)")));
        assertThat(told(unreadable)).isEqualTo(ExitCode.FAILED);
        assertThat(line()).startsWith("ERROR: the limit on open files is reached (Too many open files; see ulimit -n)");
        err.getBuffer().setLength(0);
        Error absent = new NoClassDefFoundError("a/Late");
        absent.initCause(new ClassNotFoundException("a.Late"));
        assertThat(told(absent)).isEqualTo(ExitCode.FAILED);
        assertThat(line())
                .contains("is the limit on open files reached (see ulimit -n), or is the class path incomplete?");
    }

    @Test
    void whatNobodyForesawIsOneLineThatAsksForAReport() {
        assertThat(told(new IllegalStateException("this cannot be"))).isEqualTo(ExitCode.FAILED);
        assertThat(line())
                .startsWith("ERROR: this cannot be; this is a bug in Varcas")
                .contains("VARCAS_TRACE=1");
    }

    @Test
    void aTraceIsPrintedWhereItIsAskedFor() {
        Failures.tell(new IllegalStateException("bug"), new PrintWriter(err), Map.of("VARCAS_TRACE", "1"));
        assertThat(err.toString()).contains("FailuresTest.java");
    }

    @Test
    void namesNoExceptionForAFile() {
        assertThat(told(new NoSuchFileException("gone"))).isEqualTo(ExitCode.FAILED);
        assertThat(line()).isEqualTo("ERROR: gone does not exist");
    }

    @Test
    void aUsageFaultKeepsItsLines() {
        assertThat(told(new UsageException("one"))).isEqualTo(ExitCode.USAGE);
        assertThat(line()).isEqualTo("ERROR: one");
    }

    @Test
    void aPortThatIsNoneIsAUsageFault() {
        assertThat(run("serve", "-port", "99999")).isEqualTo(ExitCode.USAGE);
        assertThat(line()).isEqualTo("ERROR: -port 99999: must be from 0 to 65535; use 0 for any free port");
    }

    @Test
    void aFileWithoutAFormatIsAUsageFault() {
        assertThat(run("Repeating", "-rff", folder.resolve("page.html").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(line()).contains("page.html: needs a format");
    }

    @ParameterizedTest
    @CsvSource({
        "reprot bundle, reprot, report",
        "serv -port 8000, serv, serve",
        "sizee --model x, sizee, size",
        "exprt bundle -o, exprt, export",
        "improt Moody, improt, import"
    })
    void aMistypedCommandIsNamedFirst(String line, String word, String command) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .startsWith(
                        "ERROR: no workload matches \"" + word + "\"; did you mean the command \"" + command + "\"?");
    }

    @Test
    void anExpressionThatMatchesNothingIsRefusedBesideOneThatDoes() {
        assertThat(run("Moody", "nothing", "-l")).isEqualTo(ExitCode.USAGE);
        assertThat(line()).startsWith("ERROR: no workload matches \"nothing\"");
        err.getBuffer().setLength(0);
        assertThat(run("Moody", "Repeatin", "-l")).isEqualTo(ExitCode.MET);
        err.getBuffer().setLength(0);
        assertThat(run("Moody", "-e", "Moody", "-l")).isEqualTo(ExitCode.USAGE);
        assertThat(line()).startsWith("ERROR: no workload is left after excluding Moody; known are ");
        err.getBuffer().setLength(0);
        assertThat(run("Moody", "-e", "Repeatin", "-e", "nothing", "-l")).isEqualTo(ExitCode.USAGE);
        assertThat(line()).startsWith("ERROR: -e: no workload matches \"nothing\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-f @",
                "-w @",
                "-p rate=@",
                "-p @=1",
                "-p mix=@",
                "-target @",
                "-prof @",
                "-rf @",
                "-o @",
                "-config @",
                "-@",
                "@",
                "compare @",
                "report @",
                "dataset @ @",
                "size --model @",
                "serve -port @",
                "history metric ttft.p50 -trial @"
            })
    void aHugeValueIsCut(String line) {
        for (String huge : List.of("9".repeat(100_000), "a;b".repeat(350_000))) {
            err.getBuffer().setLength(0);
            assertThat(run(line.replace("@", huge).split(" "))).isEqualTo(ExitCode.USAGE);
            assertThat(err.toString().lines())
                    .isNotEmpty()
                    .allMatch(said -> said.startsWith("ERROR: ") || said.equals("Use -h to list the flags."))
                    .allMatch(said -> said.length() < 3_000);
        }
    }

    @Test
    void aListOfThousandsOfFaultsIsCut() {
        assertThat(told(new UsageException(Collections.nCopies(3_000, "one")))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines()).hasSize(51).last().isEqualTo("ERROR: and 2950 more");
    }

    @Test
    void aHugeValueInAFileIsCut() throws IOException {
        String huge = "9".repeat(100_000);
        Path config = Files.writeString(folder.resolve("run.yaml"), "settings:\n  rate: x" + huge + "\n");
        Path data = Files.writeString(
                folder.resolve("data.jsonl"), "{\"prompt\": \"a\", \"output_tokens\": \"" + huge + "\"}\n");
        assertThat(run("Moody", "-config", config.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run("dataset", data.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines())
                .hasSize(2)
                .allMatch(said -> said.startsWith("ERROR: ") && said.length() < 3_000);
    }

    @Test
    void aGroundTruthWithoutItsFileIsRefused() {
        assertThat(run("Moody", "-p", "groundTruth.threshold=0.9")).isEqualTo(ExitCode.USAGE);
        assertThat(line()).contains("groundTruth.threshold is set, but groundTruth.dataset is not");
    }

    @Test
    void aMistypedWorkloadIsNamedBeforeACommand() {
        assertThat(run("Mody", "-prot", "1")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("ERROR: unknown flag -prot");
    }

    @Test
    void aTimeThatNobodyWaitsForIsAskedAbout() {
        assertThat(ran("200000day")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("did you mean 200000s?");
        assertThat(ran("2000day")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("(limit 100): is the unit of -r or -w the one that is meant");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aConfigurationThatIsNotUtf8IsNamedWithItsByte() throws IOException {
        Path config = Files.write(folder.resolve("team.json"), new byte[] {'{', '\n', '"', (byte) 0xe4, '"'});
        assertThat(run("Repeating", "-config", config.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(line())
                .isEqualTo("ERROR: -config " + config
                        + ", line 2: byte 2 of the line (0xE4) is not UTF-8; save the file as UTF-8");
    }

    @Test
    void namesNoExceptionForAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThat(run("serve", "-port", String.valueOf(port))).isEqualTo(ExitCode.USAGE);
            assertThat(line()).isEqualTo("ERROR: cannot listen on 127.0.0.1:" + port + ": Address already in use");
        }
    }

    @Test
    void namesTheReasonForAHostThatIsUnknown() {
        assertThat(run("serve", "-host", "nowhere.invalid", "-port", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(line()).isEqualTo("ERROR: cannot listen on nowhere.invalid:0: unknown host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "size --model llama-3.1-8b --configs-file",
                "calibrate --csv",
                "size --users 3 --model",
                "Repeating -config"
            })
    void aFileThatIsNotUtf8IsNamedWithLineAndByte(String command) throws IOException {
        Path file = Files.write(folder.resolve("own.json"), new byte[] {'{', '\n', '"', (byte) 0xe9, '"'});
        assertThat(run((command + " " + file).split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(line())
                .contains(file + ", line 2: byte 2 of the line (0xE9) is not UTF-8; save the file as UTF-8")
                .doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"size --model llama-3.1-8b --configs-file", "calibrate --csv", "roofline -hardware h100,model="})
    void aFileThatIsNotThereIsNamedOnce(String command) {
        String file = folder.resolve("absent.json").toString();
        String line = command.endsWith("=") ? command + file : command + " " + file;
        assertThat(run(line.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(line()).containsOnlyOnce(file).doesNotContain("Exception");
    }

    @Test
    void certificatesThatCannotBeReadHaveAReason() {
        assertThat(run("Repeating", "-target", "https://127.0.0.1:1", "-cacert", "nope.pem"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(line()).contains("certificate file nope.pem cannot be read: no such file");
    }

    @Test
    void aDatasetThatCannotBeReadIsNamedOnceWithItsReason() throws IOException {
        Path data = Files.writeString(folder.resolve("data.jsonl"), "{}");
        assumeTrue(data.toFile().setReadable(false) && !Files.isReadable(data), "needs a user whom files can refuse");
        assertThat(run("dataset", data.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(line()).contains("\"" + data + "\" cannot be read: permission denied");
    }

    @Test
    void outputThatCannotBeWrittenIsAFailure() {
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        assertThat(Main.run(new String[] {"-lrf"}, new PrintWriter(full), new PrintWriter(err)))
                .isEqualTo(ExitCode.FAILED);
        assertThat(line()).startsWith("ERROR: the output is incomplete: the disk is full");
    }
}
