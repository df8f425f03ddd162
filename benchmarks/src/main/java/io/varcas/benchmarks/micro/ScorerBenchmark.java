package io.varcas.benchmarks.micro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.accuracy.Scorer;
import io.varcas.accuracy.TextScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of the scorers of texts, on pairs of a file or on built-in ones. The script {@code benchmarks/src/scorers/compare.py} runs it
 * on the same pairs as the Python reference implementations, and prints the ratio.
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar org.openjdk.jmh.Main ScorerBenchmark
 * </pre>
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class ScorerBenchmark {

    private static final String SENTENCE =
            "The quick brown fox jumps over the lazy dog near the river bank, and then it rests. ";

    /** Name of the scorer. */
    @Param({"rouge-1", "rouge-2", "rouge-l", "rouge-lsum", "bleu", "chrf", "squad-f1", "exact-match"})
    String scorer = "rouge-l";

    /** File of pairs, JSON lines with {@code output} and {@code reference}; {@code built-in} for a few hundred words of English. */
    @Param("built-in")
    String pairs = "built-in";

    private final List<String> outputs = new ArrayList<>();
    private final List<List<String>> references = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set up by JMH
    private TextScorer scoring;

    private int next;

    /** Reads the pairs. */
    @Setup
    public void read() throws IOException {
        scoring = (TextScorer) Scorer.extensions().named(scorer, ScorerBenchmark.class.getClassLoader());
        if (pairs.equals("built-in")) {
            outputs.add(SENTENCE.repeat(12));
            references.add(List.of(SENTENCE.replace("lazy", "sleepy").repeat(11)));
            return;
        }
        ObjectMapper json = new ObjectMapper();
        for (String line : Files.readAllLines(Path.of(pairs))) {
            JsonNode pair = json.readTree(line);
            outputs.add(pair.path("output").asText());
            references.add(List.of(pair.path("reference").asText()));
        }
    }

    /** Scores one pair. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public double score() {
        next = next + 1 < outputs.size() ? next + 1 : 0;
        return scoring.score(outputs.get(next), references.get(next));
    }
}
