package io.varcas.tune.plan;

import io.varcas.calibration.Calibration;
import io.varcas.calibration.DeviceProfile;
import io.varcas.calibration.Observation;
import io.varcas.calibration.RecordedRun;
import io.varcas.calibration.RecordedRuns;
import io.varcas.calibration.RunTotals;
import io.varcas.deployment.DeployedHardware;
import io.varcas.deployment.StepTiming;
import io.varcas.traffic.ArrivalSequence;
import io.varcas.traffic.Seed;
import io.varcas.tune.plan.MeasuredChange.Value;
import io.varcas.validation.DidYouMean;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The runs of a file of request logs, as {@code calibrate --requests} reads them: one is the baseline, the others are laid beside it. */
public final class RecordedServers {

    private static final double MILLIS = 1e3;

    private final DeployedHardware hardware;
    private final String engine;
    private final Map<String, Observation> runs = new LinkedHashMap<>();
    private final Map<String, RunTotals> totals;
    private Optional<StepTiming> timing = Optional.empty();

    /**
     * Reads a file.
     *
     * @param file request logs as CSV
     * @param hardware hardware of the server
     * @param engine engine and version
     * @throws IllegalArgumentException if it is no such table; the message names file and line
     */
    public RecordedServers(Path file, DeployedHardware hardware, String engine) {
        this.hardware = hardware;
        this.engine = engine;
        this.totals = RunTotals.read(file);
        List<Observation> read = RecordedRuns.read(file, hardware.deployment(), hardware.limits(), engine);
        List<String> names = List.copyOf(totals.keySet());
        for (int i = 0; i < names.size(); i++) {
            runs.put(names.get(i), read.get(i));
        }
    }

    private static StepTiming fitted(List<Observation> runs) {
        DeviceProfile profile = Calibration.onHost(
                "a fit to these runs", runs, LocalDate.now(ZoneOffset.UTC).toString());
        return new StepTiming(profile.id(), profile.coefficients(), profile.overheads(), profile.tpotErrors());
    }

    /** Returns the names of the runs, in the order of the file. */
    public List<String> names() {
        return List.copyOf(runs.keySet());
    }

    /**
     * Returns the server and the load of a run; its step times are fitted to all runs if there are at least two.
     *
     * @param name name of the run
     * @throws IllegalArgumentException if there is none, with the nearest name
     */
    public PlanSubject subject(String name) {
        Observation run = run(name);
        return new PlanSubject(name, Baseline.of(server(run, timing()), engine), load(run), List.of(), List.of());
    }

    private Observation run(String name) {
        return Optional.ofNullable(runs.get(name))
                .orElseThrow(() -> new IllegalArgumentException(DidYouMean.message("run", name, names())));
    }

    /** A fit takes seconds, and is made when the first server is asked for. */
    private StepTiming timing() {
        StepTiming known =
                timing.orElseGet(() -> runs.size() < 2 ? hardware.timing() : fitted(List.copyOf(runs.values())));
        timing = Optional.of(known);
        return known;
    }

    private DeployedHardware server(Observation run, StepTiming fitted) {
        return new DeployedHardware(
                hardware.deployment(),
                run.limits(),
                hardware.replicas(),
                hardware.routing(),
                hardware.scheduling(),
                fitted,
                hardware.kvTokens(),
                hardware.blockTokens(),
                hardware.instance());
    }

    private static PlanLoad load(Observation observation) {
        RecordedRun run = Optional.ofNullable(observation.run()).orElseThrow();
        ArrivalSequence times = run.arrivals().sequence(Seed.of(0));
        List<RecordedLoad.Request> requests = new ArrayList<>();
        for (RecordedRun.Lengths lengths : run.requests()) {
            requests.add(new RecordedLoad.Request(times.nextNanos(), lengths.promptTokens(), lengths.outputTokens()));
        }
        return RecordedLoad.open(requests, run.connections(), OptionalDouble.empty(), run.duration());
    }

    /** Returns the other runs beside one. */
    public List<MeasuredChange> beside(String baseline) {
        DeployedHardware base = server(run(baseline), hardware.timing());
        List<MeasuredChange> changes = new ArrayList<>();
        runs.forEach((name, run) -> {
            if (!name.equals(baseline)) {
                Configuration difference = new Configuration(Map.of(
                                PlanFlag.MAX_NUM_SEQS,
                                String.valueOf(run.limits().maxNumSeqs())))
                        .against(base);
                changes.add(change(name, baseline, difference));
            }
        });
        return changes;
    }

    private MeasuredChange change(String name, String baseline, Configuration difference) {
        RunTotals before = Optional.ofNullable(totals.get(baseline)).orElseThrow();
        RunTotals after = Optional.ofNullable(totals.get(name)).orElseThrow();
        return new MeasuredChange(
                "run " + name + " beside " + baseline,
                Optional.of(difference),
                List.of(
                        new Value(
                                "tokens generated/s",
                                before.generatedTokensPerSecond(),
                                after.generatedTokensPerSecond()),
                        new Value(
                                "tokens/s of finished requests only",
                                before.finishedTokensPerSecond(),
                                after.finishedTokensPerSecond()),
                        new Value("requests finished/s", before.finishedPerSecond(), after.finishedPerSecond()),
                        new Value("tpot.p50 ms", before.tpotSeconds() * MILLIS, after.tpotSeconds() * MILLIS)),
                List.of(),
                before.cut() + after.cut() == 0
                        ? ""
                        : "tokens of " + before.cut() + " and " + after.cut()
                                + " requests that were cut off are estimated from the time per output token");
    }
}
