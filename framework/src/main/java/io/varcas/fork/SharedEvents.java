package io.varcas.fork;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes one story of what several clients of a fork tell. */
final class SharedEvents {

    /** Waits until a load may begin. */
    interface Start {
        Instant await() throws InterruptedException;
    }

    private final ForkEvents events;
    private final int clients;
    private final Map<Integer, WindowProgress> windows = new HashMap<>();
    private final Map<Integer, Integer> told = new HashMap<>();
    private final @Nullable LiveProgress[] latest;

    SharedEvents(ForkEvents events, int clients) {
        this.events = events;
        this.clients = clients;
        this.latest = new LiveProgress[clients];
    }

    /** Returns what one client tells its story to. */
    ForkEvents of(int client, Start start) {
        return new ForkEvents() {
            @Override
            public void windowEnded(WindowProgress progress) {
                window(progress);
            }

            @Override
            public void live(LiveProgress progress) {
                latest(client, progress);
            }

            @Override
            public void alive() {
                if (client == 0) {
                    synchronized (SharedEvents.this) {
                        events.alive();
                    }
                }
            }

            @Override
            public void launcherStoodStill(Duration time) {
                if (client == 0) {
                    synchronized (SharedEvents.this) {
                        events.launcherStoodStill(time);
                    }
                }
            }

            @Override
            public void output(String line) {
                synchronized (SharedEvents.this) {
                    events.output(line);
                }
            }

            @Override
            public Instant awaitStart() throws InterruptedException {
                return start.await();
            }
        };
    }

    private synchronized void window(WindowProgress progress) {
        WindowProgress sum = windows.merge(progress.window(), progress, SharedEvents::sum);
        if (told.merge(progress.window(), 1, Integer::sum) == clients) {
            events.windowEnded(sum);
        }
    }

    private synchronized void latest(int client, LiveProgress progress) {
        latest[client] = progress;
        if (client == 0) {
            long inFlight = 0;
            long completed = 0;
            long failed = 0;
            for (LiveProgress one : latest) {
                inFlight += one == null ? 0 : one.inFlight();
                completed += one == null ? 0 : one.completed();
                failed += one == null ? 0 : one.failed();
            }
            events.live(new LiveProgress(progress.elapsedSeconds(), inFlight, completed, failed));
        }
    }

    private static WindowProgress sum(WindowProgress a, WindowProgress b) {
        long completed = a.completed() + b.completed();
        double ttft = completed == 0
                ? a.meanTtftMillis()
                : (a.completed() == 0 ? 0 : a.meanTtftMillis() * a.completed() / completed)
                        + (b.completed() == 0 ? 0 : b.meanTtftMillis() * b.completed() / completed);
        return new WindowProgress(
                a.window(),
                Math.max(a.seconds(), b.seconds()),
                completed,
                a.failed() + b.failed(),
                a.inFlight() + b.inFlight(),
                a.textEvents() + b.textEvents(),
                ttft);
    }
}
