package io.varcas.tune.capacity;

import io.varcas.stats.Interval;
import io.varcas.text.NumberText;
import io.varcas.tune.capacity.ProbeResult.Decision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The search for the most load at which all objectives hold.
 *
 * <p>The first runs look for a load that the server keeps and one that it does not, in large steps; each ends as soon as the
 * {@link StoppingRule} has decided it, which far from the capacity takes seconds. A run whose queue grows without end ends
 * as well, and its throughput is about what the server can do. From then on the {@link CrossingFit} over all runs says
 * where the capacity probably is, and the next run is there, or a little to either side, until the interval is narrow
 * enough.
 */
final class CapacitySearch {

    private static final Duration FIRST_WARMUP = Duration.ofSeconds(3);
    private static final Duration LONGEST_WARMUP = Duration.ofSeconds(30);

    /** Ratio of the ends of the interval below which runs are long, and start from a warm server. */
    private static final double NEAR = 2;

    private static final Duration NEAR_WARMUP = Duration.ofSeconds(8);

    /** Share of the longest time that a run near the capacity measures at least: a server's slow periods must be in it. */
    private static final double NEAR_LEAST = 0.75;

    /** Times as long as most requests take that a run warms up, so that as many are in flight as will be. */
    private static final double WARMUP_LENGTHS = 3;

    private static final double STEP = 6;
    private static final double SMALL_STEP = 1.2;

    /** Blocks of a run of the longest time: long enough to hold slow periods, and enough of them to show how much these vary. */
    private static final int BLOCKS = 12;

    /** Share of the throughput of an overloaded server at which the next run is. */
    private static final double OF_THROUGHPUT = 0.9;

    /** Fewest requests of a run of the longest time, at the least rate that is tried. */
    private static final double FEWEST_REQUESTS = 20;

    /** Places of the next runs in the posterior, one after the other. */
    private static final double[] PLACES = {0.5, 0.6, 0.4};

    private static final int MOST_UNUSABLE = 4;
    private static final int MOST_PROBES = 60;

    private final List<LoadLimit> limits;
    private final LoadAxis axis;
    private final double start;
    private final CapacityOptions options;
    private final Probe probe;
    private final CapacityListener listener;
    private final Path folder;
    private final Knowledge known;
    private final List<ProbeResult> results = new ArrayList<>();
    private double spent;
    private double most;
    private int unusable;
    private int inRow;
    private volatile boolean stopped;

    /**
     * Creates a search.
     *
     * @param limits the limits, at least one
     * @param axis the number that is searched over
     * @param conversations whether an arrival can be followed by further requests
     * @param start load of the first run, above 0
     * @param options how to search
     * @param probe measures
     * @param folder folder that bundles are named relative to
     * @param listener told of what happens
     */
    CapacitySearch(
            List<LoadLimit> limits,
            LoadAxis axis,
            boolean conversations,
            double start,
            CapacityOptions options,
            Probe probe,
            Path folder,
            CapacityListener listener) {
        this.limits = limits;
        this.axis = axis;
        this.start = start;
        this.options = options;
        this.probe = probe;
        this.listener = listener;
        this.folder = folder;
        this.known = new Knowledge(limits, axis, conversations);
        this.most = options.most();
    }

    /**
     * The end of a search.
     *
     * @param outcome the outcome
     * @param explanation the outcome in one line
     * @param capacity the capacity, if it is known
     * @param interval its interval
     * @param spentSeconds time that it took
     * @param probes the runs in their order
     */
    record Found(
            CapacityOutcome outcome,
            String explanation,
            OptionalDouble capacity,
            Optional<Interval> interval,
            double spentSeconds,
            List<ProbeResult> probes) {}

    /** Takes part in the search after each run, such as by writing down what is known so far. */
    interface Checkpoint {

        /** Called with the state of the search. */
        void reached(Found soFar) throws IOException;
    }

    /** Makes the running run the last one. May be called from any thread. */
    void stop() {
        stopped = true;
    }

    /**
     * Searches.
     *
     * @param checkpoint called after each run
     * @throws IOException if a result cannot be written
     */
    Found run(Checkpoint checkpoint) throws IOException {
        double load = axis.nearest(Math.max(least(), Math.min(most, start)));
        while (true) {
            Optional<String> failure = probe(load);
            if (failure.isPresent()) {
                return end(stopped ? CapacityOutcome.INTERRUPTED : CapacityOutcome.FAILED, failure.get());
            }
            if (stopped) {
                return end(CapacityOutcome.INTERRUPTED, "stopped by the user after " + results.size() + " runs");
            }
            Optional<Found> over = over();
            if (over.isPresent()) {
                return over.get();
            }
            checkpoint.reached(end(CapacityOutcome.INTERRUPTED, "the search is not over"));
            load = next(load);
        }
    }

    /** Returns the least load that is tried. */
    private double least() {
        return axis.isWhole() ? 1 : FEWEST_REQUESTS / (options.longest().toMillis() / 1e3);
    }

    private Optional<String> probe(double load) throws IOException {
        int number = results.size() + 1;
        double[] effects = known.effects();
        Duration warmup = warmup(load);
        double block = options.longest().toMillis() / 1e3 / BLOCKS;
        boolean quick = !isNear();
        double least = isNear() ? NEAR_LEAST * options.longest().toMillis() / 1e3 : 0;
        listener.probeStarted(number, load);
        Probe.End end = probe.run(number, load, warmup, options.longest(), look -> {
            listener.probing(
                    look.measuredSeconds(),
                    look.inFlight().length == 0 ? 0 : look.inFlight()[look.inFlight().length - 1],
                    look.ended().size());
            ProbeReading reading = ProbeReading.of(limits, look, axis, load, options.rule(), effects, block, quick);
            boolean open = look.measuredSeconds() < least
                    ? reading.growth().isEmpty()
                    : reading.decision() == StoppingRule.Decision.OPEN;
            return open && !stopped;
        });
        spent += end.spentSeconds();
        if (end.failure().isPresent()) {
            return Optional.of("run " + number + " at " + NumberText.brief(load) + " " + axis.unit() + " failed: "
                    + end.failure().get());
        }
        ProbeReading reading = ProbeReading.of(limits, end.look(), axis, load, options.rule(), effects, block, quick);
        ProbeResult result = result(number, load, end, reading, effects);
        results.add(result);
        if (end.unusable().isPresent()) {
            unusable++;
            inRow++;
            most = inRow > 1 ? Math.min(most, load) : most; // once may be the neighbours of the client
        } else {
            inRow = 0;
            known.add(load, reading);
        }
        listener.probeEnded(result);
        return Optional.empty();
    }

    private Duration warmup(double load) {
        double seconds = known.typicalSeconds(load) * WARMUP_LENGTHS;
        Duration enough = Duration.ofSeconds(Math.round(Math.ceil(seconds)));
        Duration floor = isNear() ? NEAR_WARMUP : FIRST_WARMUP;
        Duration least = enough.compareTo(floor) < 0 ? floor : enough;
        return least.compareTo(LONGEST_WARMUP) > 0 ? LONGEST_WARMUP : least;
    }

    private ProbeResult result(int number, double load, Probe.End end, ProbeReading reading, double[] effects) {
        List<ProbeResult.LimitResult> numbers = new ArrayList<>();
        for (int i = 0; i < limits.size(); i++) {
            LimitSamples samples = reading.samples().get(i);
            numbers.add(new ProbeResult.LimitResult(
                    limits.get(i).objective().describe(),
                    samples.value(),
                    samples.n(),
                    Math.round(samples.countBeyond()),
                    effects[i]));
        }
        return new ProbeResult(
                number,
                load,
                end.unusable().isPresent() ? Decision.UNUSABLE : decision(reading),
                reason(end, reading),
                end.look().warmupSeconds(),
                end.look().measuredSeconds(),
                end.spentSeconds(),
                reading.completedPerSecond(),
                reading.goodPerSecond(),
                reading.inFlight(),
                numbers,
                end.bundle().map(bundle -> folder.relativize(bundle).toString().replace('\\', '/')));
    }

    private static Decision decision(ProbeReading reading) {
        return switch (reading.decision()) {
            case WITHIN -> Decision.WITHIN;
            case BEYOND -> Decision.BEYOND;
            case OPEN -> Decision.OPEN;
        };
    }

    private String reason(Probe.End end, ProbeReading reading) {
        if (end.unusable().isPresent()) {
            return end.unusable().get();
        }
        if (reading.growth().isPresent()) {
            QueueGrowth growth = reading.growth().get();
            return "the queue grows: from " + NumberText.brief(growth.from()) + " to " + NumberText.brief(growth.to())
                    + " requests in flight, " + NumberText.brief(growth.perSecond()) + " more each second";
        }
        return switch (reading.decision()) {
            case WITHIN -> "the objectives hold";
            case BEYOND -> "an objective is broken";
            case OPEN ->
                stopped
                        ? "stopped by the user"
                        : end.look().measuredSeconds() < options.longest().toMillis() / 1e3 - 1
                                ? "it seemed decided, but with the requests that were cut off it is not"
                                : "not decided in the longest time of a run";
        };
    }

    /** Returns the end of the search if there is no more to do. */
    private Optional<Found> over() {
        double within = known.within();
        double beyond = known.beyond();
        if (beyond <= least() * (1 + 1e-9)) {
            return Optional.of(end(
                    CapacityOutcome.NONE,
                    "the objectives do not even hold at " + NumberText.brief(beyond) + " " + axis.unit()));
        }
        boolean atTop = within >= most * (1 - options.precision()) || (within > 0 && unusable >= MOST_UNUSABLE);
        if (atTop && Double.isInfinite(beyond)) {
            return Optional.of(atLeast(within));
        }
        boolean late = spent >= options.budget().toMillis() / 1e3;
        if ((unusable >= MOST_UNUSABLE || late) && known.isEmpty()) {
            return Optional.of(end(
                    CapacityOutcome.UNDECIDED,
                    "no run measured the server: "
                            + results.get(results.size() - 1).reason()));
        }
        if (isPrecise()) {
            return Optional.of(end(CapacityOutcome.FOUND, "the interval is as narrow as asked for"));
        }
        if (late || results.size() >= MOST_PROBES) {
            String why = results.size() >= MOST_PROBES
                    ? "after " + MOST_PROBES + " runs"
                    : "after " + NumberText.brief(spent) + " s (limit "
                            + NumberText.brief(options.budget().toMillis() / 1e3) + " s)";
            return Optional.of(
                    isBracketed()
                            ? end(CapacityOutcome.IMPRECISE, "the interval is wider than asked for " + why)
                            : end(CapacityOutcome.UNDECIDED, "the runs do not bound the capacity " + why));
        }
        return Optional.empty();
    }

    private Found atLeast(double within) {
        Optional<ProbeResult> limit = results.stream()
                .filter(result -> result.decision() == Decision.UNUSABLE)
                .findFirst();
        String why = limit.map(result -> "the client cannot measure more: at " + NumberText.brief(result.load()) + " "
                        + axis.unit() + ", " + result.reason())
                .orElse("that is the greatest load allowed (-most)");
        return new Found(
                CapacityOutcome.AT_LEAST,
                "the objectives hold at " + NumberText.brief(within) + " " + axis.unit() + "; " + why,
                OptionalDouble.of(within),
                Optional.empty(),
                spent,
                List.copyOf(results));
    }

    /** Returns whether runs lie on both sides of the capacity. */
    private boolean isBracketed() {
        return known.within() > 0 && Double.isFinite(known.beyond());
    }

    private boolean isNear() {
        return isBracketed() && ratio(interval(known.fit())) < NEAR;
    }

    private boolean isPrecise() {
        if (!isBracketed()) {
            return false;
        }
        CrossingFit fit = known.fit();
        Interval interval = interval(fit);
        double half = interval.width() / 2;
        return half <= Math.max(options.precision() * fit.load(0.5), axis.isWhole() ? 0.5 : 0);
    }

    private static double ratio(Interval interval) {
        return interval.high() / interval.low();
    }

    private Interval interval(CrossingFit fit) {
        double tail = (1 - options.confidence()) / 2;
        return new Interval(fit.load(tail), fit.load(1 - tail), options.confidence());
    }

    private Found end(CapacityOutcome outcome, String explanation) {
        Optional<CrossingFit> fit =
                isBracketed() && outcome != CapacityOutcome.NONE ? Optional.of(known.fit()) : Optional.empty();
        return new Found(
                outcome,
                explanation,
                fit.map(found -> OptionalDouble.of(found.load(0.5))).orElseGet(OptionalDouble::empty),
                fit.map(this::interval),
                spent,
                List.copyOf(results));
    }

    private double next(double last) {
        double within = known.within();
        double beyond = known.beyond();
        double next;
        if (inRow == 1) {
            next = last;
        } else if (known.isEmpty()) {
            next = last / STEP;
        } else if (Double.isInfinite(beyond)) {
            boolean wasOpen = results.get(results.size() - 1).decision() == Decision.OPEN;
            double top = Math.min(most, Math.max(within, wasOpen ? last : 0) * (wasOpen ? SMALL_STEP : STEP));
            next = most < options.most() && within > 0 ? Math.sqrt(within * most) : top;
        } else if (within == 0) {
            double throughput = axis == LoadAxis.RATE ? OF_THROUGHPUT * known.mostCompleted() : 0;
            boolean wasOpen = results.get(results.size() - 1).decision() == Decision.OPEN;
            double lower = beyond / (wasOpen ? SMALL_STEP : STEP);
            next = throughput > lower && throughput < beyond / SMALL_STEP ? throughput : lower;
        } else {
            CrossingFit fit = known.fit();
            boolean near = isNear();
            double throughput = axis == LoadAxis.RATE ? OF_THROUGHPUT * known.mostCompleted() : 0;
            boolean guess = !near && throughput > within * SMALL_STEP && throughput < beyond / SMALL_STEP;
            double probable = fit.load(near ? PLACES[results.size() % PLACES.length] : 0.5);
            // Above its throughput a server's queue grows, and a run shows no more than that.
            next = guess ? throughput : throughput > within ? Math.min(probable, throughput * SMALL_STEP) : probable;
        }
        return axis.nearest(Math.max(least(), Math.min(most, next)));
    }
}
