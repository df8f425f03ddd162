package io.varcas.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.same;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import io.varcas.client.Chunks;
import io.varcas.client.LoopbackServer;
import io.varcas.client.Response;
import io.varcas.client.ResponseObserver;
import io.varcas.client.ResponseReader;
import io.varcas.client.ServerCalls;
import io.varcas.record.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only the sockets have; the rest is held by {@link TransportTest}. */
@Timeout(60)
class SocketTransportTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final WireRequest REQUEST = WireRequest.post("/v1/chat/completions", "{}".getBytes(UTF_8));

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L); // runs over, as nanoTime may

    @Test
    void doesNotUseAConnectionAgainThatTheServerIsAboutToClose() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    while (c.request() != null) {
                        c.sendAnswer(1);
                    }
                });
                Transport transport = SocketTransport.open(server.target(), clock::get)) {
            ServerCalls calls = new ServerCalls(transport);
            for (long rest : new long[] {0, 3_999_999_999L, 4_000_000_000L}) {
                clock.addAndGet(rest);
                assertThat(calls.ask(REQUEST, LIMIT).outcome()).isEqualTo(Outcome.COMPLETED);
                assertThat(server.connections()).isEqualTo(rest < 4_000_000_000L ? 1 : 2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aResponseThatNobodyAskedForIsNobodys(boolean atOnce) throws Exception {
        String forged = "HTTP/1.1 500 Forged\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    c.request();
                    c.sendStreamHead();
                    c.sendChunk(Chunks.content("word ") + Chunks.finish() + Chunks.usage(5, 1) + Chunks.DONE);
                    c.send("0\r\n\r\n" + (atOnce ? forged : ""));
                    if (!atOnce) {
                        c.send(forged);
                    }
                    closed.complete(c.awaitClose());
                });
                Transport transport = SocketTransport.open(server.target(), clock::get)) {
            ServerCalls calls = new ServerCalls(transport);
            assertThat(calls.ask(REQUEST, LIMIT).outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(closed.get(30, TimeUnit.SECONDS))
                    .as("the connection is closed")
                    .isTrue();
            assertThat(calls.ask(REQUEST, LIMIT).outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void closesConnectionsThatNobodyUses() throws Exception {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    c.request();
                    c.sendAnswer(1);
                    closed.complete(c.awaitClose());
                });
                Transport transport = SocketTransport.open(server.target(), clock::get)) {
            assertThat(new ServerCalls(transport).ask(REQUEST, LIMIT).outcome()).isEqualTo(Outcome.COMPLETED);
            clock.addAndGet(4_000_000_000L);
            assertThat(closed.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void givesUpAConnectionThatDoesNotComeAbout() throws Exception {
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 8; i++) { // more than the system queues for a server that does not accept
                SocketChannel channel = SocketChannel.open();
                waiting.add(channel);
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(deaf.getInetAddress(), deaf.getLocalPort()));
            }
            try (Transport transport =
                    SocketTransport.open(Target.parse("http://127.0.0.1:" + deaf.getLocalPort()), clock::get)) {
                CompletableFuture<Response> answer = new CompletableFuture<>();
                Exchange unused = transport.send(REQUEST, new ResponseReader(0, 1, false, answer::complete));
                clock.addAndGet(Duration.ofSeconds(10).toNanos());
                assertThat(answer.get(30, TimeUnit.SECONDS).error()).contains("no connection within the time limit");
            }
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void outlivesAListenerThatThrows() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    while (c.request() != null) {
                        c.sendAnswer(1);
                    }
                });
                Transport transport = SocketTransport.open(server.target(), System::nanoTime)) {
            ExchangeListener listener = mock();
            IllegalStateException thrown = new IllegalStateException("thrown by a listener");
            doThrow(thrown).when(listener).bytes(anyLong(), any());
            Exchange unused = transport.send(REQUEST, listener);
            verify(listener, timeout(LIMIT.toMillis())).failed(anyLong(), same(thrown));
            assertThat(new ServerCalls(transport).ask(REQUEST, LIMIT).outcome()).isEqualTo(Outcome.COMPLETED);
        }
    }

    @Test
    void endsTheExchangeAndTellsOfAnErrorOnItsThread() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    while (c.request() != null) {
                        c.sendAnswer(1);
                    }
                });
                Transport transport = SocketTransport.open(server.target(), System::nanoTime)) {
            CompletableFuture<Response> answer = new CompletableFuture<>();
            ResponseReader reader = new ResponseReader(0, 1, false, new ResponseObserver() {
                @Override
                public void text(long nanos, boolean first) {
                    throw new OutOfMemoryError("Java heap space");
                }

                @Override
                public void ended(Response how) {
                    answer.complete(how);
                }
            });
            assertThat(transport.failure()).isNull();
            Exchange unused = transport.send(REQUEST, reader);
            assertThat(answer.get(30, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.TRUNCATED);
            assertThat(transport.failure()).isInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void closesTheConnectionOfAChunkThatIsTooLong() throws Exception {
        String piece = "x".repeat(1 << 16);
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    c.request();
                    try {
                        c.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"a\":\"");
                        while (true) {
                            c.send(piece);
                        }
                    } finally {
                        closed.complete(true);
                    }
                });
                Transport transport = SocketTransport.open(server.target(), System::nanoTime)) {
            Response answer = new ServerCalls(transport).ask(REQUEST, LIMIT);
            assertThat(answer.outcome()).isEqualTo(Outcome.STREAM_ERROR);
            assertThat(answer.error().orElseThrow()).startsWith("a chunk of the stream is longer than");
            assertThat(transport.failure()).as("no fault of the client").isNull();
            assertThat(closed.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void triesTheNextAddressOfANameAndStaysWithIt() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(c -> {
            while (c.request() != null) {
                c.sendAnswer(1);
            }
        })) {
            InetAddress[] addresses = {
                InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), InetAddress.getByAddress(new byte[] {127, 0, 0, 1})
            };
            Dialer dialer = new Dialer(server.target(), host -> addresses);
            try (Transport transport = SocketTransport.open(server.target(), clock::get, dialer)) {
                ServerCalls calls = new ServerCalls(transport);
                for (int i = 0; i < 2; i++) {
                    assertThat(calls.ask(REQUEST, LIMIT).outcome()).isEqualTo(Outcome.COMPLETED);
                    clock.addAndGet(4_000_000_000L);
                }
                assertThat(server.connections()).isEqualTo(2);
            }
            Dialer wrong = new Dialer(server.target(), host -> new InetAddress[] {addresses[0], addresses[0]});
            try (Transport transport = SocketTransport.open(server.target(), clock::get, wrong)) {
                assertThat(new ServerCalls(transport).ask(REQUEST, LIMIT).error())
                        .contains("connection refused");
            }
        }
    }

    /** The loop may read the broken answer before the sender's write has returned, which is left to chance here: often enough in 400 attempts. */
    @Test
    void reportsHowAnAnswerBrokeThatWasReadBeforeItsRequestWasWritten() throws Exception {
        String torn = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 1000\r\n\r\n"
                + Chunks.content("a");
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    c.request();
                    c.sendAnswer(1);
                    c.request();
                    c.send(torn);
                });
                Transport transport = SocketTransport.open(server.target(), System::nanoTime)) {
            ServerCalls calls = new ServerCalls(transport);
            for (int i = 0; i < 400; i++) {
                assertThat(calls.ask(REQUEST, LIMIT).outcome()).isEqualTo(Outcome.COMPLETED);
                assertThat(calls.ask(REQUEST, LIMIT).error().orElse("none")).contains("bytes before the end");
            }
        }
    }
}
