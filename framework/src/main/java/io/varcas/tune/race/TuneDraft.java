package io.varcas.tune.race;

import io.varcas.accuracy.AccuracyComparison;
import io.varcas.metric.MetricKey;
import io.varcas.result.RunResult;
import io.varcas.result.WholeFile;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.tune.race.TuneResult.Point;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The result of tuning as it grows. */
final class TuneDraft {

    /** Name of the script that starts the winner, in the folder. */
    static final String START = "start.sh";

    private static final MetricKey THROUGHPUT = MetricKey.parse("throughput.output");

    private final WorkloadPlan plan;
    private final Aim aim;
    private final Laps laps;
    private final Path folder;
    private final Optional<Field> field;
    private final List<Standing> standings;
    private final List<String> notes = new ArrayList<>();
    private Optional<Contender> winner = Optional.empty();
    private Optional<Confirmation> confirmation = Optional.empty();
    private Optional<AccuracyComparison> accuracy = Optional.empty();

    TuneDraft(WorkloadPlan plan, Aim aim, Laps laps, Path folder, Optional<Field> field, List<Standing> standings) {
        this.plan = plan;
        this.aim = aim;
        this.laps = laps;
        this.folder = folder;
        this.field = field;
        this.standings = standings;
    }

    TuneDraft noting(List<String> more) {
        notes.addAll(more);
        return this;
    }

    TuneDraft won(Contender contender) {
        winner = Optional.of(contender);
        return this;
    }

    void confirmed(Confirmation found, Optional<AccuracyComparison> outputs) {
        confirmation = Optional.of(found);
        accuracy = outputs;
    }

    TuneResult ended(TuneOutcome outcome, String explanation) throws IOException {
        if (winner.isPresent() && accuracy.isEmpty()) {
            notes.add("accuracy was not compared: the workload has no @GroundTruth");
        }
        TuneResult result = new TuneResult(
                plan.trialName(),
                Tuning.target(plan),
                SimulatedTarget.isSimulated(Tuning.target(plan)),
                aim,
                outcome,
                explanation,
                standings,
                points(),
                winner,
                confirmation,
                accuracy.map(TuneText::accuracy),
                command(outcome),
                field.map(Field::batches).orElse(List.of()),
                laps.journal().runs(),
                notes,
                folder);
        TuneJson.save(result);
        if (result.command().isPresent()) {
            byte[] script = startScript(result.command().get()).getBytes(StandardCharsets.UTF_8);
            WholeFile.write(folder.resolve(START), out -> out.write(script));
        }
        return result;
    }

    private String startScript(String command) {
        return "#!/usr/bin/env bash\n# Starts the winner of a tuning for "
                + aim.goal().label() + "; further flags are passed on.\nset -euo pipefail\nexec " + command
                + " \"$@\"\n";
    }

    private Optional<String> command(TuneOutcome outcome) {
        return outcome == TuneOutcome.IMPROVED
                ? field.flatMap(Field::command)
                        .map(subject -> subject.baseline()
                                .command(winner.orElseThrow().configuration())
                                .toString())
                : Optional.empty();
    }

    private List<Point> points() throws IOException {
        List<Point> points = new ArrayList<>();
        for (Standing standing : standings) {
            List<RunResult> runs = new ArrayList<>();
            for (int round = 0; round < standing.scores().size(); round++) {
                Optional<RunResult> run = laps.known(standing.contender(), round);
                run.ifPresent(runs::add);
            }
            OptionalDouble output = mean(runs, THROUGHPUT);
            OptionalDouble latency = mean(runs, aim.latency());
            if (output.isPresent() && latency.isPresent()) {
                points.add(new Point(
                        standing.contender().name(), output.getAsDouble(), latency.getAsDouble(), runs.size()));
            }
        }
        return points;
    }

    private OptionalDouble mean(List<RunResult> runs, MetricKey key) {
        return runs.stream()
                .flatMapToDouble(run -> run.trials().get(0).metrics().value(key).stream())
                .average();
    }
}
