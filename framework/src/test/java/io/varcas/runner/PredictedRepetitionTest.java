package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.metric.MetricKey;
import io.varcas.profiler.Reading;
import io.varcas.record.RequestLogReader;
import io.varcas.record.RequestRecord;
import io.varcas.result.PredictionResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What prompts repeat is predicted as the embedded server, which looks at their tokens, finds it. */
@Tag("slow")
class PredictedRepetitionTest {

    /** Points of a percentage: chat templates and system messages are estimated, blocks are of 16 tokens. */
    private static final double HITS_WITHIN = 3;

    /** Points of a percentage: words are not tokens. */
    private static final double HITS_BY_WORDS_WITHIN = 5;

    @TempDir
    Path out;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompt.prefixes=3 prompt.prefixShare=0.5",
                "prompt.prefixes=2 prompt.prefixShare=0.8 prompt.content=rag",
                "prompt.prefixes=4 prompt.prefixShare=0.4 prompt.content=chat prompt.history=2",
                "rate=8 session.turns=4 session.pause=50ms",
                "rate=8 session.turns=3 prompt.prefixes=2 prompt.prefixShare=0.5",
                "users=4 session.turns=3 session.pause=20ms",
                "prompt.content=random"
            })
    void isFoundByTheServer(String settings) throws IOException {
        assertFound(settings, HITS_WITHIN);
    }

    @Test
    void ofADatasetIsFoundByTheServerToo() throws IOException {
        String manual = "how the pump is cleaned before the winter and what oil it takes ".repeat(20);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            String prompt = (i % 3 == 0 ? "question " + i + " of " : "") + manual + "asked for the time " + i;
            lines.append("{\"timestamp\": ")
                    .append(i / 50.0)
                    .append(", \"prompt\": \"")
                    .append(prompt)
                    .append("\", \"output_tokens\": 20}\n");
        }
        Path trace = out.resolve("trace.jsonl");
        Files.writeString(trace, lines);

        assertFound("arrivals=replay dataset=" + trace, HITS_BY_WORDS_WITHIN);
    }

    private void assertFound(String settings, double within) throws IOException {
        RunOptions.Builder options = RunOptions.builder()
                .include(RepeatingWorkload.NAME)
                .target("sim:h100,model=llama-3.1-8b")
                .out(out);
        Stream.of(settings.split(" "))
                .map(setting -> setting.split("="))
                .forEach(setting -> options.set(setting[0], List.of(setting[1])));

        ResultBundle bundle = new Runner(options.build()).run();

        TrialResult trial = bundle.result().trials().get(0);
        PredictionResult prediction = trial.prediction().orElseThrow();
        assertThat(prediction.isMade()).as(prediction.basis()).isTrue();
        List<RequestRecord> records = new ArrayList<>();
        RequestLogReader.read(bundle.folder().resolve(trial.forkResults().get(0).requests()), request -> {
            if (!request.phase().startsWith("warm-up")) { // in which a cold server takes many at once
                records.add(request);
            }
        });
        double prompts =
                records.stream().mapToInt(request -> request.input().tokens()).sum();
        double cached = records.stream()
                .mapToInt(request -> request.cachedTokens().orElseThrow())
                .sum();
        assertThat(hits(prediction)).isCloseTo(100 * cached / prompts, within(within));
        double ttft = prediction.metrics().value(MetricKey.parse("ttft.p50")).orElseThrow();
        // The server may be late on a busy machine, but never early: its steps take what the prediction's do.
        assertThat(trial.metrics().value(MetricKey.parse("ttft.p50")).orElseThrow())
                .isGreaterThan(0.8 * ttft);
    }

    private static double hits(PredictionResult prediction) {
        return prediction.readings().stream()
                .filter(reading -> reading.name().equals("kv.prefixHits"))
                .map(Reading::value)
                .findFirst()
                .orElseThrow()
                .orElseThrow();
    }
}
