package io.varcas.cli.run;

import io.varcas.fork.LiveProgress;
import io.varcas.runner.RunListener;
import java.util.concurrent.atomic.AtomicLong;

/** Events of a run, told to a listener. */
public final class Progress {

    private Progress() {}

    /** Reports a load of 32 s, while a clock goes on. */
    public static void ofALoad(RunListener listener, AtomicLong clock) {
        listener.forkStarted(0, 1, false);
        for (int second = 1; second <= 32; second++) {
            clock.addAndGet(500_000_000);
            listener.alive();
            clock.addAndGet(500_000_000);
            listener.live(new LiveProgress(second, 3, 10L * second, 0));
        }
    }
}
