package io.varcas.runner.trial;

import io.varcas.annotation.Profile;
import io.varcas.profiler.Reading;
import io.varcas.profiler.ReadingNames;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.result.ForkResult;
import io.varcas.result.ProfileResult;
import io.varcas.validity.Validity;
import io.varcas.validity.Validity.Finding;
import io.varcas.validity.Validity.Weight;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the requests that the server's metrics count as completed against those that the client completed between the same two scrapes.
 * Fewer show that a page is missing or stale, such as that of another replica; more show that the server has other clients.
 */
final class ServerCount {

    /** Time around a scrape in which a request may be counted on one side only: the way of its response, and that of the page. */
    private static final double MARGIN_SECONDS = 1;

    /** Share of the requests by which both may differ. */
    private static final double TOLERANCE = 0.02;

    /** A page that did not change for so long under load, in s, or for nearly all of what is measured, is not of the server at work. */
    private static final double STALE_SECONDS = 5;

    private static final double NEARLY_ALL = 0.9;

    private double least;
    private double most;
    private double counted;
    private double unchanged;
    private boolean stale;
    private boolean known;
    private long sure;
    private long possible;
    private Optional<Scrapes> scrapes = Optional.empty();
    private final Set<String> problems = new LinkedHashSet<>();

    /** When the server's counters were read, in s since the start of a fork's load. */
    private record Scrapes(double begin, double end) {}

    /** Begins a fork. */
    void begin(ForkResult fork) {
        endFork();
        ProfileResult profile = fork.profiles().get(Profile.SERVER_METRICS);
        if (profile != null) {
            profile.problem().ifPresent(problems::add);
        }
        OptionalDouble begin = value(profile, ReadingNames.SERVER_SCRAPE_BEGIN);
        OptionalDouble end = value(profile, ReadingNames.SERVER_SCRAPE_END);
        List<OptionalDouble> completed = ReadingNames.SERVER_COMPLETED.stream()
                .map(name -> value(profile, name))
                .filter(OptionalDouble::isPresent)
                .toList();
        if (begin.isPresent() && end.isPresent() && !completed.isEmpty()) {
            scrapes = Optional.of(new Scrapes(begin.getAsDouble(), end.getAsDouble()));
            counted +=
                    completed.stream().mapToDouble(OptionalDouble::getAsDouble).sum();
            double still = value(profile, ReadingNames.SERVER_UNCHANGED).orElse(0);
            double measured = end.getAsDouble() - begin.getAsDouble();
            stale |= still > 0 && still >= Math.min(STALE_SECONDS, NEARLY_ALL * measured);
            unchanged = Math.max(unchanged, still);
            known = true;
        }
    }

    /** Takes a request of the fork. */
    void add(RequestRecord request) {
        if (scrapes.isEmpty() || request.outcome() != Outcome.COMPLETED) {
            return;
        }
        double at = request.closedNanos() / 1e9;
        double begin = scrapes.get().begin();
        double end = scrapes.get().end();
        if (at > begin - MARGIN_SECONDS && at < end + MARGIN_SECONDS) {
            possible++;
        }
        if (at > begin + MARGIN_SECONDS && at < end - MARGIN_SECONDS) {
            sure++;
        }
    }

    private void endFork() {
        least += sure;
        most += possible;
        sure = 0;
        possible = 0;
        scrapes = Optional.empty();
    }

    /** Returns a validity with a warning for each problem of the metrics, and one if the counts do not agree. */
    Validity added(Validity validity) {
        endFork();
        List<Finding> findings = new ArrayList<>(validity.findings());
        problems.forEach(problem -> findings.add(new Finding("server.metrics", Weight.WARNING, 1, 0, problem)));
        String finding = known ? finding() : "";
        if (!finding.isEmpty()) {
            findings.add(
                    new Finding("server.requests", Weight.WARNING, counted, counted < least ? least : most, finding));
        }
        return new Validity(findings);
    }

    private String finding() {
        if (counted < least * (1 - TOLERANCE)) {
            return String.format(
                            Locale.ROOT,
                            "the server's metrics count %.0f completed requests where the client completed at least"
                                    + " %.0f: ",
                            counted,
                            least)
                    + (stale
                            ? String.format(
                                    Locale.ROOT,
                                    "a page did not change for %.1f s; it is stale, or of another server",
                                    unchanged)
                            : "a page is missing, such as that of another replica; name each with -metricsUrl");
        }
        if (counted > most * (1 + TOLERANCE)) {
            return String.format(
                    Locale.ROOT,
                    "the server's metrics count %.0f completed requests where the client completed at most %.0f: the"
                            + " server has other clients, so its load was not this client's alone",
                    counted,
                    most);
        }
        return "";
    }

    private static OptionalDouble value(@Nullable ProfileResult profile, String name) {
        return profile == null
                ? OptionalDouble.empty()
                : profile.readings().stream()
                        .filter(reading -> reading.name().equals(name))
                        .map(Reading::value)
                        .findFirst()
                        .orElse(OptionalDouble.empty());
    }
}
