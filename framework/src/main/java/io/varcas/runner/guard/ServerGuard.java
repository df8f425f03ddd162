package io.varcas.runner.guard;

import io.varcas.client.ServerCalls;
import io.varcas.client.UnusableTargetException;
import io.varcas.launch.ServerCommand;
import io.varcas.transport.Target;
import io.varcas.validity.Validity.Finding;
import io.varcas.validity.Validity.Weight;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Holds a run to one server. Before each trial it must be the one of the run's beginning, or the trial is refused; after each iteration and
 * each load it must be the one of before, or the trial has a finding. Safe for use by several threads.
 */
public final class ServerGuard {

    /** Name of the check that the server is used by this run alone. */
    static final String SHARED = "server.shared";

    /** Share and number of requests by which the server may count more than the load: those that were sent while it was counted. */
    private static final double TOLERANCE = 0.05;

    private static final double SPARE = 5;

    private record Moment(ServerMark mark, Instant read) {}

    private final MarkReader reader;
    private final Optional<LaunchClaims> claims;
    private final Supplier<List<ReportedFlag>> reported;
    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private CompletableFuture<Void> looking = CompletableFuture.completedFuture(null);
    private Optional<Moment> first = Optional.empty();
    private Optional<Moment> last = Optional.empty();
    private Optional<ServerMark> beforeLoad = Optional.empty();

    /**
     * Creates a guard.
     *
     * @param target the server
     * @param calls ask it
     * @param launched the command that launched it; empty if it was there
     * @param reported the flags that the server reports by other ways than {@code /metrics}
     */
    public ServerGuard(
            Target target, ServerCalls calls, Optional<ServerCommand> launched, Supplier<List<ReportedFlag>> reported) {
        this.reader = new MarkReader(target, calls);
        this.reported = reported;
        this.claims = launched.map(LaunchClaims::new);
    }

    /**
     * Looks before a trial.
     *
     * @throws UnusableTargetException if the server is not the one that was launched, or not that of the run's first trial; one line
     */
    public synchronized void beforeTrial() {
        findings.clear();
        Moment now = look();
        claims.flatMap(claim -> claim.refusal(now.mark())).ifPresent(refusal -> {
            throw new UnusableTargetException(refusal);
        });
        if (first.isEmpty()) {
            first = Optional.of(now);
        }
        List<Finding> changes =
                MarkComparison.of(first.get().mark(), now.mark(), first.get().read());
        Optional<Finding> refusal = changes.stream()
                .filter(change -> change.weight() == Weight.INVALID)
                .findFirst();
        if (refusal.isPresent()) {
            first = Optional.of(now); // the next trial has a server of its own again
            throw new UnusableTargetException(
                    "since the run's first trial: " + refusal.get().sentence());
        }
        claims.ifPresent(claim -> claim.findings(now.mark(), reported.get()).forEach(this::add));
        last = Optional.of(now);
    }

    /** Looks before the load of a fork, when nothing of this run is at the server. */
    public synchronized void beforeLoad() {
        ServerMark mark = compare("");
        beforeLoad = Optional.of(mark);
        double others = mark.inFlight();
        if (others > 0) {
            add(new Finding(
                    SHARED,
                    Weight.WARNING,
                    others,
                    0,
                    String.format(
                            Locale.ROOT,
                            "%.0f requests were at the server before the load began (limit 0): somebody else uses it,"
                                    + " or an earlier load has not ended",
                            others)));
        }
    }

    /**
     * Looks at the end of an iteration, on another thread. While one look goes on no other begins; the next one sees what it missed.
     *
     * @param iteration the iteration, in words
     */
    public void afterIteration(String iteration) {
        synchronized (this) {
            if (looking.isDone()) {
                looking = CompletableFuture.runAsync(() -> compare("by the end of " + iteration + ", "));
            }
        }
    }

    /**
     * Looks after the load of a fork.
     *
     * @param most the most requests that the load can have had completed; empty if that is not known
     */
    public void afterLoad(OptionalLong most) {
        CompletableFuture<Void> atIteration;
        synchronized (this) {
            atIteration = looking;
        }
        atIteration.join();
        compare("");
        most.ifPresent(this::compareCompleted);
    }

    private synchronized void compareCompleted(long most) {
        double completed = completedSinceLoad().orElse(0);
        if (completed > most * (1 + TOLERANCE) + SPARE) {
            add(new Finding(
                    SHARED,
                    Weight.WARNING,
                    completed,
                    most,
                    String.format(
                            Locale.ROOT,
                            "the server completed %.0f requests during the load, which can have had %d completed:"
                                    + " somebody else used the server, and its numbers are not those of this load alone",
                            completed,
                            most)));
        }
    }

    private OptionalDouble completedSinceLoad() {
        Optional<Double> before = beforeLoad.flatMap(ServerMark::completed);
        Optional<Double> after = last.flatMap(moment -> moment.mark().completed());
        return before.isPresent() && after.isPresent()
                ? OptionalDouble.of(after.get() - before.get())
                : OptionalDouble.empty();
    }

    /** Returns what was found in the trial. */
    public synchronized List<Finding> findings() {
        return List.copyOf(findings.values());
    }

    private synchronized ServerMark compare(String when) {
        Moment now = look();
        last.ifPresent(earlier -> MarkComparison.of(earlier.mark(), now.mark(), earlier.read())
                .forEach(finding -> findings.putIfAbsent(finding.sentence(), dated(finding, when))));
        if (last.isEmpty() || !now.mark().isSilentAfter(last.get().mark())) {
            last = Optional.of(now); // else the next look is compared with the last that told something
        }
        return now.mark();
    }

    private static Finding dated(Finding finding, String when) {
        return new Finding(
                finding.check(), finding.weight(), finding.value(), finding.limit(), when + finding.sentence());
    }

    private Moment look() {
        Instant before = Instant.now();
        return new Moment(reader.read(), before);
    }

    private void add(Finding finding) {
        findings.putIfAbsent(finding.sentence(), finding);
    }
}
