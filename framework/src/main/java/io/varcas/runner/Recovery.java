package io.varcas.runner;

import io.varcas.dataset.LengthFile;
import io.varcas.fork.ForkFolder;
import io.varcas.fork.ForkTask;
import io.varcas.fork.RunPrompts;
import io.varcas.fork.SharedFiles;
import io.varcas.fork.Workloads;
import io.varcas.result.BundleFolder;
import io.varcas.result.ForkResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.result.TrialResultBuilder;
import io.varcas.runner.trial.TrialAssembler;
import io.varcas.runner.trial.TrialResultDraft;
import io.varcas.setting.ResolvedSettings;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import io.varcas.traffic.Seed;
import io.varcas.validation.UsageException;
import io.varcas.workload.PlanResolver;
import io.varcas.workload.WorkloadDefinition;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finishes a bundle whose run ended without doing so: computes the trial that was under way from the request logs it left. */
public final class Recovery {

    private static final String CUT_OFF = "the run ended before this load generator did";

    private final BundleFolder bundle;
    private final RunResult known;

    private Recovery(BundleFolder bundle, RunResult known) {
        this.bundle = bundle;
        this.known = known;
    }

    /**
     * Finishes a bundle.
     *
     * @param part its folder, whose name ends in {@code .part}; renamed
     * @return the bundle, whose result is interrupted
     * @throws IOException if its run goes on, it holds nothing that can be read, or cannot be written; the message is one line
     */
    public static ResultBundle finish(Path part) throws IOException {
        BundleFolder bundle = BundleFolder.resume(part);
        return new Recovery(bundle, bundle.known()).finish();
    }

    private ResultBundle finish() throws IOException {
        List<TrialResult> trials = new ArrayList<>();
        for (int i = 0; i < known.trials().size(); i++) {
            TrialResult trial = known.trials().get(i);
            trials.add(
                    trial.error().filter(TrialResultDraft.UNFINISHED::equals).isPresent() ? computed(trial, i) : trial);
        }
        return bundle.finish(new RunResult(
                known.schemaVersion(),
                known.id(),
                Status.INTERRUPTED,
                known.started(),
                lastWritten(),
                known.varcasVersion(),
                known.source(),
                known.command(),
                known.tags(),
                known.host(),
                known.launcher(),
                known.target(),
                trials));
    }

    private TrialResult computed(TrialResult trial, int place) throws IOException {
        try {
            WorkloadDefinition definition = Workloads.named(trial.benchmark());
            WorkloadPlan plan = PlanResolver.resolve(
                            definition.spec(),
                            trial.params(),
                            ResolvedSettings.resolved(trial.settings()),
                            new LengthFile(Recovery.class.getClassLoader()))
                    .withModel(trial.model())
                    .withSeed(Seed.of(trial.seed()))
                    .withObjectives(
                            trial.objectives().isEmpty() ? definition.spec().objectives() : objectives(trial));
            TrialResultBuilder result = new TrialAssembler(
                            bundle,
                            plan,
                            known.target().simulated(),
                            Optional.empty(),
                            known.target().server())
                    .of(forks(trial, plan, place), Optional.empty(), Duration.ZERO, List.of())
                    .ended(Status.INTERRUPTED, Optional.of(CUT_OFF));
            trial.prediction().ifPresent(result::prediction);
            trial.cost().ifPresent(result::pricedAt);
            return result.build().judgedBy(plan.objectives());
        } catch (UsageException unknown) {
            return trial.toBuilder()
                    .ended(Status.INTERRUPTED, Optional.of(TrialResultDraft.UNFINISHED + ": " + unknown.getMessage()))
                    .build();
        }
    }

    private static List<Objective> objectives(TrialResult trial) {
        return trial.objectives().stream().map(Verdict::objective).toList();
    }

    /** Returns the forks that ended, and what is there of the one that did not. */
    private List<ForkResult> forks(TrialResult trial, WorkloadPlan plan, int place) throws IOException {
        List<ForkResult> forks = new ArrayList<>(trial.forkResults());
        Path trialFolder = bundle.folder().resolve("trial-" + (place + 1));
        Path folder = trialFolder.resolve("fork-" + (forks.size() + 1));
        mergeClients(folder);
        if (Files.exists(folder.resolve(ForkFolder.REQUESTS))) {
            int index = forks.size();
            ForkTask task = ForkTask.of(plan, place, known.target().uri(), index, folder, List.of());
            forks.add(new ForkFolder(bundle, folder, new RunPrompts(), index)
                    .cutOff(task, plan, CUT_OFF)
                    .result());
        }
        return forks;
    }

    private static void mergeClients(Path folder) throws IOException {
        if (!Files.isDirectory(folder.resolve("client-1")) || Files.exists(folder.resolve(ForkFolder.REQUESTS))) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            SharedFiles.merge(
                    folder,
                    files.filter(file -> file.getFileName().toString().startsWith("client-"))
                            .sorted()
                            .toList());
        }
    }

    private Instant lastWritten() throws IOException {
        Instant last = known.started();
        try (Stream<Path> files = Files.walk(bundle.folder())) {
            for (Path log :
                    files.filter(file -> file.endsWith(ForkFolder.REQUESTS)).toList()) {
                Instant written = Files.getLastModifiedTime(log).toInstant();
                last = written.isAfter(last) ? written : last;
            }
        }
        return last;
    }
}
