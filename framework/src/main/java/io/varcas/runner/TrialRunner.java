package io.varcas.runner;

import io.varcas.accuracy.AccuracyPass;
import io.varcas.accuracy.AccuracyResult;
import io.varcas.client.UnusableTargetException;
import io.varcas.fork.ForkEnd;
import io.varcas.fork.ForkEvents;
import io.varcas.fork.ForkException;
import io.varcas.fork.ForkFolder;
import io.varcas.fork.ForkLauncher;
import io.varcas.fork.ForkTask;
import io.varcas.fork.LiveProgress;
import io.varcas.fork.RunPrompts;
import io.varcas.fork.RunningFork;
import io.varcas.fork.WindowProgress;
import io.varcas.launch.ServerDeath;
import io.varcas.result.BundleFolder;
import io.varcas.result.CaptureResult;
import io.varcas.result.ForkResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.result.TrialResultBuilder;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.runner.guard.ServerGuard;
import io.varcas.runner.trial.TrialAssembler;
import io.varcas.runner.trial.TrialResultDraft;
import io.varcas.runner.trial.TrialUtilization;
import io.varcas.workload.GroundTruthCheck;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Runs the trials of a run: forks, then the accuracy pass, then the assembly of results. What breaks a trial does not break the run. */
final class TrialRunner {

    private static final String SIMULATED_OUTPUTS = "simulated outputs";

    private final BundleFolder bundle;
    private final TargetSession target;
    private final ForkLauncher launcher;
    private final Checks checks;
    private final Function<WorkloadPlan, Expectation> expectations;
    private final RunListener listener;
    private final Stopper stopper;
    private final RunPrompts sent;
    private final int before;
    private final Checkpoint checkpoint;
    private final Optional<ServerGuard> guard;
    private volatile Duration standstill = Duration.ZERO;

    /** Writes down what is known of a trial while it runs. */
    interface Checkpoint {

        /** Writes it. */
        void underWay(TrialResult trial) throws IOException;
    }

    /**
     * Creates a runner of trials.
     *
     * @param sent prompts that the server knows
     * @param before trials that the server has seen
     */
    TrialRunner(
            BundleFolder bundle,
            TargetSession target,
            ForkLauncher launcher,
            Checks checks,
            Function<WorkloadPlan, Expectation> expectations,
            RunListener listener,
            Stopper stopper,
            RunPrompts sent,
            int before,
            Checkpoint checkpoint) {
        this.bundle = bundle;
        this.target = target;
        this.launcher = launcher;
        this.checks = checks;
        this.expectations = expectations;
        this.listener = listener;
        this.stopper = stopper;
        this.sent = sent;
        this.before = before;
        this.checkpoint = checkpoint;
        this.guard = target.guard();
    }

    /**
     * Predicts a trial, then runs it.
     *
     * @param plan what it runs
     * @param trial its place, from 0
     */
    TrialResult run(WorkloadPlan plan, int trial) {
        listener.trialStarted(plan, trial);
        Expectation expected = expectations.apply(plan);
        listener.predicted(expected.prediction());
        TrialResult measured = measure(plan, trial, expected)
                .prediction(expected.prediction())
                .pricedAt(expected.cost())
                .build();
        return TrialUtilization.added(bundle.folder(), measured, expected.roof())
                .judgedBy(plan.objectives());
    }

    private TrialResultBuilder measure(WorkloadPlan planned, int trial, Expectation expected) {
        WorkloadPlan plan = planned;
        List<ForkResult> forks = new ArrayList<>();
        standstill = Duration.ZERO;
        try {
            target.check();
            guard.ifPresent(ServerGuard::beforeTrial);
            plan = target.withModel(planned); // a server that was not there at first had not said what it serves
            underWay(plan, forks, expected);
            Path folder = Files.createDirectories(bundle.folder().resolve("trial-" + (trial + 1)));
            for (int i = 0; i < plan.forks().warmups() && isGoingOn(); i++) {
                listener.forkStarted(i, plan.forks().warmups(), true);
                ForkTask task = task(plan, trial, -1 - i, folder.resolve("warmup-fork-" + (i + 1)), List.of());
                ForkFolder.discard(fork(plan, task, i));
            }
            int count = Math.max(1, plan.forks().count());
            for (int i = 0; i < count && isGoingOn(); i++) {
                listener.forkStarted(i, count, false);
                ForkTask task = task(plan, trial, i, folder.resolve("fork-" + (i + 1)), checks.profilersOf(plan));
                ForkResult fork = fork(plan, task, i).result();
                problems(fork);
                forks.add(fork);
                underWay(plan, forks, expected);
            }
            Optional<ServerDeath> death = target.death();
            if (death.isPresent()) {
                death.get().tail().forEach(line -> listener.launchStep(Launch.LOG + ": " + line));
                return new TrialResultDraft(plan, forks)
                        .failed(new UnusableTargetException(death.get().line()));
            }
            List<CaptureResult> captures = captures(plan, trial, folder, count);
            Optional<AccuracyResult> accuracy = stopper.isStopped() ? Optional.empty() : accuracy(plan, forks);
            Optional<ServerIdentity> server = target.identity(List.of(plan)).server();
            return new TrialAssembler(bundle, plan, target.isSimulated(), expected.hardware(), server)
                    .of(
                            forks,
                            accuracy,
                            target.isEmbedded() ? standstill : Duration.ZERO,
                            guard.map(ServerGuard::findings).orElse(List.of()))
                    .captures(captures);
        } catch (IOException | RuntimeException | Error failure) {
            return new TrialResultDraft(plan, forks).failed(failure);
        }
    }

    private boolean isGoingOn() {
        return !stopper.isStopped() && target.death().isEmpty();
    }

    private void underWay(WorkloadPlan plan, List<ForkResult> forks, Expectation expected) throws IOException {
        checkpoint.underWay(new TrialResultDraft(plan, forks)
                .unfinished()
                .prediction(expected.prediction())
                .pricedAt(expected.cost())
                .build()
                .judgedBy(plan.objectives()));
    }

    /** Profiles under the same load, after it was measured: each profiler that disturbs has a fork of its own. */
    private List<CaptureResult> captures(WorkloadPlan plan, int trial, Path folder, int measured) throws IOException {
        List<CaptureResult> captures = new ArrayList<>();
        List<String> wanted = checks.capturesOf(plan);
        for (int i = 0; i < wanted.size() && isGoingOn(); i++) {
            listener.profileStarted(wanted.get(i));
            int place = measured + i;
            ForkTask task = task(plan, trial, place, folder.resolve("profile-" + (i + 1)), List.of())
                    .profiling(List.of(wanted.get(i)));
            ForkResult fork = fork(plan, task, place).result();
            captures.add(CaptureResult.of(wanted.get(i), plan.describeLoad(), fork));
            captures.get(i).failure().ifPresent(listener::note);
        }
        return captures;
    }

    /** Warm-up and profiled forks draw other requests than measured ones: else they would share prefixes in its cache. */
    private ForkTask task(WorkloadPlan plan, int trial, int place, Path folder, List<String> profilers) {
        return ForkTask.of(plan, before + trial, target.base(), place, folder, profilers);
    }

    private ForkFolder fork(WorkloadPlan plan, ForkTask task, int index) throws IOException {
        Files.createDirectories(task.folder());
        guard.ifPresent(ServerGuard::beforeLoad);
        ForkFolder files = new ForkFolder(bundle, task.folder(), sent, index);
        Relay relay = new Relay(plan, task);
        try (RunningFork fork = launcher.next(plan)) {
            stopper.running(fork);
            target.onDeath(fork::stop);
            ForkEnd end = fork.run(task, relay);
            relay.ended(end);
            if (end.interrupted() && !stopper.isStopped() && target.death().isEmpty()) {
                listener.note("fork " + (index + 1) + " was stopped by a signal; its measurements are kept");
            }
            return files.ended(task, fork.jvm(), end.interrupted() ? Status.INTERRUPTED : Status.COMPLETED, end);
        } catch (ForkException failure) {
            listener.note("fork " + (index + 1) + " failed: " + failure.getMessage());
            return files.failed(task, plan, failure);
        } finally {
            stopper.ended();
            guard.ifPresent(server -> server.afterLoad(relay.mostCompleted));
        }
    }

    /** Tells what a profiler was asked for and did not record; a run must not look as if it had. */
    private void problems(ForkResult fork) {
        fork.profiles()
                .forEach((name, profile) -> profile.problem()
                        .ifPresent(problem ->
                                listener.note("profiler " + name + ", fork " + (fork.index() + 1) + ": " + problem)));
    }

    private Optional<AccuracyResult> accuracy(WorkloadPlan plan, List<ForkResult> forks) throws IOException {
        Optional<AccuracyPass> pass = checks.passOf(plan);
        if (pass.isEmpty()) {
            return Optional.empty();
        }
        if (target.saysRandomWords()) {
            listener.note(plan.trialName()
                    + ": accuracy is not measured, because the outputs are simulated; use sim:answers=FILE to take"
                    + " outputs from a file of ground truth");
            return Optional.of(pass.get().notMeasured(SIMULATED_OUTPUTS));
        }
        GroundTruthCheck check = plan.groundTruth().orElseThrow();
        AccuracyResult result = check.underLoad()
                ? new LoadGrading(pass.get(), check).of(bundle.folder(), forks)
                : pass.get().run(target.answers(plan, check.maxTokens(), pass.get()), done -> {});
        return Optional.of(
                checks.baselines().compared(plan, result, problem -> listener.note(plan.trialName() + ": " + problem)));
    }

    /** Passes a fork's events on to the listener. */
    private final class Relay implements ForkEvents {

        private final int warmups;
        private final String fork;
        private long completed;
        private long inFlight;
        private OptionalLong mostCompleted = OptionalLong.empty();

        Relay(WorkloadPlan plan, ForkTask task) {
            this.warmups = plan.windows().warmups();
            this.fork = String.valueOf(task.folder().getFileName()).replace('-', ' ');
        }

        @Override
        public void windowEnded(WindowProgress progress) {
            completed += progress.completed() + progress.failed();
            inFlight = Math.max(inFlight, progress.inFlight());
            guard.ifPresent(server -> server.afterIteration(iteration(progress.window()) + " of " + fork));
            listener.windowEnded(progress);
        }

        /** Those in flight count twice, for some began after they were counted last. */
        void ended(ForkEnd end) {
            mostCompleted = end.interrupted() ? OptionalLong.empty() : OptionalLong.of(completed + 2 * inFlight);
        }

        private String iteration(int window) {
            return window < warmups ? "warm-up iteration " + (window + 1) : "iteration " + (window - warmups + 1);
        }

        @Override
        public void live(LiveProgress progress) {
            inFlight = Math.max(inFlight, progress.inFlight());
            listener.live(progress);
        }

        @Override
        public void alive() {
            listener.alive();
        }

        @Override
        public void launcherStoodStill(Duration time) {
            standstill = time.compareTo(standstill) > 0 ? time : standstill;
            listener.note(String.format(
                    Locale.ROOT,
                    "the launcher was suspended for at least %.1f s, like a stopped process or a sleeping machine%s",
                    time.toMillis() / 1e3,
                    target.isEmbedded() ? ", and the simulator with it" : "; the load went on"));
        }

        @Override
        public void output(String line) {
            listener.output(line);
        }
    }
}
