package io.varcas.reports.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.compare.ChangeVerdict;
import io.varcas.compare.Comparison;
import io.varcas.compare.MetricComparison;
import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.Side;
import io.varcas.reports.comparison.ComparisonText;
import io.varcas.result.BundleFolder;
import io.varcas.result.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The original harness published two gains of its batch size that its own records contradict: +22 % was in the tokens of those
 * requests that finished, while fewer requests finished; +348 % came of runs in which hardly any did.
 */
class OriginalClaimsTest {

    private static final int REPEATS = 6;

    @TempDir
    Path folder;

    private Side side(String name, int finished, int tokensEach) throws IOException {
        List<RunResult> runs = new ArrayList<>();
        for (int i = 0; i < REPEATS; i++) {
            OriginalFile original = new OriginalFile(finished + i % 3 - 1, tokensEach);
            Path file = original.write(folder.resolve(name + i + ".json"), name);
            BundleFolder bundle = BundleFolder.create(folder.resolve("out"), Instant.EPOCH, name + i);
            RunResult run =
                    bundle.finish(new OriginalImport().read(file, bundle)).result();
            assertThat(run.trials().get(0).validity().findings())
                    .as("the file's own numbers follow from its records")
                    .noneMatch(finding -> finding.check().contains("throughput_tok_s"));
            runs.add(run);
        }
        return new Side(name, runs);
    }

    private static MetricComparison row(Comparison comparison, String key) {
        return comparison.trials().get(0).metrics().stream()
                .filter(row -> row.key().label().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        // claim, finished and tokens of each at batch 256 or 1, the same at batch 8
        "0.22, 66, 100, 56, 144",
        "3.48,  8, 111, 28, 142",
    })
    void doesNotRepeatAGainThatOnlyTheFinishedHave(
            double claim, int finished, int tokens, int otherFinished, int otherTokens) throws IOException {
        double claimed = new OriginalFile(otherFinished, otherTokens).claimedTokensPerSecond()
                / new OriginalFile(finished, tokens).claimedTokensPerSecond();
        assertThat(claimed - 1).as("what the files say").isCloseTo(claim, within(0.005));

        Comparison comparison = Comparison.of(
                side("before", finished, tokens), side("after", otherFinished, otherTokens), CompareOptions.DEFAULT);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new ComparisonText().write(comparison, Optional.empty(), text);

        assertThat(row(comparison, "throughput.output").verdict()).contains(ChangeVerdict.INCONCLUSIVE);
        assertThat(row(comparison, "throughput.output").improvement()).isEmpty();
        assertThat(text.toString(UTF_8))
                .doesNotContain("+22.", "+21.", "+347.", "+348.")
                .contains("made of the finished requests alone")
                .containsPattern("rate\\.offered +req/s +5\\.000 +5\\.000 +\\+0\\.0 %")
                .containsPattern("rate\\.completed +req/s +" + perSecond(finished) + " +" + perSecond(otherFinished));
    }

    private static String perSecond(int finished) {
        return String.valueOf(finished / OriginalFile.SECONDS).replace(".", "\\.") + "0*";
    }
}
