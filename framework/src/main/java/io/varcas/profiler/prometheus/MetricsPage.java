package io.varcas.profiler.prometheus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The content of one scrape of a {@code /metrics} page.
 *
 * @param types declared types by the name in the {@code # TYPE} line
 * @param samples all samples, in order
 * @param faults lines that could not be read, each with its number and what is wrong; they lose only themselves
 */
public record MetricsPage(Map<String, MetricType> types, List<MetricSample> samples, List<String> faults) {

    private static final List<String> SUFFIXES = List.of("_total", "_bucket", "_sum", "_count");

    /** Copies everything. */
    public MetricsPage {
        types = Map.copyOf(types);
        samples = List.copyOf(samples);
        faults = List.copyOf(faults);
    }

    /**
     * Reads a page: Prometheus text 0.0.4 and 1.0.0, and OpenMetrics.
     *
     * @param text the body of the response
     */
    public static MetricsPage parse(String text) {
        return parse(text, name -> true);
    }

    /**
     * Reads the samples of some names, and passes over all others unread: a page has many hundred lines, and who reads
     * it each second beside a running load wants few of them.
     *
     * @param text the body of the response
     * @param wanted whether to read the samples of a name, with its suffix
     */
    public static MetricsPage parse(String text, Predicate<String> wanted) {
        Map<String, MetricType> types = new HashMap<>();
        List<MetricSample> samples = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            if (line.startsWith("#")) {
                StringTokenizer words = new StringTokenizer(line.substring(1));
                if (words.countTokens() == 3 && words.nextToken().equals("TYPE")) {
                    types.put(words.nextToken(), MetricType.of(words.nextToken()));
                }
                continue;
            }
            try {
                new LineScanner(line).sample(wanted).ifPresent(samples::add);
            } catch (IllegalArgumentException fault) {
                faults.add("line " + number + ": " + fault.getMessage());
            }
        }
        return new MetricsPage(types, samples, faults);
    }

    /**
     * Returns the type that holds for samples of a name: that of its own {@code # TYPE} line, else that of the family it belongs to
     * by its suffix, as {@code x_bucket} belongs to {@code x}.
     *
     * @param sampleName name with its suffix
     */
    public MetricType typeOf(String sampleName) {
        MetricType own = types.get(sampleName);
        if (own != null) {
            return own;
        }
        return SUFFIXES.stream()
                .filter(sampleName::endsWith)
                .map(suffix -> types.get(sampleName.substring(0, sampleName.length() - suffix.length())))
                .filter(type -> type != null)
                .findFirst()
                .orElse(MetricType.UNKNOWN);
    }

    /** Returns the names of all samples, with their suffixes. */
    public Set<String> names() {
        return samples.stream().map(MetricSample::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the samples of a name, one for each set of labels; empty if the server does not expose it. */
    public List<MetricSample> samples(String sampleName) {
        return samples.stream()
                .filter(sample -> sample.name().equals(sampleName))
                .toList();
    }

    /** Returns whether there is a sample of that name. */
    public boolean has(String sampleName) {
        return samples.stream().anyMatch(sample -> sample.name().equals(sampleName));
    }
}
