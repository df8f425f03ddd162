package io.varcas.tune.sweep;

import io.varcas.launch.LaunchEvents;
import io.varcas.launch.LaunchException;
import io.varcas.launch.LaunchSpec;
import io.varcas.launch.LaunchedServer;
import io.varcas.result.BundleFolder;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.HostIdentity;
import io.varcas.result.identity.JvmIdentity;
import io.varcas.result.identity.VarcasVersion;
import io.varcas.runner.RunListener;
import io.varcas.runner.RunOptions;
import io.varcas.runner.Runner;
import io.varcas.runner.SharedServer;
import io.varcas.runner.flag.FlaggedTarget;
import io.varcas.runner.flag.ReadBack;
import io.varcas.runner.trial.TrialResultDraft;
import io.varcas.tune.sweep.SweepJournal.Run;
import io.varcas.tune.sweep.SweepJournal.State;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import io.varcas.validity.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sweep over flags of the server and parameters. Its folder is a bundle whose trials are the cells; the bundle of each run is in its
 * folder {@value #CELLS}. It ends in {@code .part} until every run was made, and {@link SweepJournal} says which are open.
 *
 * <p>A cell whose server does not start, or reports other flags than those that were set, is a failed trial; the others are measured.
 */
public final class Sweep {

    /** Folder of the bundles of the runs, in that of the sweep. */
    static final String CELLS = "cells";

    private static final String SERVERS = "servers";
    private static final String PART = ".part";
    private static final String NOT_MEASURED = "not measured yet";

    /** Name of the check that all repeats of a cell were made. */
    private static final String REPEATS = "sweep.repeats";

    private final RunOptions options;
    private final SweepPlan plan;
    private final BundleFolder folder;
    private final SweepListener listener;
    private final Map<Integer, RunResult> results = new LinkedHashMap<>();
    private final Map<FlaggedTarget, String> refused = new HashMap<>();
    private SweepJournal journal;
    private @Nullable Runner running;
    private boolean stopped;

    private Sweep(
            RunOptions options, SweepPlan plan, BundleFolder folder, SweepJournal journal, SweepListener listener) {
        this.options = options;
        this.plan = plan;
        this.folder = folder;
        this.journal = journal;
        this.listener = listener;
    }

    /**
     * Begins a sweep in a new folder.
     *
     * @param options what is swept over; its folder of bundles gets the folder of the sweep
     * @throws UsageException if a server that is to be launched does not know a flag; one line
     * @throws IOException if the folder cannot be made
     */
    public static Sweep begin(RunOptions options, SweepPlan plan, SweepListener listener) throws IOException {
        checkFlags(plan, listener);
        Instant started = Instant.now();
        BundleFolder folder = BundleFolder.create(options.out(), started, "sweep");
        Sweep sweep = new Sweep(options, plan, folder, SweepJournal.begin(plan, started), listener);
        sweep.journal.write(folder.folder());
        return sweep;
    }

    /**
     * Goes on with a sweep that did not make all its runs. Runs that are complete are not made again.
     *
     * @param path its folder, with or without {@value #PART} at the end
     * @throws UsageException if it is not the folder of a sweep, or that of another plan; one line
     * @throws IOException if it goes on in another process, or cannot be used
     */
    public static Sweep resume(Path path, RunOptions options, SweepPlan plan, SweepListener listener)
            throws IOException {
        checkFlags(plan, listener);
        Path folder = path.toAbsolutePath().normalize();
        String name = String.valueOf(folder.getFileName()).replaceFirst("\\" + PART + "$", "");
        Path finished = folder.resolveSibling(name);
        Path part = folder.resolveSibling(name + PART);
        boolean open = Files.isDirectory(part);
        SweepJournal journal = SweepJournal.resume(open ? part : finished, plan);
        if (!open) {
            Files.move(finished, part);
        }
        Sweep sweep = new Sweep(options, plan, BundleFolder.resume(part), journal, listener);
        sweep.readBundles();
        return sweep;
    }

    /** Finds a flag that is unknown before the first server is started, not when its turn comes. */
    private static void checkFlags(SweepPlan plan, SweepListener listener) throws IOException {
        for (FlaggedTarget server : plan.servers()) {
            if (LaunchSpec.isLaunch(server.target())) {
                try {
                    LaunchedServer.checkFlags(server.launched(), new LaunchEvents() {
                        @Override
                        public void note(String line) {
                            listener.note(line);
                        }

                        @Override
                        public void step(String line) {
                            listener.note(line);
                        }
                    });
                } catch (LaunchException unknown) {
                    throw new UsageException("-target: " + unknown.getMessage());
                }
            }
        }
    }

    /** Reads the complete runs; one whose bundle is gone or damaged is open again. */
    private void readBundles() {
        for (int i = 0; i < journal.runs().size(); i++) {
            Run run = journal.runs().get(i);
            if (run.state() == State.COMPLETED) {
                try {
                    results.put(
                            i,
                            ResultBundle.open(folder.folder().resolve(run.bundle()))
                                    .result());
                } catch (IOException gone) {
                    journal = journal.with(i, State.OPEN, "", "", Map.of());
                }
            }
        }
    }

    /** Returns the folder while the sweep goes on. */
    public Path folder() {
        return folder.folder();
    }

    /** Returns the number of runs that are still to be made. */
    public int open() {
        return journal.runs().size() - results.size();
    }

    /** Ends the run that goes on, and makes no more. May be called from any thread. */
    public synchronized void stop() {
        stopped = true;
        if (running != null) {
            running.stop();
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private synchronized boolean begin(Runner runner) {
        running = runner;
        return !stopped;
    }

    /**
     * Makes the runs that are open.
     *
     * @return the bundle of the sweep; if it was stopped, its folder still ends in {@code .part}
     * @throws IOException if a result cannot be written; what was measured stays in the folder
     */
    public ResultBundle run() throws IOException {
        refused.clear();
        try (SharedServer server = new SharedServer(folder.folder().resolve(SERVERS))) {
            Optional<FlaggedTarget> open = Optional.empty();
            for (int i = 0; i < journal.runs().size() && !isStopped(); i++) {
                if (!results.containsKey(i)) {
                    FlaggedTarget wanted = cell(i).server();
                    if (!open.equals(Optional.of(wanted)) || server.death().isPresent()) {
                        server.end();
                    }
                    open = Optional.of(wanted);
                    measure(i, server);
                    journal.write(folder.folder());
                    folder.checkpoint(result(Status.INTERRUPTED));
                }
            }
        }
        if (isStopped() && open() > 0) {
            folder.leave();
            return new ResultBundle(folder.folder(), result(Status.INTERRUPTED));
        }
        return folder.finish(result(Status.COMPLETED));
    }

    private SweepCell cell(int step) {
        return plan.cells().get(plan.order().get(step).cell());
    }

    private void measure(int step, SharedServer server) throws IOException {
        SweepCell cell = cell(step);
        int repeat = plan.order().get(step).repeat();
        RunListener hears = listener.runStarted(step, cell, repeat);
        String refusal = refused.get(cell.server());
        if (refusal != null) {
            failed(step, refusal);
            return;
        }
        Path out = folder.folder().resolve(CELLS);
        Runner runner = new Runner(cell.options(options, repeat, out), hears).on(server);
        if (!begin(runner)) {
            return;
        }
        try {
            ended(step, runner.run());
        } catch (LaunchException failure) {
            if (!isStopped()) {
                refused.put(cell.server(), FailureText.of(failure)); // it would fail again
                failed(step, FailureText.of(failure));
            }
        } catch (UsageException failure) {
            failed(step, FailureText.of(failure));
        }
    }

    private void failed(int step, String cause) {
        // The folder has another name once the sweep is complete.
        String reason = cause.replace(folder.folder() + "/", "");
        journal = journal.with(step, State.FAILED, "", reason, Map.of());
        stopOnFailure();
        listener.runFailed(step, cell(step), plan.order().get(step).repeat(), reason);
    }

    private void stopOnFailure() {
        if (options.stopOnFailure()) {
            stop();
        }
    }

    private void ended(int step, ResultBundle bundle) {
        RunResult result = bundle.result();
        TrialResult trial = result.trials().get(0);
        Map<String, SweepJournal.FlagRead> flags = result.target()
                .server()
                .map(server -> SweepJournal.read(ReadBack.of(cell(step).server().flags(), server)))
                .orElse(Map.of());
        State state = switch (trial.status()) {
            case COMPLETED -> State.COMPLETED;
            case FAILED -> State.FAILED;
            default -> State.OPEN;
        };
        journal = journal.with(
                step,
                state,
                CELLS + "/" + bundle.folder().getFileName(),
                trial.error().orElse(""),
                flags);
        if (state == State.COMPLETED) {
            results.put(step, result);
        } else if (state == State.FAILED) {
            stopOnFailure();
        }
        listener.runEnded(step, cell(step), plan.order().get(step).repeat(), result);
    }

    private TrialResult withMissing(TrialResult trial, int made, List<String> errors) {
        List<Validity.Finding> findings = new ArrayList<>(trial.validity().findings());
        int missing = plan.repeats() - made;
        findings.add(new Validity.Finding(
                REPEATS,
                Validity.Weight.WARNING,
                made,
                plan.repeats(),
                missing + " of " + plan.repeats() + " repeats "
                        + (errors.isEmpty() ? "were not made" : "failed: " + errors.get(0))));
        return trial.toBuilder().validity(new Validity(findings)).build();
    }

    private RunResult result(Status status) throws IOException {
        List<TrialResult> trials = new ArrayList<>();
        for (int i = 0; i < plan.cells().size(); i++) {
            trials.add(trial(i));
        }
        return new RunResult(
                RunResult.SCHEMA_VERSION,
                folder.id(),
                status,
                Instant.parse(journal.started()),
                Instant.now(),
                VarcasVersion.current(),
                results.values().stream().flatMap(one -> one.source().stream()).findFirst(),
                options.describe(),
                Optional.of(options.tags()),
                HostIdentity.here(),
                JvmIdentity.here(),
                SweepTarget.of(plan, results.values()),
                trials);
    }

    private TrialResult trial(int cell) throws IOException {
        List<TrialResult> repeats = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        int forks = 0;
        for (int i = 0; i < journal.runs().size(); i++) {
            Run run = journal.runs().get(i);
            if (run.cell() == cell && results.containsKey(i)) {
                MovedTrial moved = new MovedTrial(run.bundle());
                TrialResult own = results.get(i).trials().get(0);
                repeats.add(
                        moved.of(own).toBuilder().forks(moved.forks(own, forks)).build());
                forks += own.forkResults().size();
            } else if (run.cell() == cell && run.state() == State.FAILED) {
                errors.add(run.error());
            }
        }
        SweepCell planned = plan.cells().get(cell);
        if (repeats.isEmpty()) {
            return new TrialResultDraft(planned.plan(), List.of())
                    .unfinished()
                    .ended(
                            errors.isEmpty() ? Status.INTERRUPTED : Status.FAILED,
                            Optional.of(errors.isEmpty() ? NOT_MEASURED : errors.get(0)))
                    .build()
                    .judgedBy(planned.plan().objectives());
        }
        TrialResult trial = new RepeatedTrial(planned, folder.folder(), repeats).trial();
        return repeats.size() == plan.repeats() ? trial : withMissing(trial, repeats.size(), errors);
    }
}
