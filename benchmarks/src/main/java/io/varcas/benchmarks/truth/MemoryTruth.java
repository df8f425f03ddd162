package io.varcas.benchmarks.truth;

import io.varcas.result.RunResult;
import io.varcas.runner.RunOptions;
import io.varcas.runner.Runner;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A test for memory growth under a long load: one run with requests, transport, recording and telemetry in this JVM,
 * and every minute the live heap after a collection and the resident size of the process.
 *
 * <pre>java -Xmx512m -cp benchmarks.jar io.varcas.benchmarks.truth.MemoryTruth http://127.0.0.1:8100 10 /tmp/results</pre>
 *
 * <p>Linux only: the resident size is {@code VmRSS} of {@code /proc/self/status}.
 */
public final class MemoryTruth {

    private static final Duration WARMUP = Duration.ofSeconds(30);

    private MemoryTruth() {}

    /**
     * Prints a line each minute, and the growth from the first to the last.
     *
     * @param args URL of a server such as {@code truth-server.c}, minutes, folder for the result, settings such as {@code transport=jdk}
     * @throws IOException if the result cannot be written
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int minutes = Integer.parseInt(args[1]);
        RunOptions.Builder options = RunOptions.builder()
                .include("[.]ChatLow$")
                .target(args[0])
                .out(Path.of(args[2]))
                .set("forks", List.of("0"))
                .set("rate", List.of("200"))
                .set("arrivals", List.of("constant"))
                .set("outputTokens", List.of("64"))
                .set("warmup.iterations", List.of("1"))
                .set("warmup.time", List.of(WARMUP.toSeconds() + "s"))
                .set("measurement.iterations", List.of("1"))
                .set("measurement.time", List.of(minutes * 60 + 10 + "s"));
        for (int i = 3; i < args.length; i++) {
            String[] setting = args[i].split("=", 2);
            options.set(setting[0], List.of(setting[1]));
        }
        Thread sampler = new Thread(() -> sample(minutes), "memory-truth");
        sampler.setDaemon(true);
        sampler.start();
        RunResult result = new Runner(options.build()).run().result();
        sampler.join();
        System.out.println("requests " + result.trials().get(0).outcomes() + ", result " + result.status());
    }

    private static void sample(int minutes) {
        System.out.printf("%6s %14s %12s%n", "minute", "live heap MB", "resident MB");
        try {
            Thread.sleep(WARMUP.toMillis());
            double firstHeap = Double.NaN;
            double firstResident = Double.NaN;
            for (int minute = 0; minute <= minutes; minute++) {
                double heap = liveHeap();
                double resident = resident();
                if (minute == 1) {
                    firstHeap = heap;
                    firstResident = resident;
                }
                System.out.printf("%6d %14.1f %12.1f%n", minute, heap, resident);
                if (minute == minutes) {
                    System.out.printf(
                            "growth from minute 1 to %d: heap %+.1f MB, resident %+.1f MB%n",
                            minutes, heap - firstHeap, resident - firstResident);
                } else {
                    Thread.sleep(60_000);
                }
            }
        } catch (InterruptedException | IOException broken) {
            System.err.println("no more samples: " + broken);
        }
    }

    private static double liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    private static double resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6)
                .findFirst()
                .orElseThrow(() -> new IOException("/proc/self/status has no VmRSS"));
    }
}
