package io.varcas.supply;

import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetSpec;
import io.varcas.setting.type.Durations;
import io.varcas.traffic.ArrivalSequence;
import io.varcas.traffic.Seed;
import io.varcas.workload.LoadShape;
import io.varcas.workload.WorkloadPlan;
import java.time.Duration;
import java.util.Optional;

/** Checks that the data of a load last beyond its warm-up: else nothing would be measured. */
final class MeasuredData {

    private final DatasetSpec spec;
    private final long startNanos;
    private final Optional<ArrivalSequence> arrivals;
    private final Optional<LoadShape.Closed> users;
    private final boolean known;
    private long requests;
    private long lastDueNanos;

    /**
     * Begins to look at data.
     *
     * @param plan whose requests they are; its first fork stands for all
     * @param spec how they are read
     */
    MeasuredData(WorkloadPlan plan, DatasetSpec spec) {
        this.spec = spec;
        startNanos = plan.windows().measurementStartNanos();
        arrivals = plan.load() instanceof LoadShape.Open open
                ? Optional.of(open.arrivals()
                        .sequence(Seed.of(plan.seed().derive("fork").derive(0).value())
                                .derive("arrivals")))
                : Optional.empty();
        users = plan.load() instanceof LoadShape.Closed closed ? Optional.of(closed) : Optional.empty();
        known = plan.load() instanceof LoadShape.Replay || !spec.repeat();
    }

    /** Adds the next entry of the data. */
    void add(DatasetEntry entry) {
        requests++;
        if (users.isPresent()) {
            lastDueNanos = joined(users.get());
        } else if (arrivals.isPresent()) {
            lastDueNanos = arrivals.get().hasNext() ? arrivals.get().nextNanos() : startNanos;
        } else if (entry.atNanos().isPresent()) {
            lastDueNanos = Math.max(lastDueNanos, Math.round(entry.atNanos().getAsLong() * spec.timeScale()));
        }
    }

    /** Users take the first requests as they join; when they come back for more depends on the server. */
    private long joined(LoadShape.Closed load) {
        return requests > load.mostInFlight()
                ? startNanos
                : (requests - 1) / load.batch() * load.rampUp().toNanos() / load.users();
    }

    /** Returns whether a request is due in the measurement phase, or nobody can tell. */
    boolean isReached() {
        return !known || lastDueNanos >= startNanos;
    }

    /** Returns why nothing would be measured, if so. */
    Optional<String> fault() {
        return isReached()
                ? Optional.empty()
                : Optional.of(spec.path() + ": "
                        + (requests == 1 ? "its only request is" : "its " + requests + " requests are all")
                        + (users.isPresent()
                                ? " taken by the users as they join (users = "
                                        + users.get().users() + ")"
                                : " due within the first "
                                        + Durations.format(Duration.ofMillis(Math.max(1, lastDueNanos / 1_000_000))))
                        + ", inside the warm-up of " + Durations.format(Duration.ofNanos(startNanos))
                        + ", so that nothing would be measured; leave the warm-up out (-wi 0)"
                        + (arrivals.isPresent() || users.isPresent()
                                ? " or read the data again and again (-p dataset.repeat=true)"
                                : ""));
    }
}
