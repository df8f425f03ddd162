package io.varcas.profiler.kernel;

import java.util.Arrays;

/**
 * The union of time intervals, in bounded memory. Beyond {@value #MOST} disjoint intervals the shorter gaps among the
 * earlier ones are closed and only their sum is kept. That is exact unless later intervals begin within the time in which
 * gaps were closed; the time of those is known.
 */
final class BusyIntervals {

    private static final int MOST = 1 << 18;
    private static final int PENDING = 1 << 14;

    private long[] starts = new long[16];
    private long[] ends = new long[16];
    private int size;
    private long[] newStarts = new long[16];
    private long[] newEnds = new long[16];
    private int pending;
    private boolean sorted = true;
    private long closed;
    private long closedUntil = Long.MIN_VALUE;
    private long doubtful;

    void add(long start, long end) {
        int last = pending - 1;
        if (last >= 0 && newStarts[last] <= start && start <= newEnds[last]) {
            newEnds[last] = Math.max(newEnds[last], end);
            return;
        }
        if (pending == newStarts.length) {
            newStarts = Arrays.copyOf(newStarts, 2 * pending);
            newEnds = Arrays.copyOf(newEnds, 2 * pending);
        }
        sorted &= last < 0 || newStarts[last] <= start;
        newStarts[pending] = start;
        newEnds[pending++] = end;
        if (start < closedUntil) {
            doubtful += end - start;
        }
        if (pending == PENDING) {
            merge();
        }
    }

    /** Merges what was added last into the union, in one pass. */
    private void merge() {
        sortPending();
        int most = size + pending;
        long[] mergedStarts = new long[most];
        long[] mergedEnds = new long[most];
        int count = 0;
        int old = 0;
        int fresh = 0;
        while (old < size || fresh < pending) {
            boolean takeOld = fresh == pending || (old < size && starts[old] <= newStarts[fresh]);
            long start = takeOld ? starts[old] : newStarts[fresh];
            long end = takeOld ? ends[old++] : newEnds[fresh++];
            if (count > 0 && start <= mergedEnds[count - 1]) {
                mergedEnds[count - 1] = Math.max(mergedEnds[count - 1], end);
            } else {
                mergedStarts[count] = start;
                mergedEnds[count++] = end;
            }
        }
        starts = mergedStarts;
        ends = mergedEnds;
        size = count;
        pending = 0;
        sorted = true;
        if (size > MOST) {
            closeShortGaps();
        }
    }

    private void sortPending() {
        if (sorted) {
            return;
        }
        long[][] pairs = new long[pending][];
        for (int i = 0; i < pending; i++) {
            pairs[i] = new long[] {newStarts[i], newEnds[i]};
        }
        Arrays.sort(pairs, (a, b) -> Long.compare(a[0], b[0]));
        for (int i = 0; i < pending; i++) {
            newStarts[i] = pairs[i][0];
            newEnds[i] = pairs[i][1];
        }
    }

    /** Closes most of the gaps of the earlier three quarters, the shortest first. */
    private void closeShortGaps() {
        int early = size / 4 * 3;
        long[] gaps = new long[early];
        for (int i = 1; i <= early; i++) {
            gaps[i - 1] = starts[i] - ends[i - 1];
        }
        Arrays.sort(gaps);
        long limit = gaps[early / 3 * 2];
        int kept = 0;
        for (int i = 1; i < size; i++) {
            long gap = starts[i] - ends[kept];
            if (i <= early && gap <= limit) {
                closed += gap;
                ends[kept] = ends[i];
                closedUntil = Math.max(closedUntil, ends[i]);
            } else {
                kept++;
                starts[kept] = starts[i];
                ends[kept] = ends[i];
            }
        }
        size = kept + 1;
    }

    /** Returns the length of the union, at most {@link #doubtful()} too short. */
    long busy() {
        merge();
        long sum = -closed;
        for (int i = 0; i < size; i++) {
            sum += ends[i] - starts[i];
        }
        return sum;
    }

    /** Returns the length of intervals that came out of order, and may lie in gaps that were closed. */
    long doubtful() {
        return doubtful;
    }

    /** Returns the begin of the first interval; there must be one. */
    long first() {
        merge();
        return starts[0];
    }

    /** Returns the end of the last interval; there must be one. */
    long last() {
        merge();
        return ends[size - 1];
    }
}
