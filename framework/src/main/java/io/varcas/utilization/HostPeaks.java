package io.varcas.utilization;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Peaks of this host's CPU, measured within seconds by loops of the JVM on all its processors: bytes per second of a
 * triad as in STREAM, and operations per second of a blocked product of matrices in 32 bits. A tuned BLAS reaches more
 * operations, so that a server may exceed this roof.
 *
 * @param threads threads that measured
 * @param flopsPerSecond operations per second of the product; a multiply-add counts 2
 * @param bytesPerSecond bytes per second of the triad, reads and writes, write-allocation not counted
 */
public record HostPeaks(int threads, double flopsPerSecond, double bytesPerSecond) {

    /** Time on the CPU of each thread and loop: compiled code is reached within a fraction of it. */
    private static final long CPU_NANOS = 1_000_000_000L;

    private static final int TRIAD_FLOATS = 1 << 23;
    private static final int SIDE = 256;
    private static final int PRODUCTS = 2;

    /** Measures; takes a few seconds, in which nothing else should run. */
    public static HostPeaks measure() {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            double triadBytes = 3.0 * Float.BYTES * TRIAD_FLOATS * threads;
            double products = 2.0 * SIDE * SIDE * SIDE * PRODUCTS * threads;
            List<Runnable> triads = new ArrayList<>();
            List<Runnable> gemms = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                float[] a = new float[TRIAD_FLOATS];
                float[] b = new float[TRIAD_FLOATS];
                float[] c = new float[TRIAD_FLOATS];
                triads.add(() -> triad(a, b, c));
                float[] left = filled();
                float[] right = filled();
                float[] product = new float[SIDE * SIDE];
                gemms.add(() -> products(left, right, product));
            }
            return new HostPeaks(threads, products / fastest(pool, gemms), triadBytes / fastest(pool, triads));
        } finally {
            pool.shutdownNow();
        }
    }

    /** Returns where the figures come from. */
    public String source() {
        return String.format(
                Locale.ROOT,
                "measured on this host in the JVM, %d threads: STREAM-like triad and product of matrices in"
                        + " fp32; a tuned BLAS reaches more",
                threads);
    }

    /**
     * Returns the seconds of the fastest round, as in STREAM: the first rounds are compiled. Time on the CPU counts, so that
     * other processes disturb little.
     */
    private static double fastest(ExecutorService pool, List<Runnable> work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Callable<Long>> timed = work.stream()
                .<Callable<Long>>map(part -> () -> {
                    long start = threads.getCurrentThreadCpuTime();
                    part.run();
                    return threads.getCurrentThreadCpuTime() - start;
                })
                .toList();
        long best = Long.MAX_VALUE;
        try {
            long spent = 0;
            while (spent < CPU_NANOS) {
                long slowest = 1;
                for (Future<Long> part : pool.invokeAll(timed)) {
                    slowest = Math.max(slowest, part.get());
                }
                best = Math.min(best, slowest);
                spent += slowest;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the measurement of the host was interrupted", stop);
        } catch (ExecutionException broken) {
            throw new IllegalStateException("the measurement of the host failed", broken);
        }
        return best / 1e9;
    }

    private static void triad(float[] a, float[] b, float[] c) {
        for (int i = 0; i < a.length; i++) {
            a[i] = b[i] + 3f * c[i];
        }
    }

    private static float[] filled() {
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 13) / 13f;
        }
        return values;
    }

    private static void products(float[] a, float[] b, float[] c) {
        for (int n = 0; n < PRODUCTS; n++) {
            for (int i = 0; i < SIDE; i++) {
                for (int k = 0; k < SIDE; k += 4) {
                    row(a, b, c, i * SIDE, k);
                }
            }
        }
    }

    /** Four columns at once, so that a row of the product is loaded and stored a quarter as often. */
    private static void row(float[] a, float[] b, float[] c, int at, int k) {
        float a0 = a[at + k];
        float a1 = a[at + k + 1];
        float a2 = a[at + k + 2];
        float a3 = a[at + k + 3];
        int b0 = k * SIDE;
        int b1 = b0 + SIDE;
        int b2 = b1 + SIDE;
        int b3 = b2 + SIDE;
        for (int j = 0; j < SIDE; j++) {
            c[at + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
        }
    }
}
