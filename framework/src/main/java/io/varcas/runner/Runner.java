package io.varcas.runner;

import io.varcas.fork.ClientCapacity;
import io.varcas.fork.ForkLauncher;
import io.varcas.fork.RunPrompts;
import io.varcas.fork.Workloads;
import io.varcas.launch.LaunchSpec;
import io.varcas.result.BundleFolder;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.SourceRevision;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.runner.flag.FlaggedTarget;
import io.varcas.runner.flag.WantedFlags;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.Settings;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import io.varcas.workload.WorkloadDefinition;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Runs workloads: the library's way in.
 *
 * <pre>{@code
 * ResultBundle bundle = new Runner(RunOptions.builder().include(ChatLow.class).build()).run();
 * assertEquals(RunVerdict.MET, bundle.result().verdict());
 * }</pre>
 *
 * <p>A runner runs once.
 */
public final class Runner {

    private final RunOptions options;
    private final RunListener listener;
    private final Stopper stopper = new Stopper();
    private RunPrompts sent = new RunPrompts();
    private Optional<SharedServer> shared = Optional.empty();

    /** Creates a runner without a listener. */
    public Runner(RunOptions options) {
        this(options, new RunListener() {});
    }

    /**
     * Creates a runner.
     *
     * @param options what to run
     * @param listener hears what happens
     */
    public Runner(RunOptions options, RunListener listener) {
        this.options = options;
        this.listener = listener;
    }

    /**
     * Declares that this run follows another one. If both use the same server, it may still have cached the earlier
     * prompts, and the result reports repeated prompts. An embedded simulator or
     * a launched server is a new one for each run.
     *
     * @param earlier the other, which has ended
     * @return this runner
     */
    public Runner after(Runner earlier) {
        String server = options.target();
        boolean own = server.isEmpty() || SimulatedTarget.isSimulated(server) || LaunchSpec.isLaunch(server);
        if (!own && server.equals(earlier.options.target())) {
            sent = earlier.sent;
        }
        return this;
    }

    /**
     * Makes this run measure a server that outlives it.
     *
     * @param server opened by this run if no earlier run has opened it; not closed
     * @return this runner
     */
    public Runner on(SharedServer server) {
        shared = Optional.of(server);
        sent = server.sent();
        return this;
    }

    /**
     * Runs. Whatever happens once the trials are laid out is in the result: a trial that fails is a failed trial, a server that is not
     * there fails all of them.
     *
     * @return the bundle, which is on disk
     * @throws UsageException if nothing can be run as asked; nothing was sent and nothing is on disk
     * @throws IOException if the bundle cannot be written; what was measured stays in its {@code .part} folder
     */
    public ResultBundle run() throws IOException {
        Instant started = Instant.now();
        long startedNanos = System.nanoTime();
        List<WorkloadDefinition> selected = Workloads.discover().select(options.includes(), options.excludes());
        List<WorkloadPlan> plans = new TrialPlanner(options).plan(selected);
        // The first fork boots while the run is looked at.
        try (ForkLauncher forks = new ForkLauncher(plans)) {
            return run(
                    () -> started.plusNanos(System.nanoTime() - startedNanos), started, name(selected), plans, forks);
        }
    }

    /** Time is counted on from the start: a clock that is set meanwhile, by a user or a time server, moves no end before its start. */
    private ResultBundle run(
            Supplier<Instant> now, Instant started, String name, List<WorkloadPlan> plans, ForkLauncher forks)
            throws IOException {
        FlaggedTarget asked = target(plans);
        ClientCapacity.here().check(plans, asked.target());
        Checks asking = Checks.of(plans, options.profilers());
        HardwareUnderTest hardware = HardwareUnderTest.of(asked, plans);
        BundleFolder folder = BundleFolder.create(options.out(), started, name);
        List<TrialResult> trials = new ArrayList<>();
        boolean discard = true;
        try (TargetLease lease =
                lease(hardware.target(), plans.get(0).settings(), folder, asking.profilesByTorch(plans))) {
            TargetSession target = lease.target();
            Checks checks = asking.withTraces(target.traces());
            List<WorkloadPlan> ready = plans.stream().map(target::withModel).toList();
            TargetIdentity identity = target.identity(ready);
            hardware.check(ready, identity);
            target.reached().ifPresent(server -> checks.captures(ready, server));
            discard = false;
            listener.started(identity, ready);
            identity.server()
                    .map(ServerIdentity::contradictions)
                    .orElse(List.of())
                    .forEach(listener::note);
            Function<WorkloadPlan, Expectation> expectations = plan -> hardware.expect(plan, identity);
            RunRecord record =
                    new RunRecord(folder.id(), started, revision(plans), options.describe(), options.tags(), identity);
            TrialRunner runner = new TrialRunner(
                    folder,
                    target,
                    forks,
                    checks,
                    expectations,
                    listener,
                    stopper,
                    sent,
                    shared.map(server -> server.begin(ready.size())).orElse(0),
                    trial -> folder.checkpoint(record.of(Status.INTERRUPTED, now.get(), with(trials, trial))));
            for (int i = 0; i < ready.size() && !isOver(trials); i++) {
                trials.add(runner.run(ready.get(i), i));
                listener.trialEnded(trials.get(i));
            }
            RunResult result =
                    record.of(stopper.isStopped() ? Status.INTERRUPTED : Status.COMPLETED, now.get(), trials);
            lease.endLaunched(listener::launchStep); // its log is whole when the bundle is
            ResultBundle bundle = finish(folder, result);
            listener.ended(bundle);
            return bundle;
        } finally {
            if (discard) {
                folder.discard();
            }
        }
    }

    private TargetLease lease(FlaggedTarget target, ResolvedSettings settings, BundleFolder folder, boolean profiled)
            throws IOException {
        return shared.isPresent()
                ? new TargetLease(shared.get().open(target, settings, listener, stopper, profiled), true)
                : new TargetLease(
                        TargetSession.open(
                                target, settings, listener::note, Launch.ofRun(folder, listener, stopper, profiled)),
                        false);
    }

    /** Returns the one target of all trials, with the flags of its server. */
    private static FlaggedTarget target(List<WorkloadPlan> plans) {
        List<String> targets = plans.stream()
                .map(plan -> plan.settings().find(Settings.TARGET).orElse(SimulatedTarget.SCHEME))
                .distinct()
                .toList();
        if (targets.size() > 1) {
            throw new UsageException("the trials have different targets (" + String.join("; ", targets)
                    + "), but a run measures one server; run them one by one, or set -target");
        }
        List<WantedFlags> flags = plans.stream()
                .map(plan -> WantedFlags.of(plan.settings()))
                .distinct()
                .toList();
        if (flags.size() > 1) {
            throw new UsageException("the trials have different server flags ("
                    + flags.stream().map(WantedFlags::toString).collect(Collectors.joining("; "))
                    + "), but a run measures one server; sweep over them on the command line, or set one value with"
                    + " -s");
        }
        return new FlaggedTarget(targets.get(0), flags.get(0));
    }

    private static ResultBundle finish(BundleFolder folder, RunResult result) throws IOException {
        try {
            return folder.finish(result);
        } catch (IOException unwritable) {
            if (!Files.isDirectory(folder.folder())) {
                throw new IOException(
                        "the result cannot be written: " + folder.folder()
                                + " was deleted, moved or renamed during the run, and the measurements with it",
                        unwritable);
            }
            throw new IOException(
                    "the result cannot be written: " + FailureText.of(unwritable) + "; the measured data is in "
                            + folder.folder() + ": after fixing that, \"report " + folder.folder() + "\" finishes it",
                    unwritable);
        }
    }

    private static Optional<SourceRevision> revision(List<WorkloadPlan> plans) {
        return plans.get(0).settings().get(Settings.REVISION) ? SourceRevision.of(Path.of("")) : Optional.empty();
    }

    private static List<TrialResult> with(List<TrialResult> trials, TrialResult next) {
        List<TrialResult> all = new ArrayList<>(trials);
        all.add(next);
        return all;
    }

    /** Ends the run: the load stops now, and what was measured becomes its result. May be called from any thread. */
    public void stop() {
        stopper.stop();
    }

    private boolean isOver(List<TrialResult> trials) {
        return stopper.isStopped()
                || (options.stopOnFailure() && trials.stream().anyMatch(trial -> trial.status() == Status.FAILED));
    }

    private static String name(List<WorkloadDefinition> selected) {
        return selected.size() == 1 ? selected.get(0).spec().name() : selected.size() + "-workloads";
    }
}
