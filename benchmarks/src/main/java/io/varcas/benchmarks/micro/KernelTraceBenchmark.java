package io.varcas.benchmarks.micro;

import io.varcas.profiler.kernel.KernelProfile;
import io.varcas.profiler.kernel.ProfileFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A benchmark of reading a Chrome trace of the torch profiler into kernels by class, in a heap of 64 MB. An event is 80
 * bytes in the mean, so that 12,500,000 events are 1 GB. The score is one pass over the file.
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar org.openjdk.jmh.Main KernelTraceBenchmark -p events=20000000
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx64m", "-XX:+UseSerialGC"})
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class KernelTraceBenchmark {

    private static final List<String> NAMES = List.of("gemm", "flash_fwd", "rms", "act", "cache");
    private static final int DEVICES = 2;

    /** Events of the trace. */
    @Param("1000000")
    public int events = 1_000_000;

    /** Folder of the trace; it is deleted at the end. */
    @Param("")
    public String folder = "";

    private Path file = Path.of("");

    /** Writes the trace. */
    @Setup(Level.Trial)
    public void write() throws IOException {
        file = folder.isEmpty()
                ? Files.createTempFile("varcas-trace", ".json")
                : Path.of(folder).resolve("varcas-trace-" + events + ".json");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("{\"traceEvents\":[{\"ph\":\"M\"}");
            for (int i = 0; i < events; i++) {
                out.write(String.format(
                        Locale.ROOT,
                        ",\n{\"ph\":\"X\",\"cat\":\"kernel\",\"name\":\"%s\",\"pid\":%d,\"tid\":7,\"ts\":%d,\"dur\":%d}",
                        NAMES.get(i % NAMES.size()),
                        i % DEVICES,
                        10L * i,
                        3 + i % 17));
            }
            out.write("]}");
        }
    }

    /** Reads the trace. */
    @Benchmark
    public KernelProfile read() throws IOException {
        return new ProfileFile(file).read();
    }

    /** Deletes the trace. */
    @TearDown(Level.Trial)
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
