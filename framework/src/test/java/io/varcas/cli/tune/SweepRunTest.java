package io.varcas.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.cli.Main;
import io.varcas.cli.flag.ExitCode;
import io.varcas.cli.flag.Flags;
import io.varcas.result.ResultBundle;
import io.varcas.runner.RunOptions;
import io.varcas.setting.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sweeps on the command line. */
@Tag("slow")
class SweepRunTest {

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    private int run(String arguments) {
        List<String> words = new ArrayList<>(List.of("MoodyWorkload", "-f", "0", "-out", folder.toString()));
        words.addAll(Arrays.asList(arguments.split(" ", -1)));
        return Main.run(words.toArray(String[]::new), new PrintWriter(new StringWriter()), new PrintWriter(err, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-s max-num-seqs | -s max-num-seqs: must be flag=value[,value], such as -s max-num-seqs=4,16",
                "-s max-num-seq=4,8 | unknown flag --max-num-seq; did you mean --max-num-seqs?",
                "-s max-num-seqs=4,many | max-num-seqs: \"many\" is not a whole number",
                "-target http://127.0.0.1:9 -s max-num-seqs=4,8 | the flags of a running server (http://127.0.0.1:9)",
                "-repeats 0 | -repeats 0: must be a whole number from 1 to 1000",
                "-s max-num-seqs=4,8 -resume nowhere | -resume ",
                "-p max-num-seqs=4 | unknown parameter \"max-num-seqs\"; it is a flag of the server: use -s",
            })
    void refusesWrongInputsBeforeTheFirstRun(String arguments, String message) throws IOException {
        assertThat(run(arguments)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(message);
        try (Stream<Path> made = Files.list(folder)) {
            assertThat(made).isEmpty();
        }
    }

    @Test
    void printsALineForEachRunAndShowsTheResultOfAllCells() throws Exception {
        RunOptions options = RunOptions.builder()
                .include("MoodyWorkload")
                .set(Settings.FORKS, 0)
                .set("flag.max-num-seqs", List.of("1", "2"))
                .out(folder)
                .build();
        StringWriter out = new StringWriter();
        List<ResultBundle> shown = new ArrayList<>();

        int code = new SweepRun(
                        new SweepFlags(new Flags()), options, new PrintWriter(out, true), new PrintWriter(err, true))
                .call(bundle -> {
                    shown.add(bundle);
                    return 7;
                });

        assertThat(code).isEqualTo(7);
        assertThat(shown)
                .singleElement()
                .satisfies(bundle -> assertThat(bundle.result().trials()).hasSize(2));
        assertThat(out.toString())
                .contains("# Sweep: 2 cells on 2 servers, 1 run of each, in ")
                .contains("# 1/2  Moody {mood=well, flag.max-num-seqs=")
                .contains("# 2/2  Moody {mood=well, flag.max-num-seqs=")
                .contains("server: max-num-seqs 1 (/server_info)")
                .contains("server: max-num-seqs 2 (/server_info)");
    }
}
