package io.varcas.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.load.Share;
import io.varcas.metric.Span;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinkTest {

    private ServerSocket server;
    private Link launcher;
    private Link fork;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        fork = new Link(new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort()));
        launcher = new Link(server.accept());
    }

    @AfterEach
    void disconnect() throws IOException {
        fork.close();
        launcher.close();
        server.close();
    }

    static List<LinkMessage> messages() {
        return List.of(
                new LinkMessage.Hello("secret", "25", "VM", "25+36"),
                new LinkMessage.Begin(new ForkTask(
                        "com.acme.Chat",
                        Map.of("rate", "5", "text", "grüße ".repeat(20_000)),
                        Map.of("rate", new ResolvedSettings.Value("5", Layer.COMMAND_LINE)),
                        "http://127.0.0.1:8000",
                        "m",
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        Path.of("some", "folder"),
                        List.of("telemetry"),
                        new Share(1, 2))),
                new LinkMessage.Ready(),
                new LinkMessage.Go(Instant.ofEpochSecond(1_700_000_000L, 123_456_789)),
                new LinkMessage.Stop(),
                new LinkMessage.WindowEnded(new WindowProgress(1, 2.5, 3, 4, 5, 6, Double.NaN)),
                new LinkMessage.Live(new LiveProgress(1.5, 2, 3, 4)),
                new LinkMessage.Alive(),
                new LinkMessage.Finished(new ForkEnd(
                        Instant.ofEpochMilli(1_700_000_000_123L),
                        List.of(new Span(5, 9), new Span(9, 12)),
                        List.of(0L, 3_000_000_000L),
                        true,
                        OptionalLong.of(8))),
                new LinkMessage.Failed("broke", "at line 1\nat line 2"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void carriesEveryMessage(LinkMessage message) throws Exception {
        Thread sender = new Thread(() -> {
            try {
                fork.send(message);
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        });
        sender.start();

        assertThat(launcher.receive()).isEqualTo(message);
        sender.join();
    }

    @Test
    void reportsThatTheOtherSideIsGone() throws IOException {
        fork.close();

        assertThatThrownBy(() -> launcher.receive()).isInstanceOf(EOFException.class);
    }

    @Test
    void reportsThatNothingCameForAWhile() throws IOException {
        assertThat(launcher.receive(1)).isEmpty();

        fork.send(new LinkMessage.Alive());
        assertThat(launcher.receive(60_000)).contains(new LinkMessage.Alive());
    }
}
