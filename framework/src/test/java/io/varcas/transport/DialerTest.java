package io.varcas.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.client.LoopbackServer;
import io.varcas.client.Response;
import io.varcas.client.ServerCalls;
import io.varcas.client.ServerFacts;
import io.varcas.client.ServerProbe;
import io.varcas.client.UnusableTargetException;
import io.varcas.record.Outcome;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections through Unix-domain sockets; the rest is held by {@link TransportTest}. */
@Timeout(60)
class DialerTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final WireRequest REQUEST = WireRequest.post("/v1/chat/completions", "{}".getBytes(UTF_8));

    @TempDir
    Path folder;

    @Test
    void travelsThroughAUnixDomainSocket() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(c -> {
                    while (c.request() != null) {
                        c.sendAnswer(3);
                    }
                });
                UnixRelay relay =
                        UnixRelay.start(folder.resolve("s"), server.target().base());
                Transport transport = SocketTransport.open(relay.target(), System::nanoTime)) {
            ServerCalls calls = new ServerCalls(transport);
            for (int i = 0; i < 3; i++) {
                assertThat(calls.ask(REQUEST, LIMIT).outcome()).isEqualTo(Outcome.COMPLETED);
            }
            assertThat(relay.connections()).isEqualTo(1);
            assertThat(server.requests())
                    .hasSize(3)
                    .allSatisfy(request -> assertThat(request)
                            .startsWith("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n"));
        }
    }

    @Test
    void failsAtOnceWhereASocketTakesNoMoreConnections() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            deaf.bind(address, 1);
            fill(address, waiting);
            try (Transport transport =
                    SocketTransport.open(Target.parse("unix:" + address.getPath()), System::nanoTime)) {
                Response answer = new ServerCalls(transport).ask(REQUEST, LIMIT);
                assertThat(answer.outcome()).isEqualTo(Outcome.CONNECT_FAILURE);
            }
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void reportsThatNothingListensOnASocket() throws IOException {
        Path socket = folder.resolve("vllm.sock");
        assertThatThrownBy(() -> look(Target.parse("unix:" + socket)))
                .isInstanceOf(UnusableTargetException.class)
                .hasMessage(
                        "unix:" + socket + " cannot be reached: No such file or directory; does the server listen there"
                                + " (vllm serve --uds " + socket + ")?");
        try (ServerSocketChannel gone = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            gone.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThatThrownBy(() -> look(Target.parse("unix:" + socket)))
                .hasMessageStartingWith("unix:" + socket + " cannot be reached: connection refused; does");
    }

    /** Connects until the system queues no more for a server that does not accept. */
    private static void fill(UnixDomainSocketAddress address, List<SocketChannel> waiting) throws IOException {
        while (true) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            waiting.add(channel);
            channel.configureBlocking(false);
            try {
                channel.connect(address);
            } catch (SocketException full) {
                return;
            }
        }
    }

    private static ServerFacts look(Target target) {
        try (Transport transport = Transport.open(target, System::nanoTime)) {
            return new ServerProbe(target, transport).look(LIMIT);
        }
    }
}
