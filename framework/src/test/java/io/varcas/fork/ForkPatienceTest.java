package io.varcas.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForkPatienceTest {

    private final ForkPatience patience = new ForkPatience();

    private void silent(int looks) {
        for (int i = 0; i < looks; i++) {
            patience.silent();
        }
    }

    @Test
    void endsAForkThatStandsStill() {
        silent(29);
        assertThat(patience.end()).isEmpty();
        silent(1);
        assertThat(patience.end().orElseThrow()).startsWith("the forked JVM gave no sign of life for 30 s");
    }

    @Test
    void seesInALookThatTookTooLongThatTheLauncherStoodStill() {
        assertThat(ForkPatience.standstill(Duration.ofMillis(1_900).toNanos())).isEmpty();
        assertThat(ForkPatience.standstill(Duration.ofSeconds(5).toNanos())).contains(Duration.ofSeconds(4));
    }

    @Test
    void aSignOfLifeBeginsTheCountAnew() {
        silent(29);
        patience.heard();
        silent(29);
        assertThat(patience.end()).isEmpty();
    }

    @Test
    void waitsLessForOneThatWasAskedToStop() {
        patience.stopped();
        silent(9);
        assertThat(patience.end()).isEmpty();
        silent(1);
        assertThat(patience.end().orElseThrow()).startsWith("the forked JVM was asked to stop");
    }
}
