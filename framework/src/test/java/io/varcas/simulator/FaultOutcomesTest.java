package io.varcas.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.varcas.annotation.Endpoint;
import io.varcas.client.RequestBody;
import io.varcas.client.Response;
import io.varcas.client.ServerCalls;
import io.varcas.record.Outcome;
import io.varcas.setting.TransportKind;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.RequestShape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault the embedded server can commit ends in the right outcome, streamed and not. */
@Tag("slow")
@ParameterizedClass(name = "{0}")
@EnumSource(TransportKind.class)
@Timeout(60)
class FaultOutcomesTest {

    @Parameter
    private TransportKind kind;

    private static final int TOKENS = 8;
    private static final String ANSWER = "grüße aus 日本";

    /** Fault, outcome when streamed, outcome when not. */
    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("delay:50ms", Outcome.COMPLETED, Outcome.COMPLETED),
                arguments("delay:60s", Outcome.TIMEOUT, Outcome.TIMEOUT),
                arguments("status:400", Outcome.HTTP_ERROR, Outcome.HTTP_ERROR),
                arguments("status:500", Outcome.HTTP_ERROR, Outcome.HTTP_ERROR),
                arguments("status:429", Outcome.REJECTED, Outcome.REJECTED),
                arguments("status:503", Outcome.REJECTED, Outcome.REJECTED),
                arguments("error-after:0", Outcome.STREAM_ERROR, Outcome.HTTP_ERROR),
                arguments("error-after:3", Outcome.STREAM_ERROR, Outcome.HTTP_ERROR),
                arguments("disconnect-before", Outcome.CONNECT_FAILURE, Outcome.CONNECT_FAILURE),
                arguments("disconnect-after:0", Outcome.TRUNCATED, Outcome.TRUNCATED),
                arguments("disconnect-after:3", Outcome.TRUNCATED, Outcome.TRUNCATED),
                arguments("reset-after:3", Outcome.TRUNCATED, Outcome.TRUNCATED),
                arguments("no-done", Outcome.COMPLETED, Outcome.COMPLETED),
                arguments("split:1", Outcome.COMPLETED, Outcome.COMPLETED),
                arguments("split:7", Outcome.COMPLETED, Outcome.COMPLETED),
                arguments("join:3", Outcome.COMPLETED, Outcome.COMPLETED),
                arguments("join:1000", Outcome.COMPLETED, Outcome.COMPLETED),
                arguments("crlf", Outcome.COMPLETED, Outcome.COMPLETED),
                arguments("drip:1us", Outcome.COMPLETED, Outcome.COMPLETED),
                arguments("drip:10s", Outcome.TIMEOUT, Outcome.COMPLETED),
                arguments("freeze:0s/60s", Outcome.TIMEOUT, Outcome.TIMEOUT),
                arguments("freeze:0s/100ms", Outcome.COMPLETED, Outcome.COMPLETED),
                arguments("not-json-after:0", Outcome.STREAM_ERROR, Outcome.STREAM_ERROR),
                arguments("not-json-after:4", Outcome.STREAM_ERROR, Outcome.STREAM_ERROR),
                arguments("corrupt-above:1000", Outcome.COMPLETED, Outcome.COMPLETED),
                arguments("empty", Outcome.COMPLETED, Outcome.COMPLETED));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void endsInItsOutcome(String fault, Outcome streamed, Outcome whole) throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(with(fault));
                Transport transport = open(server)) {
            check(ask(transport, true, limit(streamed)), streamed, fault);
            check(ask(transport, false, limit(whole)), whole, fault);
        }
    }

    @Test
    void coversEveryFault() {
        assertThat(InjectedFault.notations().stream().map(FaultOutcomesTest::name))
                .allSatisfy(name -> assertThat(faults().map(row -> name((String) row.get()[0])))
                        .contains(name));
    }

    @Test
    void commitsItWithEachSoManyth() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:fault=status:500,fault-every=3"));
                Transport transport = open(server)) {
            List<Outcome> outcomes =
                    Stream.generate(() -> outcome(transport)).limit(6).toList();
            assertThat(outcomes)
                    .containsExactly(
                            Outcome.COMPLETED,
                            Outcome.COMPLETED,
                            Outcome.HTTP_ERROR,
                            Outcome.COMPLETED,
                            Outcome.COMPLETED,
                            Outcome.HTTP_ERROR);
        }
    }

    private static Duration limit(Outcome expected) {
        return expected == Outcome.TIMEOUT ? Duration.ofMillis(300) : Duration.ofSeconds(30);
    }

    private static void check(Response answer, Outcome expected, String fault) {
        assertThat(answer.outcome()).as(answer.error().orElse("no error")).isEqualTo(expected);
        if (expected == Outcome.COMPLETED) {
            String text = answer.text().orElse("");
            assertThat(text).isEqualTo(fault.equals("empty") ? "" : ANSWER);
            assertThat(answer.error()).isEmpty();
        } else {
            assertThat(answer.error()).isPresent();
        }
    }

    private static ServeOptions with(String fault) {
        return ServeOptions.builder()
                .misbehaviour(Misbehaviour.of(InjectedFault.parse(fault)))
                .answers(prompt -> Optional.of(ANSWER))
                .build();
    }

    private static Outcome outcome(Transport transport) {
        try {
            return ask(transport, true, Duration.ofSeconds(30)).outcome();
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    private static Response ask(Transport transport, boolean streaming, Duration limit) throws Exception {
        RequestShape shape =
                new RequestShape(Optional.empty(), Endpoint.CHAT, streaming, 0, 1, false, List.of(), limit);
        return new ServerCalls(transport).ask(RequestBody.of(shape, ChatPrompt.of("where from?"), TOKENS * 2), limit);
    }

    private Transport open(EmbeddedServer server) {
        return Transport.open(Target.parse(server.baseUri().toString()).over(kind), System::nanoTime);
    }

    private static String name(String notation) {
        return notation.split(":", 2)[0];
    }
}
