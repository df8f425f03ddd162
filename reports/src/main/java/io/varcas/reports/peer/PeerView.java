package io.varcas.reports.peer;

import io.varcas.record.EventKind;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;
import io.varcas.stats.PercentileRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The numbers that another tool would have reported of the same requests: its clock, its percentiles, its averages. Times are seconds. */
abstract class PeerView {

    private static final Pattern PERCENTILE = Pattern.compile("p(100|\\d{1,2})(\\.\\d{1,9})?");

    private static final double NANOS = 1e9;

    private final String name;
    private final String rules;
    private final PercentileRule percentiles;
    private final Map<PeerFigure, PeerSample> samples = new LinkedHashMap<>();
    private long completed;
    private double outputTokens;
    private double inputTokens;

    /**
     * Creates an empty view.
     *
     * @param name prefix of its numbers
     * @param rules how it counts, in a sentence
     * @param percentiles how it reads percentiles
     */
    PeerView(String name, String rules, PercentileRule percentiles) {
        this.name = name;
        this.rules = rules;
        this.percentiles = percentiles;
    }

    /** Adds a completed request. */
    final void add(RequestRecord request, PeerTimes times) {
        completed++;
        outputTokens += request.output().tokens();
        inputTokens += request.input().tokens();
        sample(request, times);
    }

    /** Takes the samples of a request. */
    abstract void sample(RequestRecord request, PeerTimes times);

    /**
     * Takes the samples of a clock that starts at the actual send, of the events that count: TTFT and latency to the first and
     * the last of them, their gaps, and TPOT over all tokens but one.
     */
    final void takeFromSend(
            RequestRecord request, double sent, double first, double last, Predicate<EventKind> counts) {
        take(PeerFigure.TTFT, first - sent);
        take(PeerFigure.E2E, last - sent);
        int tokens = request.output().tokens();
        if (tokens > 1) {
            take(PeerFigure.TPOT, ((last - sent) - (first - sent)) / (tokens - 1)); // rounded as the tools round
        }
        Timeline events = request.events();
        double before = Double.NaN;
        for (int i = 0; i < events.size(); i++) {
            if (counts.test(events.kind(i))) {
                double at = events.nanos(i) / NANOS;
                take(PeerFigure.ITL, at - before);
                before = at;
            }
        }
    }

    /** Takes a sample, unless it is not defined. */
    final void take(PeerFigure figure, double seconds) {
        take(figure, seconds, 1);
    }

    /** Takes a sample that counts as so many, unless it is not defined. */
    final void take(PeerFigure figure, double seconds, long weight) {
        if (!Double.isNaN(seconds)) {
            samples.computeIfAbsent(figure, key -> new PeerSample()).add(seconds, weight);
        }
    }

    String name() {
        return name;
    }

    String rules() {
        return rules;
    }

    long completed() {
        return completed;
    }

    /** Returns the number of completed requests, as a number to compute with. */
    double requests() {
        return (double) completed;
    }

    double outputTokens() {
        return outputTokens;
    }

    double inputTokens() {
        return inputTokens;
    }

    Optional<PeerSample> sample(PeerFigure figure) {
        return Optional.ofNullable(samples.get(figure));
    }

    /** Returns the mean of a figure, as the tool averages it; not a number if there is none. */
    final double mean(PeerFigure figure) {
        return sample(figure).map(PeerSample::mean).orElse(Double.NaN);
    }

    /** Returns a percentile of a figure, by the tool's rule; not a number if there is none. */
    final double quantile(PeerFigure figure, double q) {
        return sample(figure).map(sample -> quantile(sample, q)).orElse(Double.NaN);
    }

    /**
     * Returns a figure by its tool's rules under the tool's own word for it: {@code mean}, {@code median},
     * {@code p99.9}; not a number if there is none, or the word is none.
     */
    final double figure(PeerFigure figure, String statistic) {
        PeerSample sample = samples.get(figure);
        if (sample == null) {
            return Double.NaN;
        }
        return switch (statistic) {
            case "mean", "avg" -> sample.mean();
            case "median" -> quantile(sample, 0.5);
            case "std", "std_dev" -> deviation(sample);
            case "min" -> sample.min();
            case "max" -> sample.max();
            default ->
                PERCENTILE.matcher(statistic).matches()
                        ? quantile(sample, Double.parseDouble(statistic.substring(1)) / 100)
                        : Double.NaN;
        };
    }

    /** Returns a percentile by the tool's rule. */
    double quantile(PeerSample sample, double q) {
        return sample.quantile(percentiles, q);
    }

    /** Returns the tool's standard deviation: the population's, unless it says otherwise. */
    double deviation(PeerSample sample) {
        return sample.populationSd();
    }

    /** Returns every tool there is a view of on a page. */
    static List<PeerView> all() {
        return List.of(new VllmView(), new AiperfView(), new GuidellmView(), new MlperfView());
    }
}
