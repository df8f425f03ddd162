package io.varcas.reports.sweep;

import io.varcas.metric.MetricKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The knee of a line of a sweep: the load with the most power, which is {@code throughput.requests / e2e.p50} (L. Kleinrock, Power and
 * deterministic rules of thumb for probabilistic problems in computer communications, ICC 1979). Beyond it, latency grows faster than throughput.
 */
public final class Knee {

    private static final int FEWEST = 3;
    private static final MetricKey THROUGHPUT = MetricKey.parse("throughput.requests");
    private static final List<MetricKey> LATENCY =
            List.of(MetricKey.parse("e2e.p50"), MetricKey.parse("e2e.service.p50"));

    private Knee() {}

    /**
     * Finds the knee.
     *
     * @param line trials that differ in nothing but the load, smallest first
     * @return the trial; empty for fewer than three valid trials, or if the last one has the most power: then the knee was not reached
     */
    public static Optional<SweepPoint> of(List<SweepPoint> line) {
        List<SweepPoint> known = line.stream()
                .filter(SweepPoint::isValid)
                .filter(point -> power(point) > 0)
                .toList();
        return known.size() < FEWEST
                ? Optional.empty()
                : known.stream()
                        .max(Comparator.comparingDouble(Knee::power))
                        .filter(best -> !best.equals(known.get(known.size() - 1)));
    }

    private static double power(SweepPoint point) {
        return LATENCY.stream().mapToDouble(point::value).filter(Double::isFinite).findFirst().stream()
                .map(latency -> point.value(THROUGHPUT) / latency)
                .findFirst()
                .orElse(0);
    }
}
