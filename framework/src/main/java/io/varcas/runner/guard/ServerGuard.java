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

/**
 * Holds a run to one server. Before each trial it must be the one of the run's beginning, or the trial is refused; after each load it must be the
 * one of before, or the trial has a finding.
 */
public final class ServerGuard {

    /** Name of the check that the server is used by this run alone. */
    static final String SHARED = "server.shared";

    private record Moment(ServerMark mark, Instant read) {}

    private final MarkReader reader;
    private final Optional<LaunchClaims> claims;
    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private Optional<Moment> first = Optional.empty();
    private Optional<Moment> last = Optional.empty();

    /**
     * Creates a guard.
     *
     * @param target the server
     * @param calls ask it
     * @param launched the command that launched it; empty if it was there
     */
    public ServerGuard(Target target, ServerCalls calls, Optional<ServerCommand> launched) {
        this.reader = new MarkReader(target, calls);
        this.claims = launched.map(LaunchClaims::new);
    }

    /**
     * Looks before a trial.
     *
     * @throws UnusableTargetException if the server is not the one that was launched, or not that of the run's first trial; one line
     */
    public void beforeTrial() {
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
        claims.ifPresent(claim -> claim.findings(now.mark()).forEach(this::add));
        last = Optional.of(now);
    }

    /** Looks before the load of a fork, when nothing of this run is at the server. */
    public void beforeLoad() {
        double others = compare().inFlight();
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

    /** Looks after the load of a fork. */
    public void afterLoad() {
        compare();
    }

    /** Returns what was found in the trial. */
    public List<Finding> findings() {
        return List.copyOf(findings.values());
    }

    private ServerMark compare() {
        Moment now = look();
        last.ifPresent(earlier ->
                MarkComparison.of(earlier.mark(), now.mark(), earlier.read()).forEach(this::add));
        last = Optional.of(now);
        return now.mark();
    }

    private Moment look() {
        Instant before = Instant.now();
        return new Moment(reader.read(), before);
    }

    private void add(Finding finding) {
        findings.putIfAbsent(finding.sentence(), finding);
    }
}
