package io.varcas.tune.race;

import io.varcas.launch.LaunchException;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.runner.RunListener;
import io.varcas.runner.RunOptions;
import io.varcas.runner.Runner;
import io.varcas.runner.SharedServer;
import io.varcas.runner.flag.ReadBack;
import io.varcas.runner.flag.WantedFlags;
import io.varcas.setting.FlagSettings;
import io.varcas.setting.Settings;
import io.varcas.tune.race.TuneJournal.Entry;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runs of tuning: each is made once, on a server that is restarted when its flags change, and found again when tuning goes on. */
final class Laps implements AutoCloseable {

    static final String RACE = "race";
    static final String CONFIRM = "confirm";

    private static final String RUNS = "runs";

    /** Seeds of the confirmation begin so far beyond those of the race that none is the same. */
    private static final int CONFIRM_SEEDS = 1_000;

    private final RunOptions options;
    private final WorkloadPlan plan;
    private final Path folder;
    private final TuneListener listener;
    private final SharedServer server;
    private final Map<String, RunResult> results = new HashMap<>();
    private TuneJournal journal;
    private @Nullable Contender serving;
    private @Nullable Runner running;
    private boolean stopped;

    Laps(RunOptions options, WorkloadPlan plan, Path folder, TuneJournal journal, TuneListener listener) {
        this.options = options;
        this.plan = plan;
        this.folder = folder;
        this.journal = journal;
        this.listener = listener;
        this.server = new SharedServer(folder.resolve("servers"));
    }

    TuneJournal journal() {
        return journal;
    }

    /**
     * Returns the result of a run, made if it is not there.
     *
     * @param rest runs that may still follow this one, for the progress
     * @return empty if it failed; the journal says why
     * @throws IOException if a result cannot be written
     */
    Optional<RunResult> run(Contender contender, String phase, int round, int rest) throws IOException {
        Optional<Entry> known = journal.find(contender.name(), phase, round);
        if (known.isPresent() && known.get().error().isEmpty()) {
            Optional<RunResult> read = read(known.get());
            if (read.isPresent()) {
                return read;
            }
        }
        String name = contender.name() + "  " + phase + " " + (round + 1);
        RunListener hears = listener.runStarted(name, atMost(rest));
        if ((serving != null && !serving.equals(contender)) || server.death().isPresent()) {
            server.end();
        }
        serving = contender;
        Path out = folder.resolve(RUNS);
        Runner runner = new Runner(options(contender, phase, round, out), hears).on(server);
        if (!begin(runner)) {
            return Optional.empty();
        }
        long started = System.nanoTime();
        try {
            return ended(contender, phase, round, runner.run(), name, started);
        } catch (LaunchException | UsageException failure) {
            if (!isStopped()) {
                failed(contender, phase, round, "", FailureText.of(failure), name, started);
            }
            return Optional.empty();
        }
    }

    private Optional<RunResult> ended(
            Contender contender, String phase, int round, ResultBundle bundle, String name, long started)
            throws IOException {
        RunResult result = bundle.result();
        TrialResult trial = result.trials().get(0);
        String path = RUNS + "/" + bundle.folder().getFileName();
        if (trial.status() == Status.FAILED) {
            failed(contender, phase, round, path, trial.error().orElse("the trial failed"), name, started);
            return Optional.empty();
        }
        if (trial.status() != Status.COMPLETED) {
            return Optional.empty(); // it is made again when tuning goes on
        }
        results.put(path, result);
        add(new Entry(contender.name(), phase, round, path, seconds(started), "", flags(contender, result)));
        listener.runEnded(name, result);
        return Optional.of(result);
    }

    private void failed(
            Contender contender, String phase, int round, String bundle, String error, String name, long started)
            throws IOException {
        add(new Entry(contender.name(), phase, round, bundle, seconds(started), error, Map.of()));
        listener.runFailed(name, error);
    }

    private void add(Entry entry) throws IOException {
        journal = journal.with(entry);
        journal.write(folder);
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }

    private Optional<RunResult> read(Entry entry) {
        try {
            RunResult result = results.get(entry.bundle());
            if (result == null) {
                result = ResultBundle.open(folder.resolve(entry.bundle())).result();
                results.put(entry.bundle(), result);
            }
            return Optional.of(result);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Returns the result of a run of the race that was made; empty if there is none. */
    Optional<RunResult> known(Contender contender, int round) {
        return journal.find(contender.name(), RACE, round)
                .filter(entry -> entry.error().isEmpty())
                .flatMap(this::read);
    }

    /** Returns the error of a run that failed. */
    String error(Contender contender, String phase, int round) {
        return journal.find(contender.name(), phase, round).map(Entry::error).orElse("not measured");
    }

    private Map<String, String> flags(Contender contender, RunResult result) {
        Map<String, String> flags = new LinkedHashMap<>();
        result.target()
                .server()
                .ifPresent(identity -> ReadBack.of(new WantedFlags(contender.flags()), identity)
                        .flags()
                        .forEach(flag -> flags.put(flag.name(), flag.reported().orElse(""))));
        return flags;
    }

    private RunOptions options(Contender contender, String phase, int round, Path out) {
        long seed = plan.settings().get(Settings.SEED) + round + (phase.equals(CONFIRM) ? CONFIRM_SEEDS : 0);
        RunOptions own = options.withOut(out).withValue(Settings.SEED.name(), String.valueOf(seed));
        for (Map.Entry<String, String> flag : contender.flags().entrySet()) {
            own = own.withValue(FlagSettings.name(flag.getKey()), flag.getValue());
        }
        return own;
    }

    /** Returns whether there is time for one more run as long as the mean one. */
    boolean hasTime(Duration budget) {
        double runs = Math.max(1, journal.runs().size());
        return !isStopped() && journal.seconds() * (runs + 1) / runs <= budget.toNanos() / 1e9;
    }

    private Duration atMost(int runs) {
        double mean = journal.runs().isEmpty()
                ? 0
                : journal.seconds() / journal.runs().size();
        return Duration.ofSeconds(Math.round(mean * runs));
    }

    synchronized void stop() {
        stopped = true;
        if (running != null) {
            running.stop();
        }
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    private synchronized boolean begin(Runner runner) {
        running = runner;
        return !stopped;
    }

    @Override
    public void close() {
        server.close();
    }
}
