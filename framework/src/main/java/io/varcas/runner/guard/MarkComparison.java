package io.varcas.runner.guard;

import io.varcas.validity.Validity.Finding;
import io.varcas.validity.Validity.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The differences of two marks of what should be one server. Where one of them does not tell, nothing is said. */
final class MarkComparison {

    /** Name of the check that the server did not restart. */
    static final String RESTARTED = "server.restarted";

    /** Name of the check that it is the same server. */
    static final String CHANGED = "server.changed";

    /** Name of the check that one process responds. */
    static final String SEVERAL = "server.several";

    /** Clocks of two machines and the moment of a start: a process that is this much older than the first mark is no restart. */
    private static final double CLOCK_SECONDS = 2;

    private final ServerMark before;
    private final ServerMark after;
    private final double beforeSeconds;
    private final List<Finding> findings = new ArrayList<>();

    private MarkComparison(ServerMark before, ServerMark after, Instant read) {
        this.before = before;
        this.after = after;
        this.beforeSeconds = read.toEpochMilli() / 1e3;
    }

    /**
     * Compares.
     *
     * @param before the earlier mark
     * @param after the later one
     * @param read when the earlier one was read
     * @return what differs; empty if it can be one server
     */
    static List<Finding> of(ServerMark before, ServerMark after, Instant read) {
        MarkComparison comparison = new MarkComparison(before, after, read);
        comparison.compare();
        return comparison.findings;
    }

    private void compare() {
        if (before.version().isPresent()
                && after.version().isPresent()
                && !before.version().equals(after.version())) {
            changed("its version was " + before.version().get() + " and is "
                    + after.version().get());
        }
        if (!before.models().isEmpty()
                && !after.models().isEmpty()
                && !before.models().equals(after.models())) {
            changed("it served " + String.join(", ", before.models()) + " and serves "
                    + String.join(", ", after.models()));
        }
        List<String> labels = labels();
        if (!labels.isEmpty()) {
            changed("its configuration changed: " + String.join(", ", labels));
        }
        if (!restarted()
                && !before.listeners().isEmpty()
                && !after.listeners().isEmpty()
                && Collections.disjoint(before.listeners(), after.listeners())) {
            changed("process " + before.listeners().iterator().next() + " listened on its port, and now "
                    + after.listeners().iterator().next() + " does");
        }
    }

    private void changed(String what) {
        findings.add(
                new Finding(CHANGED, Weight.INVALID, 1, 0, "the server is not the one that it was before: " + what));
    }

    private List<String> labels() {
        List<String> changed = new ArrayList<>();
        for (Map.Entry<String, String> label : before.configuration().entrySet()) {
            String now = after.configuration().get(label.getKey());
            if (now != null && !now.equals(label.getValue())) {
                changed.add(label.getKey() + " " + label.getValue() + " -> " + now);
            }
        }
        return changed;
    }

    private boolean restarted() {
        NavigableSet<Double> seen = new TreeSet<>(after.starts());
        seen.removeAll(before.starts());
        boolean known = !before.starts().isEmpty() && !after.starts().isEmpty();
        if (known && !seen.isEmpty() && seen.last() > beforeSeconds - CLOCK_SECONDS) {
            restarted("its process started at " + Instant.ofEpochSecond(Math.round(seen.last())));
            return true;
        }
        if (before.several() || after.several() || (known && !seen.isEmpty())) {
            findings.add(new Finding(
                    SEVERAL,
                    Weight.WARNING,
                    2,
                    1,
                    "several processes respond at one address: counters and caches of the server are those of whichever"
                            + " was asked, and a restart of one of them would not be seen"));
            return true;
        }
        for (Map.Entry<String, Double> counter : before.counters().entrySet()) {
            Double now = after.counters().get(counter.getKey());
            if (now != null && now < counter.getValue()) {
                restarted(String.format(
                        Locale.ROOT, "%s fell from %.0f to %.0f", counter.getKey(), counter.getValue(), now));
                return true;
            }
        }
        return false;
    }

    private void restarted(String how) {
        findings.add(new Finding(
                RESTARTED,
                Weight.INVALID,
                1,
                0,
                "the server restarted (" + how + "): its caches were cold again, and what it did before was the work of"
                        + " another process"));
    }
}
