package io.varcas.reports.chart;

import io.varcas.profiler.kernel.EngineStep;
import io.varcas.profiler.kernel.KernelProfile;
import io.varcas.reports.DoubleSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Charts of a kernel profile. */
public final class KernelCharts {

    private static final int MOST_STEPS = 4_000;

    private KernelCharts() {}

    /** Returns the timeline of the engine's steps: when each began, how long it took, and its phase. */
    public static Chart steps(KernelProfile profile) {
        List<EngineStep> steps = profile.steps().stream().limit(MOST_STEPS).toList();
        List<Series> series = new ArrayList<>();
        add(series, "prefill", steps, EngineStep::isPrefill);
        add(series, "decode", steps, step -> step.isDecode() && !step.isPrefill());
        add(series, "mixed", steps, step -> !step.isDecode() && !step.isPrefill());
        return Chart.of(
                "Timeline of steps",
                "Each point is a step of the engine; its label gives the tokens in it."
                        + (profile.engineSteps() > steps.size()
                                ? " The first " + steps.size() + " of " + profile.engineSteps() + " steps."
                                : ""),
                Axis.linear("time in the profile", "s"),
                Axis.linear("duration", "ms"),
                series);
    }

    private static void add(List<Series> series, String name, List<EngineStep> steps, Predicate<EngineStep> phase) {
        List<EngineStep> chosen = steps.stream().filter(phase).toList();
        series.add(new Series(
                name,
                Series.Look.POINTS,
                DoubleSeries.of(chosen.stream().mapToDouble(EngineStep::startSeconds)),
                DoubleSeries.of(chosen.stream().mapToDouble(step -> step.seconds() * 1e3)),
                chosen.stream()
                        .map(step -> step.prefillTokens() + " prompt tokens of " + step.prefillSequences() + ", "
                                + step.decodeTokens() + " output tokens of " + step.decodeSequences())
                        .toList()));
    }
}
