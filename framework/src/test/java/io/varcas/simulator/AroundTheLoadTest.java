package io.varcas.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.accuracy.AccuracyPass;
import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.GroundTruthDataset;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.Scorer;
import io.varcas.accuracy.ServerOutputs;
import io.varcas.annotation.Endpoint;
import io.varcas.client.ServerCalls;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.record.Outcome;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What surrounds a load, against a server: the accuracy pass and the server's metrics. */
@Timeout(60)
class AroundTheLoadTest {

    private static final ClassLoader HERE = AroundTheLoadTest.class.getClassLoader();
    private static final GroundTruthDataset TRUTH = new GroundTruthDataset(
            "truth",
            List.of(
                    new GroundTruthItem("a", "Capital of France?", List.of("Paris")),
                    new GroundTruthItem("b", "2 + 2?", List.of("four", "4"))));

    @Test
    void gradesTheAnswersOfAServer() {
        ServeOptions options = ServeOptions.builder()
                .answers(GivenOutputs.of(Map.of("Capital of France?", "Paris.", "2 + 2?", "five")))
                .build();
        AccuracyResult result = grade(options);

        assertThat(result.summary().mean()).hasValue(0.5);
        assertThat(result.failures()).isZero();
        assertThat(result.passed()).isTrue();
        assertThat(result.items())
                .extracting(item -> item.answer().orElseThrow())
                .containsExactly("Paris.", "five");
        assertThat(result.items())
                .extracting(item -> item.finishReason().orElseThrow())
                .containsOnly("stop");
    }

    @Test
    void keepsFailedRequestsApart() {
        AccuracyResult result = grade(SimulatedTarget.parse("sim:fault=status:500"));
        assertThat(result.failures()).isEqualTo(2);
        assertThat(result.items()).allSatisfy(item -> {
            assertThat(item.outcome()).isEqualTo(Outcome.HTTP_ERROR);
            assertThat(item.error().orElseThrow()).contains("HTTP 500");
        });
    }

    @Test
    void countsWhatTheServerCounted() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:step-base=1ms"))) {
            Caller caller = new Caller(server);
            ProfilerContext context = ProfilerContext.eachSecond(target(server), System::nanoTime);
            ProfilerRun run =
                    Profiler.extensions().named("server-metrics", HERE).start(context);
            String body = "{\"prompt\":\"one two three\",\"max_tokens\":5,\"ignore_eos\":true}";
            caller.post(Caller.COMPLETIONS, body);
            run.measuring();
            caller.post(Caller.COMPLETIONS, body);
            caller.post(Caller.COMPLETIONS, body);
            run.measured();
            caller.post(Caller.COMPLETIONS, body);
            ProfilerResult result = run.stop();

            assertThat(result.problem()).isEmpty();
            assertThat(result.value("server.tokens.input")).hasValue(6);
            assertThat(result.value("server.tokens.output")).hasValue(10);
            assertThat(result.value("server.requests.length")).hasValue(2);
            assertThat(result.value("server.ttft.n")).hasValue(2);
            assertThat(result.value("server.itl.n")).hasValue(8);
            assertThat(result.value("server.itl.mean").orElseThrow()).isPositive();
            assertThat(result.summary()).noneMatch(reading -> reading.note().startsWith("the server does not expose"));
        }
    }

    private static AccuracyResult grade(ServeOptions options) {
        try (EmbeddedServer server = EmbeddedServer.start(options);
                Transport transport = Transport.open(target(server), System::nanoTime)) {
            ServerOutputs answers = new ServerOutputs(
                    new ServerCalls(transport),
                    Optional.empty(),
                    Endpoint.CHAT,
                    32,
                    Duration.ofSeconds(30),
                    false,
                    OptionalInt.empty());
            return new AccuracyPass(TRUTH, Scorer.extensions().named("exact-match", HERE), 0.5, 2)
                    .run(answers, done -> {});
        }
    }

    private static Target target(EmbeddedServer server) {
        return Target.parse(server.baseUri().toString());
    }
}
