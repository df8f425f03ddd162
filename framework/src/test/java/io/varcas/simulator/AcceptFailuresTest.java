package io.varcas.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptFailuresTest {

    @Test
    void areToldOnceAndInOneLine() {
        List<String> told = new ArrayList<>();
        EmbeddedChannel listener = new EmbeddedChannel(new AcceptFailures(told::add));
        for (int i = 0; i < 3; i++) {
            listener.pipeline().fireExceptionCaught(new IOException("Too many open files"));
        }
        assertThat(told)
                .containsExactly("the simulator cannot take all connections at once, which are late for it: Too"
                        + " many open files (see ulimit -n)");
        assertThatCode(listener::checkException).doesNotThrowAnyException();
        listener.finishAndReleaseAll();
    }
}
