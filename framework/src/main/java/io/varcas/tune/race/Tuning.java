package io.varcas.tune.race;

import io.varcas.accuracy.AccuracyComparison;
import io.varcas.accuracy.NonInferiority;
import io.varcas.compare.Comparison;
import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.Side;
import io.varcas.fork.Workloads;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.RunVerdict;
import io.varcas.runner.RunOptions;
import io.varcas.runner.TrialPlanner;
import io.varcas.setting.Settings;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.sla.Objective;
import io.varcas.tune.plan.Goal;
import io.varcas.tune.race.Race.Lap;
import io.varcas.validation.UsageException;
import io.varcas.workload.LoadShape;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The closed loop: the baseline is measured, other configurations of its server are simulated with its step times, the most promising
 * race against it, and the winner is confirmed by pairs of runs of its own. Everything measured stays on disk; tuning that was
 * interrupted goes on with the first run that is missing.
 *
 * <pre>{@code
 * Tuning tuning = Tuning.begin(options, tune, Path.of("results/tune"), new TuneListener() {});
 * TuneResult result = tuning.run();
 * }</pre>
 */
public final class Tuning {

    private static final double CONFIDENCE = 0.95;

    private final WorkloadPlan plan;
    private final TuneOptions tune;
    private final Path folder;
    private final TuneListener listener;
    private final Laps laps;

    private Tuning(
            RunOptions options,
            WorkloadPlan plan,
            TuneOptions tune,
            Path folder,
            TuneJournal journal,
            TuneListener listener) {
        this.plan = plan;
        this.tune = tune;
        this.folder = folder;
        this.listener = listener;
        this.laps = new Laps(options, plan, folder, journal, listener);
    }

    /**
     * Begins.
     *
     * @param options workload, target and settings of the baseline
     * @param tune how to tune
     * @param folder new folder of the runs
     * @throws UsageException if these are not one workload with one set of parameters, or its server cannot be configured; one line
     */
    public static Tuning begin(RunOptions options, TuneOptions tune, Path folder, TuneListener listener) {
        WorkloadPlan plan = only(options);
        return new Tuning(options, plan, tune, folder, TuneJournal.begin(digest(options, tune)), listener);
    }

    /**
     * Goes on.
     *
     * @param folder folder of tuning that was interrupted
     * @throws UsageException if it is none, or the options have changed; one line
     */
    public static Tuning resume(RunOptions options, TuneOptions tune, Path folder, TuneListener listener) {
        WorkloadPlan plan = only(options);
        return new Tuning(options, plan, tune, folder, TuneJournal.resume(folder, digest(options, tune)), listener);
    }

    private static String digest(RunOptions options, TuneOptions tune) {
        return tune.digest() + " " + options.includes() + options.values() + options.target() + options.objectives();
    }

    private static WorkloadPlan only(RunOptions options) {
        List<WorkloadPlan> plans =
                new TrialPlanner(options).plan(Workloads.discover().select(options.includes(), options.excludes()));
        if (plans.size() != 1) {
            throw new UsageException("tune takes one workload with one value for each parameter, but " + plans.size()
                    + " match: "
                    + plans.stream().map(WorkloadPlan::trialName).limit(5).collect(Collectors.joining(", ")));
        }
        WorkloadPlan plan = plans.get(0);
        String target = target(plan);
        if (target.contains("://")) {
            throw new UsageException("tune: the flags of a running server (" + target
                    + ") cannot be changed; start it with -target \"launch:vllm serve MODEL\", or simulate it with"
                    + " -target sim:");
        }
        return plan;
    }

    static String target(WorkloadPlan plan) {
        return plan.settings().find(Settings.TARGET).orElse(SimulatedTarget.SCHEME);
    }

    /** Ends it: the run that goes on ends now and is made again when tuning goes on. May be called from any thread. */
    public void stop() {
        laps.stop();
    }

    /**
     * Tunes.
     *
     * @throws IOException if a result cannot be written
     */
    public TuneResult run() throws IOException {
        Files.createDirectories(folder);
        try (laps) {
            laps.journal().write(folder);
            Optional<RunResult> baseline = laps.run(Contender.BASELINE, Laps.RACE, 0, tune.rounds());
            if (baseline.isEmpty()) {
                return laps.isStopped()
                        ? draft(Optional.empty(), List.of()).ended(TuneOutcome.INTERRUPTED, "it was stopped")
                        : draft(Optional.empty(), List.of())
                                .ended(
                                        TuneOutcome.FAILED,
                                        "the baseline could not be measured: "
                                                + laps.error(Contender.BASELINE, Laps.RACE, 0));
            }
            Field field = Field.of(bundle(Contender.BASELINE, 0), plan, tune, objectives(), hasGroundTruth());
            field.notes().forEach(listener::note);
            return race(field, baseline.get());
        }
    }

    private TuneDraft draft(Optional<Field> field, List<Standing> standings) {
        return new TuneDraft(plan, tune.aim(), laps, folder, field, standings);
    }

    private TuneResult race(Field field, RunResult baseline) throws IOException {
        Race race = new Race(field.contenders(), tune.rounds(), CONFIDENCE);
        List<String> notes = new ArrayList<>(field.notes());
        offeredRate(baseline).ifPresent(notes::add);
        if (field.contenders().isEmpty()) {
            return draft(Optional.of(field), race.standings())
                    .noting(notes)
                    .ended(TuneOutcome.NO_IMPROVEMENT_SHOWN, "no configuration is predicted to be better");
        }
        boolean whole = race.run(new RaceTrack(field.contenders().size()));
        TuneDraft draft = draft(Optional.of(field), race.standings()).noting(notes);
        if (laps.isStopped()) {
            return draft.ended(
                    TuneOutcome.INTERRUPTED, "it was stopped in round " + (race.rounds() + 1) + " of the race");
        }
        if (!whole) {
            draft.noting(List.of("the time was over in round " + (race.rounds() + 1) + " of the race"));
        }
        Optional<Standing> leader = race.leader();
        Standing own = race.standings().get(0);
        if (leader.isEmpty() || !(leader.get().mean() > own.mean())) {
            return draft.ended(TuneOutcome.NO_IMPROVEMENT_SHOWN, "no contender was ahead of the baseline in the race");
        }
        return confirm(draft, leader.get().contender());
    }

    private TuneResult confirm(TuneDraft draft, Contender winner) throws IOException {
        List<RunResult> baselines = new ArrayList<>();
        List<RunResult> winners = new ArrayList<>();
        for (int pair = 0; pair < tune.pairs() && laps.hasTime(tune.budget()); pair++) {
            int rest = 2 * (tune.pairs() - pair);
            boolean turned = pair % 2 == 1; // A B B A: what drifts with time strikes both alike
            Optional<RunResult> first = laps.run(turned ? winner : Contender.BASELINE, Laps.CONFIRM, pair, rest);
            Optional<RunResult> second = laps.run(turned ? Contender.BASELINE : winner, Laps.CONFIRM, pair, rest - 1);
            if (laps.isStopped()) {
                return draft.won(winner)
                        .ended(TuneOutcome.INTERRUPTED, "it was stopped while the winner was confirmed");
            }
            if (first.isPresent() && second.isPresent()) {
                baselines.add(turned ? second.get() : first.get());
                winners.add(turned ? first.get() : second.get());
            }
        }
        Confirmation confirmation = Confirmation.of(differences(baselines, winners));
        Optional<AccuracyComparison> accuracy = accuracy(baselines, winners);
        draft.won(winner).confirmed(confirmation, accuracy);
        if (!confirmation.isBetter()) {
            return draft.ended(TuneOutcome.NO_IMPROVEMENT_SHOWN, unshown(winner, confirmation));
        }
        if (accuracy.map(change -> change.verdict() == NonInferiority.FAIL).orElse(false)) {
            return draft.ended(
                    TuneOutcome.LESS_ACCURATE,
                    winner.name() + " is better, but its outputs are worse than the baseline's");
        }
        return draft.ended(
                TuneOutcome.IMPROVED,
                winner.name() + ": " + tune.aim().title() + " better by " + TuneText.gain(confirmation));
    }

    private static String unshown(Contender winner, Confirmation confirmation) {
        return winner.name() + " won the race; in " + confirmation.pairs() + " pairs of its own runs it was better by "
                + TuneText.gain(confirmation)
                + confirmation
                        .noiseFloor()
                        .map(floor ->
                                String.format(Locale.ROOT, "; they would show a gain of %.1f %% or more", 100 * floor))
                        .orElse("");
    }

    private double[] differences(List<RunResult> baselines, List<RunResult> winners) {
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < baselines.size(); i++) {
            OptionalDouble own = tune.aim().score(baselines.get(i));
            OptionalDouble won = tune.aim().score(winners.get(i));
            if (own.isPresent() && won.isPresent()) {
                differences.add(won.getAsDouble() - own.getAsDouble());
            }
        }
        return differences.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Optional<AccuracyComparison> accuracy(List<RunResult> baselines, List<RunResult> winners) {
        if (baselines.isEmpty()) {
            return Optional.empty();
        }
        return Comparison.of(new Side("baseline", baselines), new Side("winner", winners), CompareOptions.DEFAULT)
                .trials()
                .stream()
                .findFirst()
                .flatMap(trial -> trial.accuracy());
    }

    /** An open loop that the server keeps up with offers as many requests whatever its flags. */
    private Optional<String> offeredRate(RunResult baseline) {
        boolean open = plan.load() instanceof LoadShape.Open;
        boolean waits = baseline.trials().get(0).verdict() == RunVerdict.BROKEN;
        return open && !waits && tune.aim().goal() == Goal.THROUGHPUT
                ? Optional.of("the load has a fixed rate: throughput cannot exceed it, whatever the flags; use -goal"
                        + " latency, or a workload with users")
                : Optional.empty();
    }

    private boolean hasGroundTruth() {
        return plan.groundTruth().isPresent();
    }

    private List<Objective> objectives() {
        return plan.objectives().stream()
                .filter(objective -> !objective.subject().predicted())
                .toList();
    }

    private ResultBundle bundle(Contender contender, int round) throws IOException {
        return ResultBundle.open(folder.resolve(laps.journal()
                .find(contender.name(), Laps.RACE, round)
                .orElseThrow()
                .bundle()));
    }

    private final class RaceTrack implements Race.Track {

        private final int contenders;

        RaceTrack(int contenders) {
            this.contenders = contenders;
        }

        @Override
        public Lap run(Contender contender, int round) throws IOException {
            int rest = (tune.rounds() - round) * (contenders + 1) + 2 * tune.pairs();
            Optional<RunResult> result = laps.run(contender, Laps.RACE, round, rest);
            if (result.isEmpty()) {
                String error = laps.error(contender, Laps.RACE, round);
                return new Lap(OptionalDouble.empty(), false, Optional.of("failed: " + error));
            }
            boolean breaks = result.get().trials().get(0).verdict() == RunVerdict.BROKEN;
            return new Lap(tune.aim().score(result.get()), breaks, Optional.empty());
        }

        @Override
        public boolean hasTime() {
            return laps.hasTime(tune.budget());
        }
    }
}
