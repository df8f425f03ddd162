package io.varcas.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.metric.Outcome;
import io.varcas.setting.TransportKind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TransportKind.class)
@Timeout(60)
class RehearsalTest {

    @Parameter
    private TransportKind kind;

    @Test
    void rehearsesWithAnswersThatAreWhole() throws IOException {
        try (NullServer server = NullServer.start();
                Transport transport = Transport.open(server.target().over(kind), System::nanoTime)) {
            Answer answer = new ServerCalls(transport)
                    .ask(WireRequest.post("/v1/chat/completions", new byte[0]), Duration.ofSeconds(30));
            assertThat(answer.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(answer.events().size()).isEqualTo(NullServer.TOKENS + 2);
            assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(NullServer.TOKENS);
        }
    }

    @Test
    void keepsToItsTimeAndSendsManyRequests() {
        AtomicInteger sent = new AtomicInteger();
        Rehearsal.run(
                target -> {
                    Transport transport = Transport.open(target.over(kind), System::nanoTime);
                    return new Transport() {
                        @Override
                        public Exchange send(WireRequest request, ExchangeListener listener) {
                            sent.incrementAndGet();
                            return transport.send(request, listener);
                        }

                        @Override
                        public void close() {
                            transport.close();
                        }
                    };
                },
                Duration.ofMillis(300));
        assertThat(sent.get()).isGreaterThan(4);
    }

    @Test
    void doesNoHarmWhenItCannotConnect() {
        Rehearsal.run(
                target -> Transport.open(Target.parse("http://127.0.0.1:1").over(kind), System::nanoTime),
                Duration.ofSeconds(20));
    }
}
