package io.varcas.load;

import io.varcas.metric.Span;
import io.varcas.traffic.ArrivalSequence;
import io.varcas.workload.Windows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arrivals of one share of an open loop up to the end of its measurement, in their order. One thread takes them to make their
 * requests; at the end of the load another counts those that were due and whose requests were never made.
 */
final class Schedule {

    /** Arrivals that are counted at most, a few seconds of work; a load that misses more says that at least so many were due. */
    private static final long MOST_COUNTED = 100_000_000;

    private final ArrivalSequence arrivals;
    private final Windows windows;
    private final Share share;

    /** Requests that may still be due in the measurement phase, over all shares. */
    private long left;

    private long places;
    private long taken;
    private @Nullable Arrival last;
    private boolean over;
    private boolean ranOut;

    /**
     * An arrival.
     *
     * @param index its place among those of all shares, from 0
     * @param dueNanos when it is due, since the start of the load
     */
    record Arrival(long index, long dueNanos) {}

    /**
     * Creates a schedule.
     *
     * @param arrivals the arrivals of all shares
     * @param windows where the measurement begins and ends
     * @param mostRequests arrivals of the measurement phase at most, over all shares
     */
    Schedule(ArrivalSequence arrivals, Windows windows, Share share, long mostRequests) {
        this.arrivals = arrivals;
        this.windows = windows;
        this.share = share;
        this.left = mostRequests;
    }

    /** Takes the next arrival; null if none is due before the measurement ends, or the arrivals were counted. */
    synchronized @Nullable Arrival next() {
        while (!over && arrivals.hasNext()) {
            long due = arrivals.nextNanos();
            if (due >= windows.measurementEndNanos()) {
                over = true;
                return null;
            }
            boolean measured = due >= windows.measurementStartNanos();
            if (measured && left == 0) {
                break;
            }
            left -= measured ? 1 : 0;
            long index = places++;
            if (share.has(index)) {
                taken++;
                last = new Arrival(index, due);
                return last;
            }
        }
        ranOut |= !over;
        over = true;
        return null;
    }

    /** Returns whether there was no further arrival, as opposed to one that is due after the measurement. */
    synchronized boolean hasRunOut() {
        return ranOut;
    }

    /** Returns whether as many requests were due in the measurement phase as were asked for. */
    synchronized boolean isLimitReached() {
        return left == 0;
    }

    /** Ends the schedule because no request is left for the arrival that was taken last. */
    synchronized void noRequestLeft() {
        ranOut = true;
        over = true;
        last = null;
    }

    /**
     * Counts the arrivals whose requests were never made, and ends the schedule.
     *
     * @param measured the measurement phase as far as they came, in order
     * @param made how many requests were made of those that were taken
     * @return how many were due in each window; empty if none was
     */
    synchronized List<Long> neverMade(List<Span> measured, long made) {
        long[] counts = new long[measured.size()];
        long horizon =
                measured.isEmpty() ? 0 : measured.get(measured.size() - 1).endNanos();
        long all = 0;
        Arrival arrival = taken > made ? last : next();
        for (; arrival != null && arrival.dueNanos() < horizon && all < MOST_COUNTED; arrival = next()) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] += measured.get(i).contains(arrival.dueNanos()) ? 1 : 0;
            }
            all++;
        }
        over = true;
        List<Long> found = new ArrayList<>();
        for (long count : counts) {
            found.add(count);
        }
        return found.stream().allMatch(count -> count == 0) ? List.of() : found;
    }
}
