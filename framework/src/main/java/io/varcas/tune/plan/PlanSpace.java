package io.varcas.tune.plan;

import io.varcas.deployment.DeployedHardware;
import io.varcas.roofline.VllmVersion;
import io.varcas.sizing.VllmFlagCatalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The configurations that a server can be started with, and the search for those that are predicted to be best.
 *
 * <p>Every configuration is first simulated for a short time; the best are simulated longer, on other draws. A baseline is
 * searched once, whatever goals are asked for.
 */
public final class PlanSpace {

    /** Draws of the longer simulations, each with its own arrivals and lengths. */
    static final int DRAWS = 6;

    /** Engine steps of the baseline in a short simulation. */
    private static final double SHORT_STEPS = 2_000;

    /** Engine steps of the baseline in a longer simulation. */
    private static final double LONG_STEPS = 6_000;

    private static final int SEEDS = 4;

    /** Best configurations that are looked at for each one that is wanted: most turn out to be one with changes of no effect. */
    private static final int ALIKE = 8;

    /** Gains that differ by less are equal: then the configuration with fewer changes is better. */
    private static final double EQUAL = 0.002;

    private final PlanLoad load;
    private final Criteria criteria;
    private final VllmFlagCatalog accepted;
    private final int accelerators;
    private final Set<PlanFlag> kept;
    private final Map<Baseline, Search> searches = new LinkedHashMap<>();

    /**
     * Creates a space.
     *
     * @param load load that is simulated
     * @param criteria numbers that configurations are judged by
     * @param accepted flags by version; a flag that the version does not accept is left out
     * @param accelerators accelerators of the machine, at least 1
     * @param kept flags that must not change
     */
    public PlanSpace(PlanLoad load, Criteria criteria, VllmFlagCatalog accepted, int accelerators, Set<PlanFlag> kept) {
        this.load = load;
        this.criteria = criteria;
        this.accepted = accepted;
        this.accelerators = accelerators;
        this.kept = Set.copyOf(kept);
    }

    PlanLoad load() {
        return load;
    }

    Criteria criteria() {
        return criteria;
    }

    /**
     * Returns the configurations that are most promising to measure: predicted to meet the objectives and to reach the goal best,
     * each with forecasts of several draws beside the baseline's.
     *
     * @param baseline the server
     * @param goal what is wanted
     * @param n how many at most, at least 1
     * @return the best first; the baseline itself is not among them
     */
    public List<Candidate> promising(Baseline baseline, Goal goal, int n) {
        return search(baseline).promising(goal, n);
    }

    /** Returns the forecasts of one configuration beside the baseline's; empty if the server cannot be configured so. */
    public Optional<Candidate> candidate(Baseline baseline, Configuration configuration) {
        return search(baseline).candidate(configuration);
    }

    /** Returns the flags that the version does not accept, each with the reason. */
    Map<PlanFlag, String> refused(Baseline baseline) {
        Map<PlanFlag, String> refused = new LinkedHashMap<>();
        VllmVersion version = VllmVersion.servedBy(baseline.engine());
        for (PlanFlag flag : PlanFlag.values()) {
            accepted.refusal(version, "--" + flag.label()).ifPresent(why -> refused.put(flag, why));
        }
        return refused;
    }

    Search search(Baseline baseline) {
        return searches.computeIfAbsent(baseline, Search::new);
    }

    /** Lets a configuration pass unless an earlier one has the same forecasts: to measure both would tell nothing. */
    private static final class Distinct implements Predicate<Candidate> {

        private final Set<List<Double>> seen = new LinkedHashSet<>();

        @Override
        public boolean test(Candidate one) {
            return seen.add(one.draws().stream()
                    .flatMap(draw -> Stream.of(draw.outputPerSecond(), draw.latency(), draw.memoryGib()))
                    .toList());
        }
    }

    /** The search from one baseline. */
    final class Search {

        private final Baseline baseline;
        private final Forecaster forecaster;
        private final Duration shortSpan;
        private final Duration longSpan;
        private final Map<Configuration, Forecast> screened = new LinkedHashMap<>();
        private final List<Forecast> own;
        private final Map<PlanFlag, String> refused;

        Search(Baseline baseline) {
            this.baseline = baseline;
            this.refused = refused(baseline);
            this.forecaster = new Forecaster(baseline, load, criteria);
            double steps = Math.max(1, steps(baseline.hardware()));
            this.shortSpan = shorter(SHORT_STEPS / steps);
            this.longSpan = shorter(LONG_STEPS / steps);
            this.own = forecaster.draws(Configuration.BASELINE, DRAWS, longSpan);
            screen();
        }

        Forecaster forecaster() {
            return forecaster;
        }

        Duration longSpan() {
            return longSpan;
        }

        List<Forecast> own() {
            return own;
        }

        Map<Configuration, Forecast> screened() {
            return screened;
        }

        private double steps(DeployedHardware hardware) {
            return load.simulate(hardware, 0, load.span()).counters().stream()
                    .mapToLong(counters -> counters.steps())
                    .max()
                    .orElse(1);
        }

        private Duration shorter(double share) {
            return Duration.ofNanos(Math.round(load.span().toNanos() * Math.min(1, share)));
        }

        private void screen() {
            Set<Configuration> first = new LinkedHashSet<>(List.of(Configuration.BASELINE));
            for (String seqs : values(PlanFlag.MAX_NUM_SEQS)) {
                for (String tokens : values(PlanFlag.MAX_NUM_BATCHED_TOKENS)) {
                    if (Integer.parseInt(tokens) >= Integer.parseInt(seqs)) {
                        first.add(change(
                                change(Configuration.BASELINE, PlanFlag.MAX_NUM_SEQS, seqs),
                                PlanFlag.MAX_NUM_BATCHED_TOKENS,
                                tokens));
                    }
                }
            }
            first.addAll(singles(Configuration.BASELINE));
            forecast(first);
            Configuration fastest = best(Goal.THROUGHPUT, 1).get(0);
            forecast(singles(fastest));
            List<PlanFlag> effective = effective(List.of(Configuration.BASELINE, fastest));
            Collection<Configuration> combined = seeds();
            for (PlanFlag flag : effective) {
                Set<Configuration> more = new LinkedHashSet<>();
                for (Configuration one : combined) {
                    values(flag).forEach(value -> more.add(change(one, flag, value)));
                }
                combined = more;
            }
            forecast(combined);
            Set<Configuration> shares = new LinkedHashSet<>();
            for (Configuration one : seeds()) {
                values(PlanFlag.GPU_MEMORY_UTILIZATION)
                        .forEach(value -> shares.add(change(one, PlanFlag.GPU_MEMORY_UTILIZATION, value)));
            }
            forecast(shares);
        }

        /** Returns the number of configurations that the flags can have, those that are screened out unseen included. */
        long size() {
            long size = 1;
            for (PlanFlag flag : PlanFlag.values()) {
                size *= values(flag).size();
            }
            return size;
        }

        /** Returns the best configurations so far of every goal, and the baseline. */
        private Collection<Configuration> seeds() {
            Set<Configuration> seeds = new LinkedHashSet<>(List.of(Configuration.BASELINE));
            for (Goal goal : Goal.values()) {
                seeds.addAll(best(goal, SEEDS));
            }
            return seeds;
        }

        private List<Configuration> singles(Configuration from) {
            List<Configuration> singles = new ArrayList<>();
            for (PlanFlag flag : PlanFlag.values()) {
                values(flag).forEach(value -> singles.add(change(from, flag, value)));
            }
            return singles;
        }

        /** Returns the flags beside the limits of a batch that change anything by themselves. */
        private List<PlanFlag> effective(List<Configuration> from) {
            List<PlanFlag> effective = new ArrayList<>();
            for (PlanFlag flag : PlanFlag.values()) {
                boolean matters = from.stream()
                        .anyMatch(one -> values(flag).stream()
                                .map(value -> screened.get(change(one, flag, value)))
                                .anyMatch(forecast -> forecast != null
                                        && differs(forecast, Objects.requireNonNull(screened.get(one)))));
                if (matters && flag != PlanFlag.MAX_NUM_SEQS && flag != PlanFlag.MAX_NUM_BATCHED_TOKENS) {
                    effective.add(flag);
                }
            }
            return effective;
        }

        private boolean differs(Forecast one, Forecast other) {
            return List.of(Goal.THROUGHPUT, Goal.LATENCY, Goal.CACHE, Goal.GOODPUT).stream()
                    .anyMatch(goal -> Math.abs(goal.gain(one, other)) > EQUAL);
        }

        private Configuration change(Configuration from, PlanFlag flag, String value) {
            return from.with(flag, value).against(baseline.hardware());
        }

        /** Returns the values to try, that of the baseline first. */
        private List<String> values(PlanFlag flag) {
            DeployedHardware hardware = baseline.hardware();
            Set<String> values = new LinkedHashSet<>(List.of(flag.of(hardware)));
            boolean ofPool = flag == PlanFlag.GPU_MEMORY_UTILIZATION || flag == PlanFlag.KV_CACHE_DTYPE;
            if (!kept.contains(flag) && !refused.containsKey(flag) && !(ofPool && baseline.isPoolFixed())) {
                flag.tried().stream()
                        .filter(value -> flag != PlanFlag.TENSOR_PARALLEL_SIZE || isThere(hardware, value))
                        .forEach(values::add);
            }
            return List.copyOf(values);
        }

        private boolean isThere(DeployedHardware hardware, String ranks) {
            return Integer.parseInt(ranks) * hardware.deployment().pipelineParallel() * hardware.replicas()
                    <= accelerators;
        }

        private void forecast(Collection<Configuration> wanted) {
            List<Configuration> missing = wanted.stream()
                    .filter(one -> !screened.containsKey(one))
                    .distinct()
                    .toList();
            List<Optional<Forecast>> found = missing.parallelStream()
                    .map(one -> forecaster.of(one, 0, shortSpan, 1))
                    .toList();
            for (int i = 0; i < missing.size(); i++) {
                if (found.get(i).isPresent()) {
                    screened.put(missing.get(i), found.get(i).get());
                }
            }
        }

        /** Returns the best so far: those that break the fewest objectives, then by their gain, then by their changes. */
        private List<Configuration> best(Goal goal, int n) {
            Forecast base = screened.get(Configuration.BASELINE);
            if (base == null) {
                return List.of(Configuration.BASELINE);
            }
            return screened.entrySet().stream()
                    .filter(entry -> goal.allows(entry.getValue(), base))
                    .sorted(Comparator.comparingInt(
                                    (Map.Entry<Configuration, Forecast> entry) -> broken(entry.getValue()))
                            .thenComparingDouble(entry -> -goal.gain(entry.getValue(), base))
                            .thenComparingDouble(entry -> entry.getValue().latency())
                            .thenComparingInt(entry -> entry.getKey().changes().size()))
                    .map(Map.Entry::getKey)
                    .limit(n)
                    .toList();
        }

        private int broken(Forecast forecast) {
            return criteria.broken(List.of(forecast)).size();
        }

        List<Candidate> promising(Goal goal, int n) {
            List<Configuration> simple = best(goal, ALIKE * n + 1).stream()
                    .map(one -> simplified(one, goal))
                    .filter(one -> !one.isBaseline())
                    .distinct()
                    .limit(n + 1L)
                    .toList();
            return simple.parallelStream().map(this::candidate).toList().stream()
                    .flatMap(Optional::stream)
                    .filter(new Distinct())
                    .filter(one -> goal.allows(one.forecast(), Forecast.mean(own))
                            && criteria.broken(one.draws()).isEmpty())
                    .sorted(Comparator.comparingDouble((Candidate one) -> -one.gain(goal))
                            .thenComparingDouble(one -> one.forecast().latency())
                            .thenComparingInt(
                                    one -> one.configuration().changes().size()))
                    .limit(n)
                    .toList();
        }

        /** Leaves out every change without which the configuration is as good. */
        private Configuration simplified(Configuration one, Goal goal) {
            Forecast base = screened.get(Configuration.BASELINE);
            Configuration simple = one;
            for (PlanFlag flag : one.changes().keySet()) {
                Configuration fewer = simple.without(flag);
                forecast(List.of(fewer));
                Forecast without = screened.get(fewer);
                Forecast with = screened.get(simple);
                if (base != null
                        && without != null
                        && with != null
                        && goal.allows(without, base)
                        && broken(without) <= broken(with)
                        && goal.gain(without, with) >= -EQUAL) {
                    simple = fewer;
                }
            }
            return simple;
        }

        Optional<Candidate> candidate(Configuration configuration) {
            List<Forecast> draws = forecaster.draws(configuration, DRAWS, longSpan);
            return draws.isEmpty() ? Optional.empty() : Optional.of(new Candidate(configuration, own, draws));
        }
    }
}
