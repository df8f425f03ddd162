package io.varcas.launch;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The free memory of the GPUs before a start, as {@code nvidia-smi} reports it: vLLM refuses to start below its share, but late. */
final class GpuMemory {

    private static final List<String> QUERY =
            List.of("nvidia-smi", "--query-gpu=index,memory.free,memory.total", "--format=csv,noheader,nounits");

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final double GIB = 1024;

    /** Default of vLLM from 0.19 on (0.90 before); of {@code --gpu-memory-utilization}. */
    private static final double DEFAULT_SHARE = 0.92;

    private record Gpu(String index, double freeMib, double totalMib) {}

    private GpuMemory() {}

    /**
     * Checks that the GPUs have the memory that the server will take.
     *
     * @throws LaunchException if one has less; one line
     */
    static void check(ServerCommand command, Map<String, String> environment, LaunchEvents events)
            throws LaunchException {
        if (Programs.find(QUERY.get(0), environment).isEmpty()) {
            events.step("the free GPU memory is unknown: nvidia-smi is not on the PATH");
            return;
        }
        List<Gpu> gpus;
        try {
            gpus = visible(read(environment), environment);
        } catch (IOException unreadable) {
            events.note("the free GPU memory is unknown: nvidia-smi: " + unreadable.getMessage());
            return;
        }
        Optional<Double> share = number(command.value("gpu-memory-utilization"));
        if (command.flag("kv-cache-memory-bytes").isPresent()) {
            return; // it takes the place of the share
        }
        int ranks = ranks(command);
        for (Gpu gpu : gpus.subList(0, Math.min(ranks, gpus.size()))) {
            double needed = share.orElse(DEFAULT_SHARE) * gpu.totalMib();
            if (gpu.freeMib() < needed && share.isPresent()) {
                throw new LaunchException(line(gpu, needed) + " for --gpu-memory-utilization " + share.get()
                        + "; end what uses it (nvidia-smi lists it), or lower the flag");
            } else if (gpu.freeMib() < needed) {
                events.note(line(gpu, needed) + " if --gpu-memory-utilization has its default " + DEFAULT_SHARE);
            }
        }
    }

    private static String line(Gpu gpu, double needed) {
        return String.format(
                Locale.ROOT,
                "GPU %s has %.1f of %.1f GiB free, and the server needs %.1f GiB",
                gpu.index(),
                gpu.freeMib() / GIB,
                gpu.totalMib() / GIB,
                needed / GIB);
    }

    private static List<Gpu> read(Map<String, String> environment) throws IOException {
        Programs.Output output = Programs.run(QUERY, environment, new File("").getAbsoluteFile(), LIMIT);
        if (output.exitCode() != 0) {
            throw new IOException(output.output().lines().findFirst().orElse("exit code " + output.exitCode()));
        }
        List<Gpu> gpus = new ArrayList<>();
        for (String line : output.output().lines().toList()) {
            String[] fields = line.split(",", -1);
            Optional<Double> free = fields.length == 3 ? number(Optional.of(fields[1])) : Optional.empty();
            Optional<Double> total = fields.length == 3 ? number(Optional.of(fields[2])) : Optional.empty();
            if (free.isPresent() && total.isPresent()) {
                gpus.add(new Gpu(fields[0].strip(), free.get(), total.get()));
            }
        }
        if (gpus.isEmpty()) {
            throw new IOException("it lists no GPU with its memory");
        }
        return gpus;
    }

    /** Keeps the GPUs that the server may use, if they are given by number. */
    private static List<Gpu> visible(List<Gpu> all, Map<String, String> environment) {
        String named = environment.getOrDefault(
                "CUDA_VISIBLE_DEVICES", System.getenv().getOrDefault("CUDA_VISIBLE_DEVICES", ""));
        if (!named.matches("\\d+(,\\d+)*")) {
            return all;
        }
        List<String> indexes = List.of(named.split(","));
        return all.stream().filter(gpu -> indexes.contains(gpu.index())).toList();
    }

    private static int ranks(ServerCommand command) {
        double ranks = 1;
        for (String flag : List.of("tensor-parallel-size", "pipeline-parallel-size", "data-parallel-size")) {
            ranks *= number(command.value(flag)).orElse(1.0);
        }
        return (int) Math.max(1, ranks);
    }

    private static Optional<Double> number(Optional<String> text) {
        try {
            return text.map(value -> Double.parseDouble(value.strip()));
        } catch (NumberFormatException notSupported) {
            return Optional.empty();
        }
    }
}
