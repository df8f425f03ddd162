package io.varcas.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.cli.flag.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The user's language, digits and calendar change nothing: each language has its own JVM, as all threads of one share it. */
@Tag("slow")
@Timeout(120)
class LocaleTest {

    private static final String FORMATS = "csv,html,jmh,json,junit,md,svg";

    @TempDir
    Path folder;

    @Test
    void aReportIsTheSameInEveryLanguage() throws IOException, InterruptedException {
        Path bundle = imported();
        Map<String, String> english = report(bundle, "-Duser.language=en", "-Duser.country=US");

        assertThat(english).hasSize(8);
        assertThat(report(bundle, "-Duser.language=tr", "-Duser.country=TR")).isEqualTo(english);
        assertThat(report(bundle, "-Duser.language=ar", "-Duser.country=EG", "-Duser.extensions=u-nu-arab"))
                .isEqualTo(english);
        assertThat(report(bundle, "-Duser.language=th", "-Duser.country=TH", "-Duser.extensions=u-ca-buddhist-nu-thai"))
                .isEqualTo(english);
    }

    private Path imported() throws IOException {
        Path file = folder.resolve("vllm.json");
        try (InputStream in =
                Objects.requireNonNull(LocaleTest.class.getResourceAsStream("/io/varcas/reports/peer/vllm.json"))) {
            Files.write(file, in.readAllBytes());
        }
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        String out = folder.resolve("bundles").toString();
        assertThat(Main.run(new String[] {"import", file.toString(), "-out", out}, nowhere, nowhere))
                .isEqualTo(ExitCode.MET);
        try (Stream<Path> bundles = Files.list(folder.resolve("bundles"))) {
            return bundles.findFirst().orElseThrow();
        }
    }

    /** Returns what a JVM writes and prints. */
    private static Map<String, String> report(Path bundle, String... properties)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(properties));
        command.addAll(List.of(Main.class.getName(), "report", bundle.toString(), "-rf", "text," + FORMATS));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process java = builder.start();
        Map<String, String> written = new TreeMap<>();
        written.put("console", new String(java.getInputStream().readAllBytes(), UTF_8));
        assertThat(java.waitFor()).as(written.get("console")).isZero();
        for (String format : List.of("csv", "html", "jmh.json", "json", "xml", "md", "svg")) {
            written.put(format, Files.readString(bundle.resolve("result." + format), UTF_8));
        }
        return written;
    }
}
