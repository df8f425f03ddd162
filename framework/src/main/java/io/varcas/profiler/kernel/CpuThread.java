package io.varcas.profiler.kernel;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The operators of one thread of the CPU. They nest, and a trace has them in the order of their starts, so that a stack
 * gives the time of an operator without those it calls.
 */
final class CpuThread {

    /** One operator that has not ended. */
    private record Call(KernelTotals.Total total, long end) {}

    private final Deque<Call> calls = new ArrayDeque<>();
    private final BusyIntervals busy;

    /** Creates it with the times in which its process is busy. */
    CpuThread(BusyIntervals busy) {
        this.busy = busy;
    }

    void add(KernelTotals.Total total, long start, long nanos) {
        long end = start + nanos;
        Call caller = calls.peek();
        while (caller != null && caller.end() <= start) {
            calls.pop();
            caller = calls.peek();
        }
        total.add(1, nanos);
        if (caller == null) {
            busy.add(start, end);
        } else {
            caller.total().subtract(Math.min(end, caller.end()) - start);
        }
        calls.push(new Call(total, end));
    }
}
