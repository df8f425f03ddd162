package io.varcas.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.annotation.Endpoint;
import io.varcas.client.RequestBody;
import io.varcas.client.Response;
import io.varcas.client.ServerCalls;
import io.varcas.record.Outcome;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.RequestShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams follow the engine: never before its steps end. How much after depends on the machine, and is not tested here. */
@Timeout(120)
class StepTimesTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final RequestShape SHAPE =
            new RequestShape(Optional.empty(), Endpoint.CHAT, true, 0, 1, true, List.of(), LIMIT);

    @Test
    void letsTokensOutWhenTheirStepsEnd() throws Exception {
        // A prompt of about 100 tokens takes 10 ms + 100 * 0.5 ms, each further token 10 ms.
        String options = "sim:step-base=10ms,step-decode=0,step-context=0,step-prefill=500us";
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse(options));
                Transport transport = open(server)) {
            Response answer = ask(transport, "word ".repeat(100), 20);

            assertThat(answer.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(20);
            int prompt = answer.usage().orElseThrow().promptTokens();
            long first = answer.events().nanos(1);
            long last = answer.events().nanos(20);
            assertThat(first).isGreaterThanOrEqualTo(10_000_000L + prompt * 500_000L);
            // 19 steps; what was late before may be caught up, by at most 10 ms.
            assertThat(last - first).isGreaterThanOrEqualTo(180_000_000L - 1);
            for (int i = 1; i < 20; i++) {
                assertThat(answer.events().nanos(i + 1))
                        .isGreaterThanOrEqualTo(answer.events().nanos(i));
            }
        }
    }

    @Test
    void serves200StreamsAtOnce() throws Exception {
        int streams = 200;
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:step-base=2ms,max-num-seqs=128"));
                Transport transport = open(server)) {
            ExecutorService clients = Executors.newFixedThreadPool(streams);
            CountDownLatch go = new CountDownLatch(1);
            List<Future<Response>> answers = new ArrayList<>();
            for (int i = 0; i < streams; i++) {
                String prompt = "question number " + i;
                answers.add(clients.submit(() -> {
                    go.await();
                    return ask(transport, prompt, 50);
                }));
            }
            go.countDown();
            for (Future<Response> answer : answers) {
                assertThat(answer.get().outcome()).isEqualTo(Outcome.COMPLETED);
                assertThat(answer.get().usage().orElseThrow().completionTokens())
                        .isEqualTo(50);
                assertThat(answer.get().events().size()).isEqualTo(52);
            }
            clients.shutdownNow();
            assertThat(server.counters().generationTokens()).isEqualTo(50L * streams);
            assertThat(server.counters().finishedLength()).isEqualTo(streams);
        }
    }

    private static Transport open(EmbeddedServer server) {
        return Transport.open(Target.parse(server.baseUri().toString()), System::nanoTime);
    }

    private static Response ask(Transport transport, String prompt, int tokens) throws Exception {
        return new ServerCalls(transport).ask(RequestBody.of(SHAPE, ChatPrompt.of(prompt), tokens), LIMIT);
    }
}
