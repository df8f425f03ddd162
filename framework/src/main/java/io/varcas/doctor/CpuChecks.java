package io.varcas.doctor;

import io.varcas.profiler.host.HostFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks of the processors: governor, turbo, idle states, NUMA, isolated cores, interrupts and the clock source. */
final class CpuChecks {

    private static final String CPUS = "sys/devices/system/cpu";
    private static final String GOVERNOR = "scaling_governor";
    private static final Set<String> CLOCKS =
            Set.of("tsc", "kvm-clock", "arch_sys_counter", "hyperv_clocksource_tsc_page");

    private final HostFiles files;

    CpuChecks(HostFiles files) {
        this.files = files;
    }

    List<HostCheck> checks() {
        return List.of(
                governor(), turbo(), idleStates(), nodes(), balancing(), isolated(), interrupts(), clockSource());
    }

    private HostCheck governor() {
        String name = "cpu.governor";
        String wanted = "performance";
        String reason = "the engine's scheduler loop is one hot thread, and a governor that saves power slows it";
        List<String> cpus = files.names(CPUS, "cpu[0-9]+").stream()
                .map(cpu -> CPUS + "/" + cpu + "/cpufreq/" + GOVERNOR)
                .filter(files::exists)
                .toList();
        if (cpus.isEmpty()) {
            return HostCheck.unknown(name, "there is no cpufreq, as in most virtual machines", wanted, reason);
        }
        Set<String> found = cpus.stream()
                .flatMap(file -> files.first(file).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (found.equals(Set.of(wanted))) {
            return HostCheck.ok(name, wanted, wanted, reason);
        }
        return HostCheck.wrong(
                Severity.WARNING,
                name,
                String.join(", ", found),
                wanted,
                reason,
                "sudo cpupower frequency-set -g performance",
                cpus.stream().map(file -> new FileChange(file, wanted)).toArray(FileChange[]::new));
    }

    private HostCheck turbo() {
        String reason = "turbo depends on temperature and on how many cores are busy";
        Optional<String> off = files.first(CPUS + "/intel_pstate/no_turbo");
        Optional<String> on = files.first(CPUS + "/cpufreq/boost");
        return off.map(value -> value.equals("0"))
                .or(() -> on.map(value -> value.equals("1")))
                .map(turbo -> HostCheck.recorded("cpu.turbo", turbo ? "on" : "off", reason))
                .orElseGet(() -> HostCheck.unknown("cpu.turbo", "the kernel does not report it", "", reason));
    }

    private HostCheck idleStates() {
        String reason = "waking from a deep idle state takes up to milliseconds at low load";
        List<String> states = files.names(CPUS + "/cpu0/cpuidle", "state[0-9]+").stream()
                .flatMap(state -> files.first(CPUS + "/cpu0/cpuidle/" + state + "/name").stream())
                .toList();
        return states.isEmpty()
                ? HostCheck.unknown("cpu.idleStates", "there is no cpuidle, as in most virtual machines", "", reason)
                : HostCheck.recorded("cpu.idleStates", String.join(", ", states), reason);
    }

    private HostCheck nodes() {
        String reason = "memory of another node is slower; bind the server to the node of its GPU: numactl, or vLLM's"
                + " --numa-bind (in a container it needs SYS_NICE)";
        List<String> nodes = files.names("sys/devices/system/node", "node[0-9]+");
        if (nodes.isEmpty()) {
            return HostCheck.unknown("numa.nodes", "the kernel does not report them", "", reason);
        }
        String found = nodes.stream()
                .map(node -> node + " (CPUs "
                        + files.first("sys/devices/system/node/" + node + "/cpulist")
                                .orElse("unknown") + ")")
                .collect(Collectors.joining(", "));
        return HostCheck.recorded("numa.nodes", found, reason);
    }

    private HostCheck balancing() {
        String name = "numa.balancing";
        String path = "proc/sys/kernel/numa_balancing";
        String wanted = "0 with several nodes";
        String reason = "the kernel moves pages of a bound server between nodes, which stalls it";
        Optional<String> found = files.first(path);
        if (found.isEmpty()) {
            return HostCheck.unknown(name, "/" + path + " cannot be read", wanted, reason);
        }
        boolean several = files.names("sys/devices/system/node", "node[0-9]+").size() > 1;
        return found.get().equals("0") || !several
                ? HostCheck.ok(name, found.get(), wanted, reason)
                : HostCheck.wrong(
                        Severity.WARNING,
                        name,
                        found.get(),
                        wanted,
                        reason,
                        "sudo sysctl -w kernel.numa_balancing=0",
                        new FileChange(path, "0"));
    }

    private HostCheck isolated() {
        String reason = "the load generator must not run on the cores of the server";
        Optional<String> found = files.first(CPUS + "/isolated");
        return found.map(cpus -> HostCheck.recorded("cpu.isolated", cpus.isBlank() ? "none" : cpus, reason))
                .orElseGet(() -> HostCheck.unknown("cpu.isolated", "the kernel does not report them", "", reason));
    }

    private HostCheck interrupts() {
        String name = "irq.balance";
        String reason = "interrupts of the network card on the server's or the client's cores delay them";
        List<String> processes = files.names("proc", "[0-9]+");
        if (processes.isEmpty()) {
            return HostCheck.unknown(name, "/proc cannot be read", "", reason);
        }
        boolean balanced = processes.stream()
                .anyMatch(process -> files.first("proc/" + process + "/comm")
                        .filter("irqbalance"::equals)
                        .isPresent());
        String affinity = files.first("proc/irq/default_smp_affinity").orElse("unknown");
        return HostCheck.recorded(
                name,
                (balanced ? "irqbalance runs" : "irqbalance does not run") + "; default affinity " + affinity,
                reason);
    }

    private HostCheck clockSource() {
        String name = "clock.source";
        String path = "sys/devices/system/clocksource/clocksource0/current_clocksource";
        String wanted = "tsc or kvm-clock";
        String reason = "other clocks take a system call or a microsecond for each time stamp";
        Optional<String> found = files.first(path);
        if (found.isEmpty()) {
            return HostCheck.unknown(name, "/" + path + " cannot be read", wanted, reason);
        }
        List<String> available =
                new ArrayList<>(files.first("sys/devices/system/clocksource/clocksource0/available_clocksource")
                        .map(text -> List.of(text.split("\\s+")))
                        .orElse(List.of()));
        return CLOCKS.contains(found.get())
                ? HostCheck.ok(name, found.get(), wanted, reason)
                : HostCheck.wrong(
                        Severity.WARNING,
                        name,
                        found.get() + " (available: " + String.join(", ", available) + ")",
                        wanted,
                        reason,
                        "boot with clocksource=tsc tsc=reliable if the processor's counter is stable");
    }
}
