package io.varcas.profiler.server;

import io.varcas.profiler.prometheus.MetricSample;
import io.varcas.profiler.prometheus.MetricsPage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The processes that responded at one address, by their start times. A new process that stays is a restart; one that was seen before and
 * comes back shows that several respond in turn, as behind a load balancer: their counters do not belong to one series.
 */
final class ProcessHistory {

    private static final String START = "process_start_time_seconds";

    /** Start of a counter, where the process does not tell its own, as in vLLM with several API servers. */
    private static final String CREATED = "vllm:prompt_tokens_created";

    private static final String COUNTER = "vllm:prompt_tokens_total";

    /** Names that a page must be read with. */
    static final Set<String> NAMES = Set.of(START, CREATED, COUNTER);

    private final Set<String> seen = new HashSet<>();
    private String current = "";
    private double count = -1;
    private int changes;
    private int falls;
    private boolean cameBack;
    private int changesBefore;
    private int fallsBefore;

    /** Takes the next page. */
    void add(MetricsPage page) {
        String process = process(page);
        if (!process.isEmpty() && !process.equals(current)) {
            if (!current.isEmpty()) {
                changes++;
            }
            cameBack |= !seen.add(process);
            current = process;
        }
        List<MetricSample> counters = page.samples(COUNTER);
        if (!counters.isEmpty()) {
            double now = counters.stream().mapToDouble(MetricSample::value).sum();
            falls += now < count ? 1 : 0;
            count = now;
        }
    }

    /** Marks the begin of what is measured. */
    void begin() {
        changesBefore = changes;
        fallsBefore = falls;
    }

    /** Returns whether several processes respond in turn; without start times, whether a counter fell more than once. */
    boolean isSeveral() {
        return cameBack || (seen.isEmpty() && falls > 1);
    }

    /** Returns whether the process was another one at any time since what is measured began. */
    boolean restarted() {
        return changes > changesBefore || (seen.isEmpty() && falls > fallsBefore);
    }

    /** Returns a number that grows with each change of the process. */
    int changes() {
        return changes + (seen.isEmpty() ? falls : 0);
    }

    private static String process(MetricsPage page) {
        String started = times(page, START);
        return started.isEmpty() ? times(page, CREATED) : started;
    }

    private static String times(MetricsPage page, String name) {
        return page.samples(name).stream()
                .map(sample -> String.valueOf(sample.value()))
                .sorted()
                .distinct()
                .collect(Collectors.joining(" "));
    }
}
