package io.varcas.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.accuracy.AccuracyComparison;
import io.varcas.accuracy.AccuracyMargin;
import io.varcas.accuracy.AccuracyPass;
import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.GroundTruthDataset;
import io.varcas.accuracy.GroundTruthReader;
import io.varcas.accuracy.NonInferiority;
import io.varcas.accuracy.Scorer;
import io.varcas.accuracy.ServerOutputs;
import io.varcas.annotation.Endpoint;
import io.varcas.client.ServerCalls;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The accuracy of a server against itself, twenty times. */
@Tag("slow")
class SameServerTest {

    private static final ClassLoader HERE = SameServerTest.class.getClassLoader();
    private static final int REPEATS = 20;
    private static final int ITEMS = 24;

    @TempDir
    Path folder;

    @Test
    void passesAtLeastNineteenTimesOfTwenty() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < ITEMS; i++) {
            lines.append("{\"prompt\": \"How much is " + i + " + 1?\", \"reference\": \"" + (i + 1) + "\"}\n");
        }
        String truth = Files.writeString(folder.resolve("truth.jsonl"), lines).toString();
        GroundTruthDataset data = GroundTruthReader.read(truth, HERE);
        int passed = 0;
        for (int seed = 1; seed <= REPEATS; seed++) {
            String server = "sim:step-base=1ms,seed=" + seed + ",answers=" + truth;
            AccuracyComparison same = compared(graded(data, server), graded(data, server));
            passed += same.verdict() == NonInferiority.PASS ? 1 : 0;
        }
        assertThat(passed).isGreaterThanOrEqualTo(REPEATS - 1);

        AccuracyResult right = graded(data, "sim:step-base=1ms,answers=" + truth);
        AccuracyResult wrong = graded(data, "sim:step-base=1ms,fault=corrupt-above:0,answers=" + truth);
        assertThat(compared(right, wrong).verdict()).isEqualTo(NonInferiority.FAIL);
    }

    private static AccuracyComparison compared(AccuracyResult before, AccuracyResult now) {
        return AccuracyComparison.of(List.of(before), List.of(now), AccuracyMargin.DEFAULT)
                .orElseThrow();
    }

    private static AccuracyResult graded(GroundTruthDataset data, String target) {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse(target));
                Transport transport =
                        Transport.open(Target.parse(server.baseUri().toString()), System::nanoTime)) {
            ServerOutputs outputs = new ServerOutputs(
                    new ServerCalls(transport),
                    Optional.empty(),
                    Endpoint.CHAT,
                    32,
                    Duration.ofSeconds(30),
                    false,
                    OptionalInt.empty());
            return new AccuracyPass(data, Scorer.extensions().named("exact-match", HERE), 0.5, 8)
                    .run(outputs, done -> {});
        }
    }
}
