package io.varcas.load;

import io.varcas.metric.Span;
import io.varcas.workload.Windows;
import java.util.ArrayList;
import java.util.List;

/** Tells the listener of windows and seconds as they pass. Only the driver calls it. */
final class WindowClock {

    private static final long SECOND = 1_000_000_000L;

    private final Windows windows;
    private final LiveCounters counters;
    private final LoadListener listener;
    private int window = -1;
    private LoadCounts windowStart = LoadCounts.NONE;
    private long nextSecond = SECOND;

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

    /** Tells what has passed. */
    void advance(long nowNanos) {
        while (window < windows.count() && nowNanos >= windows.startNanos(window + 1)) {
            if (window >= 0) {
                endWindow(nowNanos);
            }
            window++;
            if (window < windows.count()) {
                listener.windowBegan(window, isMeasured(), span(window));
            }
        }
        if (nowNanos >= nextSecond) {
            listener.second(counters.snapshot(nowNanos));
            nextSecond = (nowNanos / SECOND + 1) * SECOND;
        }
    }

    /** Ends the window under way, if the load was stopped in it. */
    void stop(long nowNanos) {
        if (window >= 0 && window < windows.count()) {
            endWindow(nowNanos);
            window = windows.count();
        }
    }

    /** Returns the measured windows, as far as they came. */
    List<Span> measured(long endNanos) {
        List<Span> measured = new ArrayList<>();
        for (int i = windows.warmups(); i < windows.count(); i++) {
            if (span(i).startNanos() < endNanos) {
                measured.add(span(i).until(endNanos));
            }
        }
        return measured;
    }

    private void endWindow(long nowNanos) {
        LoadCounts now = counters.snapshot(nowNanos);
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
