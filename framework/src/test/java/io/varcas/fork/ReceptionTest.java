package io.varcas.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A fork is found among strangers that call at the launcher's port. */
@Timeout(120)
class ReceptionTest {

    private static final long LONG = 60_000;

    private final List<Socket> strangers = new ArrayList<>();
    private Reception reception;

    @BeforeEach
    void open() throws IOException {
        reception = Reception.open("secret");
    }

    @AfterEach
    void close() throws IOException {
        reception.close();
        for (Socket stranger : strangers) {
            stranger.close();
        }
    }

    private Socket call() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), reception.port());
        strangers.add(socket);
        return socket;
    }

    private void forkIsFound() throws Exception {
        try (Link fork = new Link(call())) {
            fork.send(LinkMessage.Hello.here("secret"));
            Optional<Reception.Caller> caller = reception.await(LONG);
            assertThat(caller).isPresent();
            caller.orElseThrow().line().send(new LinkMessage.Stop());
            assertThat(fork.receive()).isEqualTo(new LinkMessage.Stop());
        }
    }

    @Test
    void passesByStrangersThatSayNothing() throws Exception {
        for (int i = 0; i < 20; i++) {
            call();
        }
        forkIsFound();
    }

    @Test
    void passesByStrangersThatSaySomethingElse() throws Exception {
        call().getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        call().getOutputStream().write(new byte[] {'H', -1, -1, -1, -1});
        call().getOutputStream().write(new byte[] {'H', 0x7f, -1, -1, -1, 1, 2, 3});
        new Link(call()).send(new LinkMessage.Ready());
        new Link(call()).send(LinkMessage.Hello.here("guess"));
        forkIsFound();
    }

    @Test
    void dropsASilentStranger() throws Exception {
        Socket silent = call();
        silent.setSoTimeout((int) LONG);
        assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void dropsAStrangerThatDrips() throws Exception {
        Socket slow = call();
        slow.setSoTimeout((int) LONG);
        slow.getOutputStream().write(new byte[] {'H', 0, 0, 0, 9, 1});
        assertThat(slow.getInputStream().read()).isEqualTo(-1);
    }
}
