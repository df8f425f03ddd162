package io.varcas.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code report}, {@code import} and {@code export} as a user types them. */
class ResultCommandsTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void copies() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                ResultCommandsTest.class.getResourceAsStream("/io/varcas/reports/peer/vllm.json"))) {
            Files.write(folder.resolve("vllm.json"), in.readAllBytes());
        }
    }

    private int run(String... args) {
        return Main.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private Path imported() throws IOException {
        assertThat(run(
                        "import",
                        folder.resolve("vllm.json").toString(),
                        "-out",
                        folder.resolve("b").toString()))
                .isEqualTo(ExitCode.MET);
        try (Stream<Path> bundles = Files.list(folder.resolve("b"))) {
            return bundles.findFirst().orElseThrow();
        }
    }

    @Test
    void importsAFileAndSaysWhatItIs() throws IOException {
        Path bundle = imported();

        assertThat(out.toString())
                .contains("# vllm-bench: imported from vllm.", "34 of 34 numbers", "# vllm result: " + bundle)
                .contains("# WARNING: only 28 of 30 requests finished");
    }

    @Test
    void anImportThatItsHardwareCannotHaveMadeIsInvalid() throws IOException {
        String file = folder.resolve("vllm.json").toString();
        String bundles = folder.resolve("c").toString();

        assertThat(run("import", file, "-out", bundles, "-hardware", "l4,model=llama-3.1-8b"))
                .isEqualTo(ExitCode.MET);
        assertThat(out.toString())
                .contains("# INVALID: not possible of llama-3.1-8b in bf16 on 1 x NVIDIA L4: TPOT of");
        out.getBuffer().setLength(0);
        assertThat(run("import", file, "-out", bundles, "-hardware", "h100,model=qwen2.5-0.5b"))
                .isEqualTo(ExitCode.MET);
        assertThat(out.toString()).doesNotContain("not possible");
        assertThat(run("import", file, "-out", bundles, "-hardware", "h1000,model=qwen2.5-0.5b"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("-hardware: ").contains("h100");
    }

    @Test
    void laysMeasuredTrialsUnderTheRoofOnAPageOfItsOwn() throws IOException {
        Path bundle = imported();
        Path page = folder.resolve("roof.html");
        out.getBuffer().setLength(0);

        assertThat(run(
                        "roofline",
                        "--model",
                        "qwen2.5-0.5b",
                        "--gpu",
                        "h100",
                        "--measured",
                        bundle.toString(),
                        "-rf",
                        "html",
                        "-rff",
                        page.toString()))
                .as(err.toString())
                .isEqualTo(ExitCode.MET);
        assertThat(out.toString())
                .contains("Measured, with the work of the model")
                .containsPattern("decode of \\d+\\.\\d sequences at \\d+ tokens in \\d+\\.\\d\\d ms +imported");
        assertThat(Files.readString(page))
                .startsWith("<!DOCTYPE html>")
                .contains("<h1>Roofline of qwen2.5-0.5b in bf16 on 1 x NVIDIA H100", "decode, imported", "ridge");
        assertThat(run("roofline", "--model", "qwen2.5-0.5b", "--gpu", "h100", "-rf", "htlm"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("unknown format \"htlm\"; did you mean \"html\"?");
    }

    @Test
    void showsAnImportInEveryFormat() throws IOException {
        Path bundle = imported();

        assertThat(run("report", bundle.toString())).isEqualTo(ExitCode.MET);
        assertThat(out.toString()).contains("vllm-bench:ttft.service.p50");
        assertThat(run("report", bundle.toString(), "-rf", "csv,hlog,html,jmh,json,junit,md,text"))
                .isEqualTo(ExitCode.MET);
        assertThat(List.of("csv", "hlog", "html", "json", "xml", "md"))
                .allSatisfy(extension ->
                        assertThat(bundle.resolve("result." + extension)).isNotEmptyFile());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void exportsABundle() throws IOException {
        Path bundle = SampleBundle.write(folder, SampleLoad.open(40).ofRequests(200, 6))
                .folder();

        assertThat(run(
                        "export",
                        bundle.toString(),
                        "-format",
                        "aiperf",
                        "-out",
                        folder.resolve("e").toString()))
                .isEqualTo(ExitCode.MET);
        assertThat(out.toString()).contains("profile_export_aiperf.json", "profile_export.jsonl");
    }

    @Test
    void reportsOfACutOffLogWhatIsLostAndShowsTheRest() throws IOException {
        Path bundle = SampleBundle.write(folder, SampleLoad.open(40).ofRequests(200, 6))
                .folder();
        Path log;
        try (Stream<Path> files = Files.walk(bundle)) {
            log = files.filter(file -> file.endsWith("requests.jsonl.gz"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] whole = Files.readAllBytes(log);
        Files.write(log, Arrays.copyOf(whole, whole.length / 2));

        assertThat(run("report", bundle.toString(), "-rf", "html")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString())
                .startsWith("warning: " + log + " ends in the middle: ")
                .containsPattern("[1-9][0-9]* requests could be read");
        assertThat(bundle.resolve("result.html"))
                .content()
                .contains("requests.jsonl.gz ends in the middle: ", "TTFT by percentile");
        assertThat(run("report", bundle.toString(), "-rf", "text"))
                .as("a format that reads no log")
                .isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("warning: " + log + " ends in the middle: ");
        assertThat(run(
                        "export",
                        bundle.toString(),
                        "-format",
                        "vllm",
                        "-out",
                        folder.resolve("e").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("export needs every request");
    }

    @Test
    void reportsSeveralRunsOnOnePage() throws IOException {
        String one = SampleBundle.write(folder, SampleLoad.open(20).ofRequests(200, 6))
                .folder()
                .toString();
        String other = SampleBundle.write(folder, SampleLoad.open(40).ofRequests(200, 6))
                .folder()
                .toString();
        Path page = folder.resolve("servers.html");

        assertThat(run("report", one, other, "-rf", "html", "-rff", page.toString()))
                .isEqualTo(ExitCode.MET);
        assertThat(out.toString()).contains("# html result of 2 runs: " + page);
        assertThat(page).content().startsWith("<!").contains("<h1>2 runs of ChatMedium</h1>", "Sweep of ChatMedium");
    }

    @Test
    void comparesAsAPage() throws IOException {
        String before = SampleBundle.write(folder, SampleLoad.open(20).ofRequests(200, 6))
                .folder()
                .toString();
        String after = SampleBundle.write(folder, SampleLoad.open(40).ofRequests(200, 6))
                .folder()
                .toString();
        Path page = folder.resolve("comparison.html");

        assertThat(run("compare", "v1=" + before, "v2=" + after, "-rf", "html", "-rff", page.toString()))
                .isEqualTo(ExitCode.BROKEN);
        assertThat(out.toString()).startsWith("v2 against v1: INCONCLUSIVE").contains("# comparison: " + page);
        assertThat(page).content().startsWith("<!").contains("v2 against v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import NOWHERE.json | NOWHERE.json: no such file",
                "import | import needs a file; -l lists the formats",
                "import -format vlm VLLM | unknown format \"vlm\"; did you mean \"vllm\"?",
                "import -format guidellm VLLM | holds no benchmark",
                "import CUT | is no JSON, or cut off",
                "import FOREIGN | not recognized as a result of aiperf, aiperf-csv, guidellm",
                "report NOWHERE | NOWHERE: does not exist",
                "report OLD | schemaVersion is 0.9",
                "report CUTBUNDLE | result.json, line 1: is cut off or damaged",
                "report EMPTY | result.json: is not as Varcas writes it",
                "report FOREIGN | foreign.json: is no result of Varcas: it has no schemaVersion; \"import\" reads"
                        + " results",
                "report . -rf htm | did you mean \"html\"?",
                "report . . -rff x.md -rf md | -rff x.md: a file of the format md holds one result, but there are 2"
                        + " bundles",
                "export NOWHERE | export needs a bundle and -to <format>",
                "export NOWHERE -format vllm | NOWHERE: does not exist",
                "compare VLLM VLLM -rf htm | unknown format of a comparison \"htm\"; did you mean \"html\"?",
                "export NOWHERE -format vlm | did you mean \"vllm\"?"
            })
    void answersAWrongCommandWithOneLine(String example) throws IOException {
        Files.writeString(folder.resolve("cut.json"), "{\"duration\": 12, \"comp");
        Files.writeString(folder.resolve("foreign.json"), "{}");
        Path old = Files.createDirectories(folder.resolve("old"));
        Files.writeString(old.resolve("result.json"), "{\"schemaVersion\": \"0.9\"}");
        Path cut = Files.createDirectories(folder.resolve("cut"));
        Files.writeString(cut.resolve("result.json"), "{\"schemaVersion\": \"1.0\", \"id\": ");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Files.writeString(empty.resolve("result.json"), "{\"schemaVersion\": \"1.0\"}");
        List<String> parts = List.of(example.split(" \\| ", 2));
        String[] args = parts.get(0)
                .replace("CUTBUNDLE", cut.toString())
                .replace("VLLM", folder.resolve("vllm.json").toString())
                .replace("CUT", folder.resolve("cut.json").toString())
                .replace("FOREIGN", folder.resolve("foreign.json").toString())
                .replace("OLD", old.toString())
                .replace("EMPTY", empty.toString())
                .split(" ", -1);

        assertThat(run(args)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("ERROR: ").contains(parts.get(1));
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(folder.resolve("results")).doesNotExist();
    }
}
