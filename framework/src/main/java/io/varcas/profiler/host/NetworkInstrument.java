package io.varcas.profiler.host;

import io.varcas.profiler.Aggregate;
import io.varcas.profiler.SeriesRecorder.Measure;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Network of the host: bytes through all interfaces but loopback, by {@code /proc/net/dev}, and TCP segments that were sent again, by
 * {@code /proc/net/snmp} (proc(5)).
 */
final class NetworkInstrument implements Instrument {

    private static final double MEGA = 1e6;
    private static final int RECEIVED = 0;
    private static final int SENT = 8;

    private final HostFiles files;
    private OptionalLong received;
    private OptionalLong sent;
    private OptionalLong again;

    NetworkInstrument(HostFiles files) {
        this.files = files;
        received = bytes(RECEIVED);
        sent = bytes(SENT);
        again = retransmitted();
    }

    @Override
    public List<Measure> measures() {
        return List.of(
                Measure.of("host.network.received", "MB/s", Aggregate.MEAN, Aggregate.MAX),
                Measure.of("host.network.sent", "MB/s", Aggregate.MEAN, Aggregate.MAX),
                Measure.of("host.network.retransmitted", "segments", Aggregate.SUM));
    }

    @Override
    public List<OptionalDouble> read(double seconds) {
        OptionalLong receivedBefore = received;
        OptionalLong sentBefore = sent;
        OptionalLong againBefore = again;
        received = bytes(RECEIVED);
        sent = bytes(SENT);
        again = retransmitted();
        return List.of(
                rate(HostFiles.rise(receivedBefore, received), seconds),
                rate(HostFiles.rise(sentBefore, sent), seconds),
                HostFiles.rise(againBefore, again));
    }

    private static OptionalDouble rate(OptionalDouble bytes, double seconds) {
        return bytes.isPresent() && seconds > 0
                ? OptionalDouble.of(bytes.getAsDouble() / MEGA / seconds)
                : OptionalDouble.empty();
    }

    /** Adds up a column behind the name of each interface. */
    private OptionalLong bytes(int column) {
        List<long[]> interfaces = files.lines("proc/net/dev").stream()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2 && !parts[0].strip().equals("lo"))
                .map(parts -> Arrays.stream(parts[1].strip().split("\\s+"))
                        .filter(word -> word.matches("[0-9]{1,18}"))
                        .mapToLong(Long::parseLong)
                        .toArray())
                .filter(numbers -> numbers.length > SENT)
                .toList();
        return interfaces.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(interfaces.stream()
                        .mapToLong(numbers -> numbers[column])
                        .sum());
    }

    /** Reads the column of a table whose first line of {@code Tcp:} names the columns of the second. */
    private OptionalLong retransmitted() {
        List<String[]> tcp = files.lines("proc/net/snmp").stream()
                .filter(line -> line.startsWith("Tcp:"))
                .map(line -> line.split("\\s+"))
                .toList();
        if (tcp.size() < 2) {
            return OptionalLong.empty();
        }
        int column = Arrays.asList(tcp.get(0)).indexOf("RetransSegs");
        return column > 0 && column < tcp.get(1).length && tcp.get(1)[column].matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(tcp.get(1)[column]))
                : OptionalLong.empty();
    }
}
