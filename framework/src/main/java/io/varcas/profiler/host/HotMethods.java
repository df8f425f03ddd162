package io.varcas.profiler.host;

import io.varcas.profiler.Attachment;
import io.varcas.profiler.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The methods of the client that were on top of the stack in most samples. */
final class HotMethods {

    private static final int SHOWN = 30;
    private static final int READINGS = 5;

    private final Map<String, Long> samples = new HashMap<>();
    private long total;

    void add(String method, long count) {
        samples.merge(method, count, Long::sum);
        total += count;
    }

    boolean isEmpty() {
        return total == 0;
    }

    private List<Map.Entry<String, Long>> sorted() {
        return samples.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    /** Returns the number of samples, and the shares of the hottest methods. */
    List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        readings.add(Reading.of("client.samples", "samples", (double) total));
        List<Map.Entry<String, Long>> hottest = sorted();
        for (int i = 0; i < Math.min(READINGS, hottest.size()); i++) {
            readings.add(new Reading(
                    "client.hot." + (i + 1),
                    "%",
                    OptionalDouble.of(share(hottest.get(i))),
                    hottest.get(i).getKey()));
        }
        return readings;
    }

    private double share(Map.Entry<String, Long> method) {
        return 100.0 * method.getValue() / total;
    }

    /** Returns the hottest methods as text, one a line. */
    Attachment text(String fileName) {
        StringBuilder lines = new StringBuilder();
        sorted().stream()
                .limit(SHOWN)
                .forEach(method ->
                        lines.append(String.format(Locale.ROOT, "%6.2f %%  %s\n", share(method), method.getKey())));
        return new Attachment(fileName, lines.toString());
    }
}
