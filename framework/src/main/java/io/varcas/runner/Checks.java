package io.varcas.runner;

import io.varcas.accuracy.AccuracyPass;
import io.varcas.annotation.Profile;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.server.TorchProfiler;
import io.varcas.setting.GroundTruthSettings;
import io.varcas.setting.Layer;
import io.varcas.setting.ServerSettings;
import io.varcas.setting.Settings;
import io.varcas.setting.type.SettingException;
import io.varcas.supply.Counting;
import io.varcas.supply.ForkRequests;
import io.varcas.transport.Target;
import io.varcas.transport.TargetSettings;
import io.varcas.validation.UsageException;
import io.varcas.workload.Windows;
import io.varcas.workload.WorkloadPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Checks of profilers, scorers and ground truth, made before any load is sent. */
final class Checks {

    private static final int MOST_DAYS = 100;
    private static final double SECONDS_OF_A_DAY = 86_400;

    private final List<String> profilers;
    private final GroundTruthPasses passes;
    private final AccuracyBaselines baselines;
    private final Optional<Path> traces;

    private Checks(
            List<String> profilers, GroundTruthPasses passes, AccuracyBaselines baselines, Optional<Path> traces) {
        this.profilers = profilers;
        this.passes = passes;
        this.baselines = baselines;
        this.traces = traces;
    }

    /**
     * Looks.
     *
     * @param plans what shall run
     * @param profilers names of profilers beside those of the annotations
     * @throws UsageException with every fault found
     */
    static Checks of(List<WorkloadPlan> plans, List<String> profilers) {
        ClassLoader loader = Checks.class.getClassLoader();
        Set<String> names = new LinkedHashSet<>(profilers);
        for (WorkloadPlan plan : plans) {
            names.addAll(plan.profilers());
        }
        Set<String> faults = new LinkedHashSet<>();
        tooLong(plans).ifPresent(faults::add);
        for (String name : names) {
            try {
                Profiler.named(name, loader);
            } catch (SettingException fault) {
                faults.add(fault.getMessage());
            }
        }
        GroundTruthPasses passes = new GroundTruthPasses();
        AccuracyBaselines baselines = new AccuracyBaselines();
        for (WorkloadPlan plan : plans) {
            try {
                passes.add(plan, loader);
                baselines.add(plan);
            } catch (SettingException fault) {
                faults.add(plan.spec().name() + ": " + fault.getMessage());
            }
            if (plan.groundTruth().isEmpty()) {
                withoutDataset(plan).ifPresent(faults::add);
            }
            try {
                TargetSettings.metricsPages(plan.settings());
            } catch (IllegalArgumentException fault) {
                faults.add("-metricsUrl: " + fault.getMessage());
            }
            if (plan.settings().get(Settings.CLIENTS) > 1 && plan.forks().count() == 0) {
                faults.add(plan.spec().name()
                        + ": clients are separate JVMs, so -clients needs at least one fork; remove -f 0");
            }
            Optional<String> fault = ForkRequests.check(plan, swept(plan, plans));
            if (fault.isPresent()) {
                faults.add(plan.spec().name() + ": " + fault.get());
            }
        }
        faults.addAll(Counting.check(plans));
        if (!faults.isEmpty()) {
            throw new UsageException(List.copyOf(faults));
        }
        return new Checks(List.copyOf(profilers), passes, baselines, Optional.empty());
    }

    /** Returns these checks for a server whose torch profiler writes its traces into a folder; empty if it is not known. */
    Checks withTraces(Optional<Path> folder) {
        return new Checks(profilers, passes, baselines, folder);
    }

    /** Returns whether a trial profiles by vLLM's torch profiler. */
    boolean profilesByTorch(List<WorkloadPlan> plans) {
        return plans.stream().flatMap(plan -> capturesOf(plan).stream()).anyMatch(TorchProfiler::isNamedBy);
    }

    /** Returns the fault of a ground truth that has settings but no file. */
    private static Optional<String> withoutDataset(WorkloadPlan plan) {
        return GroundTruthSettings.all().stream()
                .filter(setting -> plan.settings().layerOf(setting) != Layer.DEFAULT)
                .findFirst()
                .map(setting -> plan.spec().name() + ": " + setting.name() + " is set, but "
                        + GroundTruthSettings.DATASET.name() + " is not, so that nothing would be checked");
    }

    /** Returns the parameters in which a plan differs from another of its workload. */
    private static Set<String> swept(WorkloadPlan plan, List<WorkloadPlan> plans) {
        Set<String> swept = new LinkedHashSet<>();
        plans.stream()
                .filter(other -> other.spec().name().equals(plan.spec().name()))
                .forEach(other -> plan.params().forEach((name, value) -> {
                    if (!value.equals(other.params().get(name))) {
                        swept.add(name);
                    }
                }));
        return swept;
    }

    /** Returns the profilers of a trial: those of its annotations, then those of the options, and the one that addresses of metrics need. */
    List<String> profilersOf(WorkloadPlan plan) {
        return profilersOf(plan, false);
    }

    /** Returns those that get forks of their own, after the measured ones. */
    List<String> capturesOf(WorkloadPlan plan) {
        return profilersOf(plan, true);
    }

    private List<String> profilersOf(WorkloadPlan plan, boolean inOwnFork) {
        Set<String> names = new LinkedHashSet<>(plan.profilers());
        names.addAll(profilers);
        if (!plan.settings().get(ServerSettings.METRICS_URLS).isEmpty()) {
            names.add(Profile.SERVER_METRICS);
        }
        return names.stream()
                .map(name -> traces.map(folder -> TorchProfiler.located(name, folder))
                        .orElse(name))
                .filter(name ->
                        Profiler.named(name, Checks.class.getClassLoader()).needsOwnFork() == inOwnFork)
                .toList();
    }

    /**
     * Makes sure that the profilers with forks of their own can run.
     *
     * @param server the server under test
     * @throws UsageException with the reason of each that cannot
     */
    void captures(List<WorkloadPlan> plans, Target server) {
        ProfilerContext context = ProfilerContext.eachSecond(server, System::nanoTime);
        Set<String> faults = new LinkedHashSet<>();
        for (WorkloadPlan plan : plans) {
            for (String name : capturesOf(plan)) {
                Profiler profiler = Profiler.named(name, Checks.class.getClassLoader());
                profiler.obstacle(context)
                        .ifPresent(reason -> faults.add("profiler " + profiler.name() + ": " + reason));
            }
        }
        if (!faults.isEmpty()) {
            throw new UsageException(List.copyOf(faults));
        }
    }

    /** Returns the accuracy pass of a trial, if it has one. */
    Optional<AccuracyPass> passOf(WorkloadPlan plan) {
        return passes.of(plan);
    }

    /** Returns the baselines that accuracy is compared with. */
    AccuracyBaselines baselines() {
        return baselines;
    }

    /** Asks about a load that lasts longer than anybody waits: a unit was probably mistaken. */
    private static Optional<String> tooLong(List<WorkloadPlan> plans) {
        double days = plans.stream().mapToDouble(Checks::days).sum();
        return days <= MOST_DAYS
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the load would last %,.0f days (limit %d): is the unit of -r or -w the one that is meant, as"
                                + " in 30s or 5min?",
                        days,
                        MOST_DAYS));
    }

    private static double days(WorkloadPlan plan) {
        Windows windows = plan.windows();
        double seconds = windows.warmups() * seconds(windows.warmupTime())
                + windows.measurements() * seconds(windows.measurementTime());
        int forks = Math.max(1, plan.forks().count()) + plan.forks().warmups();
        return seconds * forks / SECONDS_OF_A_DAY;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
