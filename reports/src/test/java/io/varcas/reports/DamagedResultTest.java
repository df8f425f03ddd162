package io.varcas.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.fuzz.FuzzRun;
import io.varcas.reports.data.CsvReport;
import io.varcas.reports.data.JmhReport;
import io.varcas.reports.data.JunitReport;
import io.varcas.reports.html.HtmlReport;
import io.varcas.reports.image.SvgReport;
import io.varcas.reports.sample.Mutations;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.reports.text.MarkdownReport;
import io.varcas.reports.text.TextReport;
import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A damaged {@code result.json} is refused whole, in a line that names the field, or every report can be made of it. */
@Tag("slow")
class DamagedResultTest {

    /** Damaged results; {@code -Dvarcas.fuzz=N} takes other numbers. */
    private static final int ROUNDS = FuzzRun.inputs(1_000);

    private static final List<ReportFormat> FORMATS = List.of(
            new TextReport(),
            new MarkdownReport(),
            new CsvReport(),
            new JmhReport(),
            new JunitReport(),
            new SvgReport(),
            new HtmlReport());

    @TempDir
    static Path folder;

    private static Path file;
    private static String whole;

    @BeforeAll
    static void writes() throws IOException {
        file = SampleBundle.write(folder, SampleLoad.open(10).ofRequests(20, 3).inForks(1))
                .folder()
                .resolve("result.json");
        ObjectMapper json = new ObjectMapper();
        ObjectNode small = (ObjectNode) json.readTree(Files.readString(file));
        ArrayNode items = (ArrayNode) small.at("/trials/0/accuracy/items");
        while (items.size() > 2) {
            items.remove(0);
        }
        whole = json.writeValueAsString(small);
    }

    private static void put(JsonNode root, String path, String value) throws IOException {
        int slash = path.lastIndexOf('/');
        JsonNode parent = root.at(path.substring(0, slash));
        JsonNode node = new ObjectMapper().readTree(value);
        String name = path.substring(slash + 1);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), node);
        } else {
            ((ObjectNode) parent).set(name, node);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/trials/0/name | null | trials[0].name is null",
                "/trials/0/forkResults/0/profiles/telemetry/readings | null |"
                        + " trials[0].forkResults[0].profiles.telemetry.readings is null",
                "/trials/0/forkResults/0/profiles/telemetry/readings/0 | null |"
                        + " trials[0].forkResults[0].profiles.telemetry.readings[0] is null",
                "/trials/0/prediction/roofline/points/0/label | null | trials[0].prediction.roofline.points[0].label"
                        + " is null",
                "/trials/0/metrics/ttft/p50 | null | trials[0].metrics ttft.p50 must be a number",
                "/trials/0/objectives/0/note | null | trials[0].objectives[0].note must be a text",
                "/trials/0/objectives/0/status | \"won\" | trials[0].objectives[0].status is \"won\"; it may be met,"
                        + " broken",
                "/trials/0/validity/findings | 7 | trials[0].validity.findings is 7; it must be a list",
                "/trials/0/timing/measurementTime | \"long\" | trials[0].timing.measurementTime \"long\" is not a time",
                "/trials/0/prediction/roofline/peakBytesPerSecond | 1e-320 | trials[0].prediction.roofline",
                "/status | \"fine\" | status is \"fine\"; it must be one of completed, interrupted, failed",
                "/trials/0/seed | 1.5 | trials[0].seed is 1.5; it must be a whole number"
            })
    void namesTheField(String path, String value, String message) throws IOException {
        JsonNode root = new ObjectMapper().readTree(whole);
        put(root, path, value);
        Files.writeString(file, root.toString());

        assertThatThrownBy(() -> ResultBundle.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("result.json: is not as Varcas writes it: " + message);
    }

    @Test
    void refusesOrReportsDamagedResults() throws IOException {
        Mutations mutations = new Mutations(FuzzRun.SEED);
        FuzzRun run = FuzzRun.ofInputs("results, and every report of them");
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = mutations.of(whole);
            Files.write(file, damaged);
            run.take(() -> new String(damaged, StandardCharsets.UTF_8), this::openAndReport);
        }
        run.end();
    }

    private void openAndReport() throws IOException {
        ResultBundle bundle;
        try {
            bundle = ResultBundle.open(file);
        } catch (IOException refused) {
            assertThat(refused.getMessage()).startsWith(folder.toString());
            throw refused;
        }
        for (ReportFormat format : FORMATS) {
            format.write(bundle, OutputStream.nullOutputStream());
        }
    }
}
