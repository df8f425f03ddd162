package io.varcas.profiler.host;

import io.varcas.profiler.Aggregate;
import io.varcas.profiler.Reading;
import io.varcas.profiler.ReadingNames;
import io.varcas.profiler.SeriesRecorder.Measure;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Scheduling jitter of this machine: a thread sleeps until moments 5 ms apart and records how late it wakes up. What
 * delays it (the scheduler, a hypervisor, a collector's pause) delays the sending of requests and the stamping of
 * responses too. About 0.1 ms is normal, because timers are that coarse. After a stall every moment that was missed
 * counts.
 */
final class JitterInstrument implements Instrument {

    private static final long PERIOD_NANOS = 5_000_000;
    private static final double MILLI = 1e6;
    private static final int DIGITS = 3;

    private final SingleWriterRecorder recorder = new SingleWriterRecorder(DIGITS);
    private final Histogram measured = new Histogram(DIGITS);
    private final Thread thread = new Thread(this::watch, "varcas-jitter");
    private Histogram interval = recorder.getIntervalHistogram();
    private boolean measuring;
    private volatile boolean closed;

    JitterInstrument() {
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public List<Measure> measures() {
        return List.of(Measure.of(ReadingNames.JITTER_MAX, "ms", Aggregate.MAX));
    }

    @Override
    public List<OptionalDouble> read(double seconds) {
        interval = recorder.getIntervalHistogram(interval);
        if (measuring) {
            measured.add(interval);
        }
        return List.of(
                interval.getTotalCount() == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(interval.getMaxValue() / MILLI));
    }

    @Override
    public void begin() {
        measuring = true;
        measured.reset();
    }

    @Override
    public void end() {
        measuring = false;
    }

    @Override
    public List<Reading> readings() {
        String unit = "ms";
        String name = "client.jitter.p99";
        return List.of(
                measured.getTotalCount() == 0
                        ? Reading.absent(name, unit, "not measured")
                        : Reading.of(name, unit, measured.getValueAtPercentile(99) / MILLI));
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void watch() {
        long due = System.nanoTime() + PERIOD_NANOS;
        while (!closed) {
            long now = System.nanoTime();
            if (now < due) {
                LockSupport.parkNanos(this, due - now);
            } else {
                recorder.recordValue(now - due);
                due += PERIOD_NANOS;
            }
        }
    }
}
