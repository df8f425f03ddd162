package io.varcas.cli.run;

import io.varcas.annotation.Severity;
import io.varcas.cli.flag.Formats;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.result.ReportFormat;
import io.varcas.setting.FlagSettings;
import io.varcas.setting.GroundTruthSettings;
import io.varcas.setting.Layer;
import io.varcas.setting.LoadSettings;
import io.varcas.setting.SamplingSettings;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import io.varcas.sla.Objective;
import io.varcas.workload.LoadShape;
import io.varcas.workload.TrafficPart;
import io.varcas.workload.WorkloadPlan;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The output of {@code -l}, {@code -lp}, {@code -lprof} and {@code -lrf}. */
public final class Listings {

    private final PrintWriter out;

    public Listings(PrintWriter out) {
        this.out = out;
    }

    /** Lists workloads, each once; asked for numbers, with every value of every trial and where it comes from. */
    public void workloads(List<WorkloadPlan> plans, boolean numbers) {
        out.println("Workloads:");
        Map<String, List<WorkloadPlan>> byClass = new LinkedHashMap<>();
        plans.forEach(plan -> byClass.computeIfAbsent(plan.spec().className(), name -> new ArrayList<>())
                .add(plan));
        byClass.forEach((className, trials) -> {
            String description = trials.get(0).spec().description();
            out.println(className + (description.isEmpty() ? "" : "  (" + description + ")"));
            if (numbers) {
                numbers(trials);
            }
        });
    }

    /** Lists the profilers, and for those that cannot run here the reason. */
    public void profilers() {
        ProfilerContext context = new ProfilerContext(Optional.empty(), System::nanoTime, Duration.ofSeconds(1));
        out.println("Profilers:");
        for (Profiler profiler :
                Profiler.extensions().all(Listings.class.getClassLoader()).values()) {
            out.println(String.format("  %-16s %s", profiler.name(), profiler.meaning())
                    + (profiler.options().isEmpty() ? "" : "; options: " + profiler.options())
                    + profiler.obstacle(context)
                            .map(reason -> "; here: " + reason)
                            .orElse(""));
        }
    }

    /** Lists the result formats. */
    public void formats() {
        out.println("Result formats:");
        Formats.all().listing(ReportFormat::description).forEach(out::println);
    }

    private void numbers(List<WorkloadPlan> trials) {
        WorkloadPlan first = trials.get(0);
        trials.forEach(this::traffic);
        first.spec()
                .parameters()
                .forEach(field -> out.println("  param " + field.name() + " = {" + String.join(", ", field.values())
                        + "} (" + field.type() + ")"));
        for (Setting<?> setting :
                Settings.all().stream().filter(any -> hasUse(any, first)).toList()) {
            value(first, setting)
                    .ifPresent(text -> out.println("  " + setting.name() + " = " + text + "  # " + setting.meaning()
                            + "; from " + first.settings().layerOf(setting).label()));
        }
        FlagSettings.of(first.settings())
                .forEach((flag, text) -> out.println("  flag " + flag + " = " + text + "  # of the server; from "
                        + layer(first, FlagSettings.name(flag)).label()));
        first.objectives()
                .forEach(objective -> out.println("  sla " + objective.describe()
                        + (objective.severity() == Severity.WARN ? "; warns only" : "")
                        + (objective.minSamples() > 0 ? "; needs n >= " + objective.minSamples() : "")
                        + "  # " + (objective.reason().isEmpty() ? "" : objective.reason() + "; ") + "from "
                        + objective.layer().label() + replaced(objective, first)));
    }

    private static Layer layer(WorkloadPlan plan, String setting) {
        return Settings.named(setting).map(plan.settings()::layerOf).orElse(Layer.DEFAULT);
    }

    /** Returns the bounds of the workload that an objective replaces. */
    private static String replaced(Objective objective, WorkloadPlan plan) {
        return plan.spec().objectives().stream()
                .filter(weaker -> objective.replaces(weaker) && !objective.equals(weaker))
                .map(weaker -> ", replaces " + weaker.describe())
                .collect(Collectors.joining());
    }

    /** What one trial sends: when, and how long. */
    private void traffic(WorkloadPlan trial) {
        String params = trial.params().isEmpty() ? "" : trial.params() + " ";
        out.println("  traffic " + params + trial.describeLoad());
        for (TrafficPart part : trial.parts()) {
            out.println("    " + (part.name().isEmpty() ? "" : part.name() + ", weight " + weight(part) + ": ")
                    + "prompt tokens " + part.input().describe() + "; output tokens "
                    + part.output().describe());
        }
    }

    private static String weight(TrafficPart part) {
        return part.weight() == Math.rint(part.weight())
                ? String.valueOf((long) part.weight())
                : String.valueOf(part.weight());
    }

    /**
     * Returns whether a trial's load depends on a setting: what belongs to another load shape or process of arrivals is
     * not shown.
     */
    static boolean hasUse(Setting<?> setting, WorkloadPlan plan) {
        boolean sampling = SamplingSettings.all().contains(setting);
        if (sampling && plan.settings().layerOf(setting) == Layer.DEFAULT) {
            return Settings.TEMPERATURE.equals(setting) || Settings.IGNORE_EOS.equals(setting);
        }
        if (GroundTruthSettings.all().contains(setting)) {
            return plan.groundTruth().isPresent();
        }
        if (!LengthUse.counts(setting, plan)) {
            return false;
        }
        if (plan.load() instanceof LoadShape.Closed) {
            return !LoadSettings.open().contains(setting);
        }
        return !LoadSettings.closed().contains(setting)
                && (!LoadSettings.open().contains(setting)
                        || LoadSettings.of(plan.settings().get(Settings.ARRIVALS))
                                .contains(setting));
    }

    /** Returns the value a trial runs with; the short form of a length is shown only if somebody used it. */
    static <T> Optional<String> value(WorkloadPlan plan, Setting<T> setting) {
        return plan.settings().find(setting).map(setting::format).filter(text -> !text.isEmpty());
    }
}
