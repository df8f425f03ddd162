package io.varcas.doctor;

import io.varcas.profiler.host.HostFiles;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks of memory: huge pages, swap, and shared memory. */
final class MemoryChecks {

    private static final double KIB_PER_GIB = 1 << 20;

    /** Enough for the workers of eight GPUs; Docker's default is 64 MiB. */
    private static final double SHARED_GIB = 4;

    private static final double DOCKER_DEFAULT_GIB = 0.0625;
    private static final int MOST_SWAPPINESS = 10;

    private final HostFiles files;

    MemoryChecks(HostFiles files) {
        this.files = files;
    }

    List<HostCheck> checks() {
        return List.of(hugePages(), swap(), swappiness(), shared());
    }

    private HostCheck hugePages() {
        String name = "memory.hugePages";
        String path = "sys/kernel/mm/transparent_hugepage/enabled";
        String wanted = "madvise (always can help inference on CPUs)";
        String reason = "with always, the kernel compacts memory while the server runs, which stalls it";
        Optional<String> found = files.first(path)
                .flatMap(line -> Arrays.stream(line.split(" "))
                        .filter(word -> word.startsWith("["))
                        .map(word -> word.replaceAll("[\\[\\]]", ""))
                        .findFirst());
        if (found.isEmpty()) {
            return HostCheck.unknown(name, "/" + path + " cannot be read", wanted, reason);
        }
        return found.get().equals("always")
                ? HostCheck.wrong(
                        Severity.WARNING,
                        name,
                        found.get(),
                        wanted,
                        reason,
                        "echo madvise | sudo tee /" + path,
                        new FileChange(path, "madvise"))
                : HostCheck.ok(name, found.get(), wanted, reason);
    }

    private HostCheck swap() {
        String name = "memory.swap";
        String wanted = "none in use";
        String reason = "pages that come back from disk stall the server or the client";
        List<String> memory = files.lines("proc/meminfo");
        OptionalLong total = HostFiles.number(memory, "SwapTotal:");
        OptionalLong free = HostFiles.number(memory, "SwapFree:");
        if (total.isEmpty() || free.isEmpty()) {
            return HostCheck.unknown(name, "/proc/meminfo cannot be read", wanted, reason);
        }
        double used = (total.getAsLong() - free.getAsLong()) / KIB_PER_GIB;
        String found = total.getAsLong() == 0
                ? "no swap"
                : String.format(Locale.ROOT, "%.1f GiB of %.1f GiB in use", used, total.getAsLong() / KIB_PER_GIB);
        return used > 0
                ? HostCheck.wrong(
                        Severity.WARNING,
                        name,
                        found,
                        wanted,
                        reason,
                        "free memory, then sudo swapoff -a && sudo swapon -a; a run shows whether pages move"
                                + " (telemetry)")
                : HostCheck.ok(name, found, wanted, reason);
    }

    private HostCheck swappiness() {
        String name = "memory.swappiness";
        String path = "proc/sys/vm/swappiness";
        String wanted = "1 to " + MOST_SWAPPINESS;
        String reason =
                "the kernel swaps out memory of processes to keep more of the file cache; 0 does not switch swap off";
        Optional<String> found = files.first(path).filter(text -> text.matches("[0-9]{1,4}"));
        if (found.isEmpty()) {
            return HostCheck.unknown(name, "/" + path + " cannot be read", wanted, reason);
        }
        boolean noSwap =
                HostFiles.number(files.lines("proc/meminfo"), "SwapTotal:").orElse(1) == 0;
        return noSwap || Integer.parseInt(found.get()) <= MOST_SWAPPINESS
                ? HostCheck.ok(name, noSwap ? found.get() + ", without swap" : found.get(), wanted, reason)
                : HostCheck.wrong(
                        Severity.WARNING,
                        name,
                        found.get(),
                        wanted,
                        reason,
                        "sudo sysctl -w vm.swappiness=" + MOST_SWAPPINESS,
                        new FileChange(path, String.valueOf(MOST_SWAPPINESS)));
    }

    /** Reads the size from the mount: the size option, or half of the memory without one (tmpfs(5)). */
    private HostCheck shared() {
        String name = "memory.shared";
        String wanted = "4 GiB or more";
        String reason = "the workers of tensor parallelism exchange data in /dev/shm";
        Optional<String> options = files.lines("proc/mounts").stream()
                .map(line -> line.split(" "))
                .filter(words -> words.length > 3 && words[1].equals("/dev/shm"))
                .map(words -> words[3])
                .reduce((first, last) -> last);
        OptionalLong memory = HostFiles.number(files.lines("proc/meminfo"), "MemTotal:");
        if (options.isEmpty() || memory.isEmpty()) {
            return HostCheck.unknown(name, "/dev/shm is no mount of its own", wanted, reason);
        }
        double gib = Arrays.stream(options.get().split(","))
                        .filter(option -> option.matches("size=[0-9]{1,15}k"))
                        .mapToLong(option -> Long.parseLong(option.substring(5, option.length() - 1)))
                        .findFirst()
                        .orElse(memory.getAsLong() / 2)
                / KIB_PER_GIB;
        String found = gib < 1
                ? String.format(Locale.ROOT, "%.0f MiB", gib * 1024)
                : String.format(Locale.ROOT, "%.1f GiB", gib);
        return gib >= SHARED_GIB
                ? HostCheck.ok(name, found, wanted, reason)
                : HostCheck.wrong(
                        gib <= DOCKER_DEFAULT_GIB ? Severity.ERROR : Severity.WARNING,
                        name,
                        found,
                        wanted,
                        reason,
                        "docker run --ipc=host or --shm-size 16g (doctor --snippet docker); else sudo mount -o"
                                + " remount,size=16g /dev/shm");
    }
}
