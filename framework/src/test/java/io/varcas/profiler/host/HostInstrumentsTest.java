package io.varcas.profiler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostInstrumentsTest {

    private final Path root;

    HostInstrumentsTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void readsBusyAndStolenShares() throws IOException {
        write("proc/stat", "cpu  100 0 50 800 50 0 0 0 0 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n");
        HostCpuInstrument cpu = new HostCpuInstrument(files());
        // Of 100 more ticks: user 30, system 10, idle 35, iowait 5, irq 2, softirq 3, steal 15; guest 20 is within
        // user.
        write("proc/stat", "cpu  130 0 60 835 55 2 3 15 20 0\n");

        List<OptionalDouble> values = cpu.read(1);
        assertThat(values.get(0).orElseThrow()).isCloseTo(0.45, within(1e-12));
        assertThat(values.get(1).orElseThrow()).isCloseTo(0.15, within(1e-12));
    }

    @Test
    void hasNoStealWhereTheSystemDoesNotTell() {
        assertThat(new HostCpuInstrument(files()).read(1).get(1)).isEmpty();
    }

    @Test
    void readsThrottlingOfVersion2() throws IOException {
        write("proc/self/cgroup", "0::/user.slice/app\n");
        write(
                "sys/fs/cgroup/user.slice/app/cpu.stat",
                "usage_usec 9\nnr_periods 10\nnr_throttled 3\nthrottled_usec 1000\n");
        ThrottlingInstrument throttling = new ThrottlingInstrument(files());
        write("sys/fs/cgroup/user.slice/app/cpu.stat", "nr_throttled 5\nthrottled_usec 43500\n");
        assertThat(throttling.read(1)).containsExactly(OptionalDouble.of(2), OptionalDouble.of(42.5));
        assertThat(throttling.read(1)).containsExactly(OptionalDouble.of(0), OptionalDouble.of(0));
    }

    @Test
    void readsThrottlingInsideAContainer() throws IOException {
        write("proc/self/cgroup", "0::/../../host/path\n");
        write("sys/fs/cgroup/cpu.stat", "nr_throttled 1\nthrottled_usec 0\n");
        assertThat(new ThrottlingInstrument(files()).read(1).get(0)).hasValue(0);
    }

    @Test
    void readsThrottlingOfVersion1() throws IOException {
        write("proc/self/cgroup", "4:memory:/a\n2:cpu,cpuacct:/a\n0::/\n");
        write("sys/fs/cgroup/cpu,cpuacct/a/cpu.stat", "nr_throttled 1\nthrottled_time 5000000\n");
        ThrottlingInstrument throttling = new ThrottlingInstrument(files());
        write("sys/fs/cgroup/cpu,cpuacct/a/cpu.stat", "nr_throttled 2\nthrottled_time 8000000\n");
        assertThat(throttling.read(1)).containsExactly(OptionalDouble.of(1), OptionalDouble.of(3));
    }

    @Test
    void hasNoThrottlingWithoutControlGroups() throws IOException {
        assertThat(new ThrottlingInstrument(files()).read(1))
                .containsExactly(OptionalDouble.empty(), OptionalDouble.empty());
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/cpu.stat", "usage_usec 9\n");
        assertThat(new ThrottlingInstrument(files()).read(1))
                .containsExactly(OptionalDouble.empty(), OptionalDouble.empty());
    }

    @Test
    void readsAvailableMemory() throws IOException {
        write("proc/meminfo", "MemTotal:  4096 kB\nMemAvailable:    2048 kB\n");
        assertThat(new HostMemoryInstrument(files()).read(1).get(1)).hasValue(2);
    }

    @Test
    void readsPressureAsSharesOfTheTime() throws IOException {
        write("proc/pressure/cpu", "some avg10=98.17 avg60=1.0 avg300=1.0 total=1000000\nfull avg10=0 total=0\n");
        write("proc/pressure/memory", "some avg10=0.00 total=9\nfull avg10=0.00 avg60=0.00 total=0\n");
        PressureInstrument pressure = new PressureInstrument(files());
        write("proc/pressure/cpu", "some avg10=98.17 avg60=1.0 avg300=1.0 total=1500000\nfull avg10=0 total=0\n");
        write("proc/pressure/memory", "some avg10=0.00 total=9\nfull avg10=0.00 avg60=0.00 total=200000\n");
        assertThat(pressure.read(2))
                .containsExactly(OptionalDouble.of(0.25), OptionalDouble.of(0.1), OptionalDouble.empty());
    }

    @Test
    void readsSwapping() throws IOException {
        write("proc/meminfo", "SwapTotal:  4096 kB\nSwapFree:    2048 kB\n");
        write("proc/vmstat", "pswpin 100\npswpout 7\n");
        SwapInstrument swap = new SwapInstrument(files());
        write("proc/vmstat", "pswpin 130\npswpout 7\n");
        assertThat(swap.read(1)).containsExactly(OptionalDouble.of(2), OptionalDouble.of(30), OptionalDouble.of(0));
    }

    @Test
    void readsTheNetworkWithoutLoopback() throws IOException {
        String head = "Inter-|   Receive\n face |bytes packets\n";
        write(
                "proc/net/dev",
                head + "    lo: 9 9 0 0 0 0 0 0 9 9 0 0 0 0 0 0\n  eth0:1000 1 0 0 0 0 0 0 500 1 0 0 0 0 0 0\n");
        write("proc/net/snmp", "Tcp: RtoMin RetransSegs InErrs\nTcp: 200 5 0\n");
        NetworkInstrument network = new NetworkInstrument(files());
        write(
                "proc/net/dev",
                head + "    lo: 99 9 0 0 0 0 0 0 99 9 0 0 0 0 0 0\n"
                        + "  eth0:4001000 1 0 0 0 0 0 0 2000500 1 0 0 0 0 0 0\n");
        write("proc/net/snmp", "Tcp: RtoMin RetransSegs InErrs\nTcp: 200 8 0\n");
        assertThat(network.read(2)).containsExactly(OptionalDouble.of(2), OptionalDouble.of(1), OptionalDouble.of(3));
    }

    @Test
    void hasNothingWhereTheSystemDoesNotTell() {
        assertThat(new PressureInstrument(files()).read(1)).containsOnly(OptionalDouble.empty());
        assertThat(new SwapInstrument(files()).read(1)).containsOnly(OptionalDouble.empty());
        assertThat(new NetworkInstrument(files()).read(1)).containsOnly(OptionalDouble.empty());
    }

    private HostFiles files() {
        return new HostFiles(root);
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
