package io.varcas.load;

import io.varcas.metric.Span;
import io.varcas.workload.Windows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports iterations and seconds to the listener as they pass. Only the driver calls it. */
final class WindowClock {

    private static final long SECOND = 1_000_000_000L;

    private final Windows windows;
    private final LiveCounters counters;
    private final LoadListener listener;
    private int window = -1;
    private LoadCounts windowStart = LoadCounts.NONE;
    private long nextSecond = SECOND;
    private @Nullable LoadCounts untold;

    WindowClock(Windows windows, LiveCounters counters, LoadListener listener) {
        this.windows = windows;
        this.counters = counters;
        this.listener = listener;
    }

    /** When something is to be told next, in nanoseconds since the start of the load. */
    long nextTick() {
        long boundary = window < windows.count() ? windows.startNanos(window + 1) : Long.MAX_VALUE;
        return Math.min(nextSecond, boundary);
    }

    /**
     * Counts, if something is to be told by now. To be called before the requests are sent that are due at this moment: they belong to what
     * comes, but need not wait for the telling, which wakes other threads, and takes milliseconds the first time.
     */
    void look(long nowNanos) {
        if (untold == null && nowNanos >= nextTick()) {
            untold = counters.snapshot(nowNanos);
        }
    }

    /** Tells what has passed, up to the moment of the look. */
    void advance(long nowNanos) {
        look(nowNanos);
        LoadCounts seen = untold;
        if (seen == null) {
            return;
        }
        untold = null;
        while (window < windows.count() && seen.elapsedNanos() >= windows.startNanos(window + 1)) {
            if (window >= 0) {
                endWindow(seen);
            }
            window++;
            if (window < windows.count()) {
                listener.windowBegan(window, isMeasured(), span(window));
            }
        }
        if (seen.elapsedNanos() >= nextSecond) {
            listener.second(seen);
            nextSecond = (seen.elapsedNanos() / SECOND + 1) * SECOND;
        }
    }

    /** Ends the window under way, if the load was stopped in it. */
    void stop(long nowNanos) {
        if (window >= 0 && window < windows.count()) {
            endWindow(counters.snapshot(nowNanos));
            window = windows.count();
        }
    }

    /** Returns the measurement phase, as far as they came. */
    List<Span> measured(long endNanos) {
        List<Span> measured = new ArrayList<>();
        for (int i = windows.warmups(); i < windows.count(); i++) {
            if (span(i).startNanos() < endNanos) {
                measured.add(span(i).until(endNanos));
            }
        }
        return measured;
    }

    /**
     * Returns the measurement phase of a fixed amount of work: the one in which the last request ended ends with it,
     * and so does the last one if the work took longer.
     *
     * @param endNanos when the last request ended
     */
    List<Span> measuredUntilDone(long endNanos) {
        List<Span> measured = measured(endNanos);
        if (endNanos > windows.measurementEndNanos()) {
            int last = measured.size() - 1;
            measured.set(last, new Span(measured.get(last).startNanos(), endNanos));
        }
        return measured;
    }

    private void endWindow(LoadCounts now) {
        listener.windowEnded(window, isMeasured(), now.since(windowStart));
        windowStart = now;
    }

    private boolean isMeasured() {
        return window >= windows.warmups();
    }

    private Span span(int i) {
        return new Span(windows.startNanos(i), windows.startNanos(i + 1));
    }
}
