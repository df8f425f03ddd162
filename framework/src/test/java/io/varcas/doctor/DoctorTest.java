package io.varcas.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {

    @TempDir
    Path root;

    private Machine machine;

    @BeforeEach
    void setUp() {
        machine = Machine.good(root).busy(0);
    }

    @Test
    void findsNothingWrongWithAGoodMachine() {
        assertThat(machine.examine())
                .allSatisfy(check ->
                        assertThat(check.severity()).as(check.toString()).isIn(Severity.OK, Severity.RECORDED))
                .extracting(HostCheck::name)
                .doesNotHaveDuplicates();
        assertThat(machine.check("gpu.links").found()).isEqualTo("links between GPUs: NV18");
        assertThat(machine.check("gpu.pcie").found())
                .isEqualTo("GPU 0: generation 5 of 5, width 16 of 16; GPU 1: generation 1 of 5, width 16 of 16");
        assertThat(machine.check("numa.nodes").found()).isEqualTo("node0 (CPUs 0-31), node1 (CPUs 32-63)");
    }

    @Test
    void readsTheVersionOfCudaFromTheHeadOfOlderTools() {
        assertThat(machine.check("version.cuda").found()).isEqualTo("12.8");
        machine.tool("--version", "NVIDIA-SMI 535.1")
                .tool("nvidia-smi", "| NVIDIA-SMI 535.1  Driver Version: 535.1  CUDA Version: 12.2     |");
        assertThat(machine.check("version.cuda").found()).isEqualTo("12.2");
    }

    @Test
    void saysUnknownForWhatCannotBeRead(@TempDir Path empty) {
        List<HostCheck> checks = new Machine(empty).examine();
        assertThat(checks).allSatisfy(check -> {
            assertThat(check.severity()).as(check.name()).isEqualTo(Severity.UNKNOWN);
            assertThat(check.found()).isNotBlank();
            assertThat(check.changes()).isEmpty();
        });
        assertThat(names(checks)).isEqualTo(names(machine.examine()));
    }

    private static Set<String> names(List<HostCheck> checks) {
        return checks.stream().map(HostCheck::name).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        sys/devices/system/cpu/cpu1/cpufreq/scaling_governor                    | powersave              | cpu.governor          | WARNING | performance, powersave
        sys/devices/system/clocksource/clocksource0/current_clocksource         | hpet                   | clock.source          | WARNING | hpet (available: )
        proc/sys/kernel/numa_balancing                                          | 1                      | numa.balancing        | WARNING | 1
        sys/kernel/mm/transparent_hugepage/enabled                              | [always] madvise never | memory.hugePages      | WARNING | always
        proc/sys/vm/swappiness                                                  | 60                     | memory.swappiness     | WARNING | 60
        proc/mounts                                                             | shm /dev/shm tmpfs rw,size=65536k 0 0    | memory.shared | ERROR   | 64 MiB
        proc/mounts                                                             | shm /dev/shm tmpfs rw,size=2097152k 0 0  | memory.shared | WARNING | 2.0 GiB
        sys/fs/cgroup/cpu.stat                                                  | nr_throttled 12        | cgroup.cpu            | WARNING | no quota, throttled in 12 periods
        proc/sys/net/core/somaxconn                                             | 128                    | network.backlog       | WARNING | 128
        proc/sys/net/ipv4/tcp_max_syn_backlog                                   | 1024                   | network.synBacklog    | WARNING | 1024
        proc/sys/net/ipv4/ip_local_port_range                                   | 60000 60999            | network.ports         | WARNING | 1000 (60000 to 60999)
        proc/sys/net/ipv4/tcp_tw_reuse                                          | 0                      | network.reuse         | WARNING | 0
        proc/pressure/memory                                                    | full avg10=9.00 avg60=7.50 | pressure.memory   | WARNING | 7.50 % of the last minute
        """)
    void findsWrongValues(String path, String text, String name, Severity severity, String found) {
        HostCheck check = machine.file(path, text + "\n").check(name);
        assertThat(check.severity()).isEqualTo(severity);
        assertThat(check.found()).isEqualTo(found);
        assertThat(check.remedy()).isPresent();
    }

    @Test
    void findsTooFewOpenFiles() {
        machine.file("proc/self/limits", Machine.limits("1024", "65536"));
        machine.file("proc/4242/limits", Machine.limits("20000", "65536"));
        assertThat(machine.check("limit.openFiles.client").severity()).isEqualTo(Severity.ERROR);
        assertThat(machine.check("limit.openFiles.server").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void wantsUnlimitedLockedMemoryForRdmaOnly() {
        assertThat(machine.check("limit.lockedMemory").severity()).isEqualTo(Severity.RECORDED);
        machine.file("sys/class/infiniband/mlx5_0/node_type", "1: CA\n");
        assertThat(machine.check("limit.lockedMemory").severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void findsStealAndSwappingWhileItLooks() {
        assertThat(machine.busy(10).check("cpu.steal"))
                .extracting(HostCheck::severity, HostCheck::found)
                .containsExactly(Severity.ERROR, "10.0 %");
        machine.meanwhile(() -> machine.file("proc/vmstat", "pswpin 17\npswpout 9\n"));
        assertThat(machine.check("memory.swapping").found()).isEqualTo("10 pages moved");
    }

    @Test
    void readsWhatOlderDriversCallThrottleReasons(@TempDir Path other) {
        HostCheck clocks = new Machine(other)
                .tool(
                        "clocks_throttle_reasons.active",
                        "0, Disabled, 0x0000000000000020, 585, 1590, 88, [N/A], [N/A], Default, 70.00, 70.00, 3, 3, 8,"
                                + " 16, 470.1\n")
                .check("gpu.clocks");
        assertThat(clocks.severity()).isEqualTo(Severity.WARNING);
        assertThat(clocks.found()).isEqualTo("held back (reasons GPU 0 0x0000000000000020 at 88 °C), 585 of 1590 MHz");
    }

    @Test
    void findsNarrowLinksAndPersistenceOff(@TempDir Path other) {
        Machine gpu = new Machine(other)
                .tool(
                        "clocks_event_reasons.active",
                        "0, Disabled, [N/A], 585, 1590, 40, [N/A], [N/A], Default, 70.00, 70.00, 3, 3, 8, 16, 470.1\n");
        assertThat(gpu.check("gpu.persistence").found()).isEqualTo("off: GPU 0 Disabled");
        assertThat(gpu.check("gpu.pcie").severity()).isEqualTo(Severity.WARNING);
        assertThat(gpu.check("gpu.modes").found()).startsWith("ECC unknown, MIG unknown, compute mode Default");
    }

    @Test
    void readsControlGroupsOfVersion1(@TempDir Path other) {
        Machine old = new Machine(other)
                .file("proc/self/cgroup", "4:memory:/a\n2:cpu,cpuacct:/a\n")
                .file("sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us", "200000\n")
                .file("sys/fs/cgroup/cpu,cpuacct/a/cpu.stat", "nr_throttled 3\n")
                .file("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "8589934592\n");
        assertThat(old.check("cgroup.cpu").found()).isEqualTo("quota 200000, throttled in 3 periods");
        assertThat(old.check("cgroup.memory").found()).isEqualTo("8.0 GiB");
    }
}
