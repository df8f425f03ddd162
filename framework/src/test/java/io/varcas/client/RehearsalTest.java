package io.varcas.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.record.Outcome;
import io.varcas.setting.TransportKind;
import io.varcas.transport.Exchange;
import io.varcas.transport.ExchangeListener;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import io.varcas.transport.WireRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
            Response answer = new ServerCalls(transport)
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
    void endsInSilenceWhenItsTimeRunsOutAsAUserSends() {
        CountDownLatch closed = new CountDownLatch(1);
        Thread test = Thread.currentThread();
        AtomicBoolean late = new AtomicBoolean();
        AtomicReference<Throwable> fault = new AtomicReference<>();
        Rehearsal.run(
                target -> {
                    Transport transport = Transport.open(target.over(kind), System::nanoTime);
                    return new Transport() {
                        @Override
                        public Exchange send(WireRequest request, ExchangeListener listener) {
                            if (Thread.currentThread() != test && late.compareAndSet(false, true)) {
                                await(closed);
                                throw new IllegalStateException("closed");
                            }
                            return transport.send(request, new Watched(listener, fault));
                        }

                        @Override
                        public void close() {
                            closed.countDown();
                            transport.close();
                        }
                    };
                },
                Duration.ofMillis(300));
        assertThat(late).isTrue();
        assertThat(fault.get()).isNull();
    }

    @Test
    void doesNoHarmWhenItCannotConnect() {
        Rehearsal.run(
                target -> Transport.open(Target.parse("http://127.0.0.1:1").over(kind), System::nanoTime),
                Duration.ofSeconds(20));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps what a listener throws at its end, which would end the thread that calls it. */
    private record Watched(ExchangeListener listener, AtomicReference<Throwable> fault) implements ExchangeListener {

        @Override
        public void head(long nanos, int status, String contentType) {
            listener.head(nanos, status, contentType);
        }

        @Override
        public void bytes(long nanos, ByteBuffer bytes) {
            listener.bytes(nanos, bytes);
        }

        @Override
        public void ended(long nanos) {
            try {
                listener.ended(nanos);
            } catch (IllegalStateException thrown) {
                fault.set(thrown);
            }
        }

        @Override
        public void failed(long nanos, Throwable cause) {
            listener.failed(nanos, cause);
        }
    }
}
