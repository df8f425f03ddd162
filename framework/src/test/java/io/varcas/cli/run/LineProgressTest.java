package io.varcas.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.runner.RunListener;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LineProgressTest {

    @Test
    void namesTheWaitBeforeAndAfterTheLoad() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        AtomicLong clock = new AtomicLong(7);
        RunListener progress = new LineProgress(new PrintWriter(text, true, UTF_8), "# 1/2  A", clock::get);
        for (int second = 0; second < 10; second++) {
            clock.addAndGet(1_000_000_000);
            progress.alive();
        }
        Progress.ofALoad(progress, clock);
        for (int second = 0; second < 10; second++) {
            clock.addAndGet(1_000_000_000);
            progress.alive();
        }
        assertThat(text.toString(UTF_8).lines())
                .containsExactly(
                        "# 1/2  A  waiting for the load generator to start the load",
                        "# 1/2  A  8 s: 3 in flight, 80 completed, 0 failed",
                        "# 1/2  A  17 s: 3 in flight, 170 completed, 0 failed",
                        "# 1/2  A  26 s: 3 in flight, 260 completed, 0 failed",
                        "# 1/2  A  waiting for the load generator to finish");
    }
}
