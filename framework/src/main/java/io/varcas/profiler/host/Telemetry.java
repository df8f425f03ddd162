package io.varcas.profiler.host;

import io.varcas.annotation.Profile;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerRun;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Health of the client and of the host it runs on, each second: CPU, heap, collector pauses, jitter, steal, throttling, load, memory,
 * pressure, swap, network, and the GPUs if {@code nvidia-smi}, {@code amd-smi} or {@code rocm-smi} is there. What this system does not tell stays absent.
 */
public final class Telemetry implements Profiler {

    @Override
    public String name() {
        return Profile.TELEMETRY;
    }

    @Override
    public String meaning() {
        return "client and host each second: CPU, heap, collector pauses, jitter, steal, throttling, pressure, swap,"
                + " network; GPUs by nvidia-smi, amd-smi or rocm-smi";
    }

    @Override
    public Optional<String> obstacle(ProfilerContext context) {
        return Optional.empty();
    }

    @Override
    public ProfilerRun start(ProfilerContext context) {
        HostFiles host = new HostFiles(Path.of("/"));
        List<Instrument> instruments = List.of(
                new ProcessInstrument(),
                new CollectorInstrument(),
                new JitterInstrument(),
                new HostCpuInstrument(host),
                new HostMemoryInstrument(host),
                new PressureInstrument(host),
                new SwapInstrument(host),
                new NetworkInstrument(host),
                new ThrottlingInstrument(host));
        return new TelemetryRun(context, instruments, gpus(context));
    }

    /** Returns the recorder of the first tool that is there. */
    private static Optional<GpuRecorder> gpus(ProfilerContext context) {
        Optional<GpuRecorder> nvidia = onPath("nvidia-smi").map(tool -> new GpuWatch(tool, context));
        return nvidia.or(() -> Arrays.stream(AmdQuery.values())
                .flatMap(query ->
                        onPath(query.tool()).<GpuRecorder>map(tool -> new AmdWatch(tool, query, context)).stream())
                .findFirst());
    }

    private static Optional<Path> onPath(String tool) {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .flatMap(folder -> List.of(Path.of(folder, tool), Path.of(folder, tool + ".exe")).stream())
                .filter(Files::isExecutable)
                .findFirst();
    }
}
