package io.varcas.reports.peer;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Outcome;
import io.varcas.metric.RequestRecord;
import io.varcas.metric.Validity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What an import found of one run of another tool; filled step by step. */
final class PeerTrial {

    final String name;
    String model = "not known";
    String load = "not known";
    double seconds;
    OptionalInt users = OptionalInt.empty();
    final Map<String, String> params = new LinkedHashMap<>();
    final Map<Outcome, Long> outcomes = new LinkedHashMap<>();
    final List<MetricSummary> summaries = new ArrayList<>();
    final List<RequestRecord> records = new ArrayList<>();

    private boolean inTime = true;

    /** Metrics that the file's events cannot tell, whatever could be computed from them. */
    final Set<Metric> unknowable = new LinkedHashSet<>();

    final List<String> notes = new ArrayList<>();
    final List<Validity.Finding> findings = new ArrayList<>();

    /** What the file's own summary says, if there are requests to check it by. */
    Optional<PeerClaims> claims = Optional.empty();

    PeerTrial(String name) {
        this.name = name;
    }

    /** The tool does not say when a request was due, so nothing counts from there. */
    void dueIsUnknown() {
        unknowable.addAll(Set.of(Metric.TTFT, Metric.TTFA, Metric.E2E, Metric.SEND_LAG, Metric.GOODPUT));
    }

    /**
     * The file does not say when requests were sent, or not when their text came: its requests have latencies, and no place in time that a
     * request log could keep.
     */
    void onlyLatencies(String why) {
        inTime = false;
        notes.add(why);
    }

    boolean isInTime() {
        return inTime;
    }

    /** The tool keeps only the first and the last event, so gaps are unknown. */
    void gapsAreUnknown() {
        unknowable.addAll(Set.of(Metric.ITL, Metric.STALL_MAX));
    }

    /** The file says it has a schema that nobody here has seen: what was read of it may mean something else. */
    void unknownSchema(String version, String known) {
        warn(
                "schema",
                Double.NaN,
                Double.NaN,
                "the file has schema version " + version + "; " + known
                        + " are known, and fields of others may mean something else");
    }

    void warn(String check, double value, double limit, String sentence) {
        findings.add(new Validity.Finding(check, Validity.Weight.WARNING, value, limit, sentence));
    }

    void count(Outcome outcome, long requests) {
        if (requests > 0) {
            outcomes.merge(outcome, requests, Long::sum);
        }
    }

    long failed() {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getKey() != Outcome.COMPLETED)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
