package io.varcas.cli.predict;

import io.varcas.queueing.QueueModel;
import io.varcas.roofline.MemoryPlan;
import io.varcas.setting.type.Durations;
import io.varcas.sizing.Assessment;
import io.varcas.sizing.Candidate;
import io.varcas.sizing.Cost;
import io.varcas.sizing.Energy;
import io.varcas.sizing.SizingReport;
import io.varcas.sizing.SizingRequest;
import io.varcas.sizing.VllmCommand;
import io.varcas.sizing.VllmCommands;
import io.varcas.sizing.demand.Demand;
import io.varcas.sizing.demand.Estimate;
import io.varcas.sizing.demand.LatencyMetric;
import io.varcas.sizing.demand.ObjectiveRow;
import io.varcas.sizing.demand.Origin;
import io.varcas.sizing.demand.Prediction;
import io.varcas.sizing.demand.Quantile;
import io.varcas.text.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sizing report as text: who passes, who fails, and one of them in full. */
final class SizeText {

    private static final double HEALTHY_P95 = 3;
    private static final double ACCEPTABLE_P95 = 5;
    private static final double HEALTHY_P99 = 4;
    private static final double ACCEPTABLE_P99 = 6;
    private static final double GIB = 1L << 30;

    private final SizingReport report;
    private final VllmCommands commands;
    private final int top;
    private final int detail;
    private final boolean peak;
    private final boolean queueModels;
    private final List<String> more;
    private final List<String> lines = new ArrayList<>();

    SizeText(
            SizingReport report,
            VllmCommands commands,
            int top,
            int detail,
            boolean peak,
            boolean queueModels,
            List<String> more) {
        this.report = report;
        this.commands = commands;
        this.top = top;
        this.detail = detail;
        this.peak = peak;
        this.queueModels = queueModels;
        this.more = more;
    }

    List<String> lines() {
        head();
        if (report.passing().isEmpty()) {
            add("");
            add("No machine meets every objective.");
        }
        list("Meets every objective, by cost", report.passing());
        list("Misses an objective, by gap", report.failing());
        list("Would pass, but is over the price or idle limit", report.rejected());
        front();
        lines.addAll(more);
        unfit();
        List<Assessment> shown = report.passing().isEmpty() ? report.failing() : report.passing();
        if (detail <= shown.size()) {
            explain(shown.get(detail - 1), report.passing().isEmpty());
        }
        add("");
        add("Assumptions");
        report.assumptions().forEach(assumption -> add("  " + assumption));
        long checked = report.passing().stream()
                .filter(fleet -> fleet.prediction().origin() == Origin.SIMULATION)
                .count();
        add("  the engine was run for " + checked + " of the "
                + report.passing().size()
                + " machines that pass; the formula, which the others are judged by, errs low at high quantiles");
        add("  intervals: nine in ten measured means of the rows a profile was held out on lay within; quantiles take"
                + " the same share");
        return lines;
    }

    private void head() {
        SizingRequest request = report.request();
        add(text(
                "Predicted, not measured: %s for %s of %s, headroom %.0f %%, %s, %s",
                request.model().id(),
                report.workload().id(),
                demand(request.demand()) + (peak ? " at its peak" : ""),
                request.headroomPercent(),
                request.terms().key(),
                request.engine()));
        ModelText.lines(request.model(), request.kvPrecisions().get(0)).forEach(this::add);
        report.warnings().forEach(warning -> add("WARNING: " + warning));
        double factor = report.workload().peakFactor();
        if (factor > 1 && !peak) {
            add(text(
                    "The peak of %s is %.1f times its mean. The demand was taken as given; --peak sizes for the peak.",
                    report.workload().id(), factor));
        }
    }

    private void list(String title, List<Assessment> fleets) {
        if (fleets.isEmpty()) {
            return;
        }
        add("");
        add(title + " (" + Math.min(top, fleets.size()) + " of " + fleets.size() + ")");
        TextTable table = new TextTable(
                "#",
                "machines",
                "instance",
                "GPUs",
                "replica",
                "USD/h",
                "USD/1k tok",
                "TTFT p95 ms",
                "TPOT p50 ms",
                "load",
                "burst",
                "worst gap",
                "by");
        for (int i = 0; i < Math.min(top, fleets.size()); i++) {
            Assessment fleet = fleets.get(i);
            Prediction prediction = fleet.prediction();
            table.row(
                    String.valueOf(i + 1),
                    String.valueOf(fleet.instances()),
                    fleet.candidate().instanceName(),
                    fleet.candidate().instance().acceleratorCount() + " x "
                            + fleet.candidate().deployment().accelerator().id(),
                    layout(fleet),
                    fleet.usdPerHour().isPresent()
                            ? text("%.2f", fleet.usdPerHour().getAsDouble())
                            : "unknown",
                    fleet.cost() == null ? "unknown" : text("%.5f", fleet.cost().usdPer1kOutputTokens()),
                    millis(prediction.at(LatencyMetric.TTFT, Quantile.P95).value()),
                    millis(prediction.at(LatencyMetric.TPOT, Quantile.P50).value()),
                    percent(prediction.utilisation()),
                    text("%.1fx", fleet.burstFactor()),
                    gap(fleet.worstGap()),
                    prediction.origin() == Origin.SIMULATION ? "engine" : "formula");
        }
        table.lines().forEach(line -> add("  " + line));
    }

    private void front() {
        if (report.pareto().size() > 1) {
            add("");
            add("Faster for more money (end to end p95 over requests, by cost)");
            TextTable table = new TextTable("machines", "instance", "replica", "USD/h", "E2E p95 ms");
            report.pareto()
                    .forEach(fleet -> table.row(
                            String.valueOf(fleet.instances()),
                            fleet.candidate().instanceName(),
                            layout(fleet),
                            text("%.2f", fleet.usdPerHour().orElse(Double.NaN)),
                            millis(fleet.prediction()
                                    .at(LatencyMetric.E2E, Quantile.P95)
                                    .value())));
            table.lines().forEach(line -> add("  " + line));
        }
    }

    private void unfit() {
        if (!report.unfit().isEmpty()) {
            add("");
            add("Cannot serve the model at all (" + Math.min(top, report.unfit().size()) + " of "
                    + report.unfit().size() + ")");
            report.unfit().stream().limit(top).forEach(unfit -> add("  " + unfit.instance() + ": " + unfit.reason()));
        }
    }

    private void explain(Assessment fleet, boolean failing) {
        Prediction prediction = fleet.prediction();
        add("");
        add((failing ? "Nearest to passing: " : "In full: ") + fleet.instances() + " x "
                + fleet.candidate().instanceName() + ", " + fleet.replicas() + " replica(s) of " + layout(fleet));
        TextTable table = new TextTable("objective", "target ms", "predicted ms", "interval ms", "gap", "status");
        for (ObjectiveRow row : fleet.objectives()) {
            table.row(
                    row.label(),
                    millis(row.targetSeconds()),
                    millis(row.predicted().value()),
                    millis(row.predicted().low()) + " to "
                            + millis(row.predicted().high()),
                    gap(row.gap()),
                    row.status().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        table.lines().forEach(line -> add("  " + line));
        Estimate e2e = prediction.at(LatencyMetric.E2E, Quantile.P50);
        add(text(
                "  End to end over requests: p50 %s ms (%s to %s), p95 %s, p99 %s ms",
                millis(e2e.value()),
                millis(e2e.low()),
                millis(e2e.high()),
                millis(prediction.at(LatencyMetric.E2E, Quantile.P95).value()),
                millis(prediction.at(LatencyMetric.E2E, Quantile.P99).value())));
        double tail95 = prediction.tail(LatencyMetric.TTFT, Quantile.P95);
        double tail99 = prediction.tail(LatencyMetric.TTFT, Quantile.P99);
        add(text(
                "  Tail: TTFT p95 is %.1f times its median (%s), p99 %.1f times (%s)",
                tail95,
                grade(tail95, HEALTHY_P95, ACCEPTABLE_P95),
                tail99,
                grade(tail99, HEALTHY_P99, ACCEPTABLE_P99)));
        boolean users = report.request().demand() instanceof Demand.Users;
        add(text(
                        "  Throughput: %.2f requests/s, %.0f output tokens/s; ",
                        fleet.requestsPerSecond(), fleet.outputTokensPerSecond())
                + (users ? "all places taken at" : text("full at %.2f requests/s,", fleet.fleetCapacityPerSecond()))
                + text(" %.1f times %s", fleet.burstFactor(), users ? "the users" : "that"));
        add(text(
                "  A replica: %.1f requests running, %s of its capacity in use, %s of its KV pool",
                prediction.running(), percent(prediction.utilisation()), percent(prediction.kvUsage())));
        add(text(
                "  A typical step is bound by %s; most of it (%s) is %s",
                prediction.bound().name().toLowerCase(Locale.ROOT),
                percent(prediction.dominatingShare()),
                prediction.dominatingOp().label()));
        add("  Kernels: " + fleet.candidate().deployment().kernels().describe() + "; "
                + fleet.candidate().deployment().kernels().evidence().text());
        memory(fleet);
        money(fleet);
        if (queueModels) {
            queues(fleet);
        }
        fleet.warnings().forEach(warning -> add("  WARNING: " + warning));
        for (VllmCommand.Variant variant : VllmCommand.Variant.values()) {
            command(commands.command(
                    fleet.candidate(),
                    variant,
                    report.workload().requests().meanPromptTokens()
                            + report.workload().requests().meanOutputTokens()));
        }
    }

    private void queues(Assessment fleet) {
        Prediction prediction = fleet.prediction();
        add("");
        add(text(
                "  Queue models of a replica at %.2f requests/s: approximations; %s predicts a TTFT p95 of %s ms",
                prediction.requestsPerSecond(),
                prediction.origin() == Origin.SIMULATION ? "the engine" : "the formula",
                millis(prediction.at(LatencyMetric.TTFT, Quantile.P95).value())));
        TextTable table = new TextTable(
                "queue", "server", "service ms", "load", "wait ms", "wait p95 ms", "wait p99 ms", "TTFT p95 ms");
        for (QueueModel model : fleet.queueModels()) {
            table.row(
                    model.name(),
                    model.server(),
                    millis(model.serviceSeconds()),
                    percent(model.queue().utilisation()),
                    millis(model.queue().meanWaitSeconds()),
                    millis(model.queue().waitQuantileSeconds(Quantile.P95.level())),
                    millis(model.queue().waitQuantileSeconds(Quantile.P99.level())),
                    millis(model.ttftSeconds(Quantile.P95.level())));
        }
        table.lines().forEach(line -> add("    " + line));
        Map<String, String> rightFor = new LinkedHashMap<>();
        fleet.queueModels()
                .forEach(model -> rightFor.put(model.name(), model.queue().rightFor()));
        rightFor.forEach((name, what) -> add("    " + name + " is right for " + what));
    }

    private void memory(Assessment fleet) {
        MemoryPlan plan = fleet.candidate().memory();
        add(text(
                "  Memory of each GPU: %.1f of %.1f GiB; weights %.1f, activations %.1f, other %.1f, KV pool %.1f GiB",
                plan.budgetBytes() / GIB,
                plan.usableBytes() / GIB,
                plan.weights().total() / GIB,
                plan.activationBytes() / GIB,
                plan.nonTorchBytes() / GIB,
                plan.kvPoolBytes() / GIB));
    }

    private void money(Assessment fleet) {
        @Nullable Cost cost = fleet.cost();
        add(
                cost == null
                        ? "  Cost: no price is known on these terms"
                        : text(
                                "  Cost: %.2f USD/h, %,.0f USD/month of 730 h, %.6f USD/request, %.5f USD/1k output"
                                        + " tokens (price of %s, %s)",
                                cost.usdPerHour(),
                                cost.usdPerMonth(),
                                cost.usdPerRequest(),
                                cost.usdPer1kOutputTokens(),
                                cost.price().usdPerHour().asOf(),
                                cost.price().usdPerHour().source()));
        @Nullable Energy energy = fleet.energy();
        if (energy != null) {
            add(text(
                    "  Energy: at most %,.0f W of GPUs, %.3f Wh/1k output tokens (power limits; hosts and cooling not"
                            + " counted)",
                    energy.watts(), energy.wattHoursPer1kOutputTokens()));
        }
    }

    private void command(VllmCommand command) {
        add("");
        add("  vLLM, " + command.variant().name().toLowerCase(Locale.ROOT) + " (KV pool of " + command.kvTokens()
                + " tokens predicted):");
        add("    " + command.line());
        command.warnings().forEach(warning -> add("    WARNING: " + warning));
    }

    static String layout(Assessment fleet) {
        return layout(fleet.candidate());
    }

    static String layout(Candidate candidate) {
        return candidate.layout() + " seqs " + candidate.limits().maxNumSeqs() + " tokens "
                + candidate.limits().maxNumBatchedTokens();
    }

    static String demand(Demand demand) {
        if (demand instanceof Demand.Users users) {
            return text("%,.0f users", users.users())
                    + (users.thinkTime().isZero() ? "" : " thinking " + Durations.format(users.thinkTime()));
        }
        return text("%.2f requests/s", ((Demand.Rate) demand).perSecond());
    }

    private static String grade(double times, double healthy, double acceptable) {
        return times < healthy ? "healthy" : times < acceptable ? "acceptable" : "long";
    }

    static String millis(double seconds) {
        double millis = seconds * 1e3;
        return Double.isFinite(millis) ? text(millis < 100 ? "%.1f" : "%.0f", millis) : "unbounded";
    }

    private static String percent(double share) {
        return text("%.0f %%", 100 * share);
    }

    static String gap(double gap) {
        return Double.isFinite(gap) ? text("%+.0f %%", 100 * gap) : "overloaded";
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private void add(String line) {
        lines.add(line);
    }
}
