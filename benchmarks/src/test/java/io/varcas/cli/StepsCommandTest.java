package io.varcas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.cli.flag.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepsCommandTest {

    private static final String SIM =
            "steps -target sim:h100,model=llama-3.1-8b --kind decode,prefill -C 256 -M 16 -B 1,4 --warmups 1 --repeats"
                    + " 2 --steps 8";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    @Tag("slow")
    void measuresShowsConvertsContinuesAndCalibrates() throws IOException {
        assertThat(run(SIM, "-out", folder.toString())).as(err.toString()).isEqualTo(ExitCode.MET);
        Path profile = only(folder);
        assertThat(out.toString())
                .contains("# 4/4 prefill C256 B4: prefill time of the batch ")
                .contains("4 of 4 cells measured", "SIMULATED: the times are those of a model", "not measured");
        JsonNode json =
                new ObjectMapper().readTree(profile.resolve("steps.json").toFile());
        assertThat(json.path("cells")).hasSize(4);
        assertThat(json.path("cells")
                        .path(1)
                        .path("timesMs")
                        .path("step")
                        .path("n")
                        .intValue())
                .isGreaterThanOrEqualTo(8);

        for (String format : List.of("html", "svg", "json", "text")) {
            Path file = folder.resolve("shown." + format);
            assertThat(run("steps -rf " + format, profile.toString(), "-rff", file.toString()))
                    .as(err.toString())
                    .isEqualTo(ExitCode.MET);
            assertThat(Files.readString(file)).as(format).contains("decode");
        }
        assertThat(run(
                        "steps",
                        profile.toString(),
                        "--original",
                        folder.resolve("original").toString()))
                .isEqualTo(ExitCode.MET);
        assertThat(folder.resolve("original/config_4_results.json")).exists();

        assertThat(run(SIM, "-resume", profile.toString())).isEqualTo(ExitCode.MET);
        assertThat(new ObjectMapper()
                        .readTree(profile.resolve("steps.json").toFile())
                        .path("cells"))
                .as("cells that were measured are kept")
                .isEqualTo(json.path("cells"));
        assertThat(run(SIM.replace("h100", "a100"), "-resume", profile.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("it is a profile of sim:h100,model=llama-3.1-8b, not of sim:a100");

        assertThat(run("calibrate -hardware h100,model=llama-3.1-8b", profile.toString()))
                .as(err.toString())
                .isEqualTo(ExitCode.MET);
        assertThat(out.toString())
                .contains("profile host: 4 measured steps of a step profile", "WARNING: " + profile, "median |error|");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        steps --kind decoding                      | unknown kind "decoding"
        steps -B 0                                 | B (batch) is 0 requests
        steps --standard -C 5                      | --standard has its own cells
        steps --grid -C 5,6                        | --grid is about one value each of -C, -M and -B
        steps --steps 1                            | steps is 1 engine steps of each batch
        steps -rff page.html                       | -rff page.html needs a format; add -rf html
        steps -rf htlm                             | did you mean "html"?
        steps no-such-steps.json                   | no-such-steps.json: no such file
        steps -resume no-such-folder               | it has no steps.json
        steps -target http://gpu:1 -s max-num-seqs=4 | the flags of a running server (http://gpu:1) cannot be changed
        """)
    void rejectsWrongUseInOneLine(String command, String message) {
        assertThat(run(command)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(message);
        assertThat(err.toString().lines().filter(line -> line.startsWith("ERROR")))
                .hasSize(1);
    }

    private int run(String line, String... more) {
        List<String> args = new ArrayList<>(List.of(line.split(" +")));
        args.addAll(List.of(more));
        return Main.run(args.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findFirst().orElseThrow();
        }
    }
}
