package io.varcas.reports.peer;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricSummary;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.validity.Validity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The parts of one run of another tool, collected during an import. */
final class PeerTrial {

    /** Greatest count: a double has every whole number up to here. */
    private static final double MOST = 1e15;

    final String name;
    String model = "not known";
    String load = "not known";
    double seconds;
    OptionalInt users = OptionalInt.empty();
    final Map<String, String> params = new LinkedHashMap<>();
    final Map<Outcome, Long> outcomes = new LinkedHashMap<>();
    final List<MetricSummary> summaries = new ArrayList<>();
    final List<RequestRecord> records = new ArrayList<>();

    /** A number of the file that no load can have, if one was found. */
    Optional<String> fault = Optional.empty();

    private boolean inTime = true;

    /** Metrics that the file's events cannot tell, whatever could be computed from them. */
    final Set<Metric> unknowable = new LinkedHashSet<>();

    final List<String> notes = new ArrayList<>();
    final List<Validity.Finding> findings = new ArrayList<>();

    /** The numbers of the file's own summary, if there are requests to check them against. */
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

    /** The tool keeps only the first and the last chunk, so gaps are unknown. */
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

    void count(Outcome outcome, double requests) {
        if (requests > 0) {
            outcomes.merge(outcome, whole("number of requests that are " + outcome.label(), requests), Long::sum);
        }
    }

    void users(double number) {
        users = OptionalInt.of((int) whole("number of users", number, Integer.MAX_VALUE));
    }

    void add(PeerRecord record) {
        whole("number of tokens of request " + record.index(), record.mostTokens(), Integer.MAX_VALUE);
        records.add(record.done());
    }

    /** Returns a count as a whole number; one that is too great makes the file unusable. */
    long whole(String what, double count) {
        return whole(what, count, MOST);
    }

    private long whole(String what, double count, double most) {
        if (count > most && fault.isEmpty()) {
            fault = Optional.of(
                    String.format(Locale.ROOT, "the %s is %s; it must be at most %,.0f", what, count, most));
        }
        return Math.round(Math.min(count, most));
    }

    long failed() {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getKey() != Outcome.COMPLETED)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
