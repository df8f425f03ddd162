package io.varcas.doctor;

import io.varcas.profiler.host.HostFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An imitated machine: files below a folder of a test, and what programs write. */
final class Machine {

    private final Path root;
    private final Map<String, String> outputs = new LinkedHashMap<>();
    private Runnable pause = () -> {};

    Machine(Path root) {
        this.root = root;
    }

    Machine file(String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Answers commands that hold a word. */
    Machine tool(String word, String output) {
        outputs.put(word, output);
        return this;
    }

    /** Happens between two readings of counters. */
    Machine meanwhile(Runnable action) {
        pause = action;
        return this;
    }

    HostFiles files() {
        return new HostFiles(root);
    }

    List<HostCheck> examine() {
        return new Doctor(files(), this::output, pause, OptionalLong.of(4242)).examine();
    }

    HostCheck check(String name) {
        return examine().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Optional<String> output(List<String> command) {
        return outputs.entrySet().stream()
                .filter(entry -> command.stream().anyMatch(word -> word.contains(entry.getKey())))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** A machine as good as can be, with two GPUs. */
    static Machine good(Path root) {
        return new Machine(root)
                .tool("clocks_event_reasons.active", """
                    0, Enabled, 0x0000000000000000, 1980, 1980, 45, Enabled, Disabled, Default, 700.00, 700.00, 5, 5, 16, 16, 570.1
                    1, Enabled, 0x0000000000000001, 1980, 1980, 46, Enabled, Disabled, Default, 700.00, 700.00, 1, 5, 16, 16, 570.1
                    """)
                .tool("topo", "\tGPU0\tGPU1\tCPU Affinity\nGPU0\t X \tNV18\t0-31\nGPU1\tNV18\t X \t32-63\n")
                .tool("--version", "NVIDIA-SMI version  : 570.1\nCUDA Version        : 12.8\n")
                .file("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n")
                .file("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "performance\n")
                .file("sys/devices/system/cpu/intel_pstate/no_turbo", "0\n")
                .file("sys/devices/system/cpu/cpu0/cpuidle/state0/name", "POLL\n")
                .file("sys/devices/system/cpu/isolated", "\n")
                .file("sys/devices/system/node/node0/cpulist", "0-31\n")
                .file("sys/devices/system/node/node1/cpulist", "32-63\n")
                .file("sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc\n")
                .file("proc/sys/kernel/numa_balancing", "0\n")
                .file("proc/17/comm", "irqbalance\n")
                .file("proc/irq/default_smp_affinity", "ff\n")
                .file("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n")
                .file("proc/meminfo", "MemTotal: 67108864 kB\nSwapTotal: 8388608 kB\nSwapFree: 8388608 kB\n")
                .file("proc/sys/vm/swappiness", "10\n")
                .file("proc/mounts", "tmpfs /dev/shm tmpfs rw,nosuid,nodev 0 0\n")
                .file("proc/self/limits", limits("1048576", "8388608"))
                .file("proc/4242/limits", limits("65536", "8388608"))
                .file("proc/self/cgroup", "0::/\n")
                .file("sys/fs/cgroup/cpu.max", "max 100000\n")
                .file("sys/fs/cgroup/cpu.stat", "nr_periods 0\nnr_throttled 0\n")
                .file("sys/fs/cgroup/memory.max", "max\n")
                .file("proc/sys/net/core/somaxconn", "4096\n")
                .file("proc/sys/net/ipv4/tcp_max_syn_backlog", "4096\n")
                .file("proc/sys/net/ipv4/ip_local_port_range", "32768\t60999\n")
                .file("proc/sys/net/ipv4/tcp_tw_reuse", "2\n")
                .file("proc/stat", "cpu  100 0 50 800 50 0 0 0 0 0\n")
                .file("proc/pressure/cpu", "some avg10=0.00 avg60=0.50 avg300=0.00 total=1\n")
                .file("proc/pressure/memory", "full avg10=0.00 avg60=0.00 avg300=0.00 total=1\n")
                .file("proc/pressure/io", "full avg10=0.00 avg60=0.00 avg300=0.00 total=1\n")
                .file("proc/vmstat", "pswpin 7\npswpout 9\n")
                .file("proc/sys/kernel/osrelease", "6.8.0\n")
                .file("proc/cpuinfo", "processor : 0\nmicrocode\t: 0x2b\n");
    }

    static String limits(String files, String locked) {
        return "Limit                     Soft Limit           Hard Limit           Units     \n"
                + "Max open files            " + files + "                 1048576              files     \n"
                + "Max locked memory         " + locked + "              8388608              bytes     \n";
    }

    /** Returns the same machine a second later, with steal. */
    Machine busy(int stolen) {
        return meanwhile(() -> file("proc/stat", "cpu  150 0 50 " + (850 - stolen) + " 50 0 0 " + stolen + " 0 0\n"));
    }
}
