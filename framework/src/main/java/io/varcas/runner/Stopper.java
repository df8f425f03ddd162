package io.varcas.runner;

import io.varcas.fork.RunningFork;
import org.jspecify.annotations.Nullable;

/** Passes the wish to stop on to whatever fork is running, or is about to. */
final class Stopper {

    private boolean stopped;
    private @Nullable RunningFork current;

    synchronized void running(RunningFork fork) {
        current = fork;
        if (stopped) {
            fork.stop();
        }
    }

    synchronized void ended() {
        current = null;
    }

    synchronized void stop() {
        stopped = true;
        if (current != null) {
            current.stop();
        }
    }

    synchronized boolean isStopped() {
        return stopped;
    }
}
