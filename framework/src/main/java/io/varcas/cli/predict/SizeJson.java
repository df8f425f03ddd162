package io.varcas.cli.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.queueing.QueueModel;
import io.varcas.roofline.MemoryPlan;
import io.varcas.sizing.Assessment;
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
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A sizing report as JSON; what is unbounded or unknown is null. */
final class SizeJson {

    private final SizingReport report;
    private final VllmCommands commands;
    private final int top;

    private SizeJson(SizingReport report, VllmCommands commands, int top) {
        this.report = report;
        this.commands = commands;
        this.top = top;
    }

    static String of(SizingReport report, VllmCommands commands, int top, Consumer<ObjectNode> more) {
        return new SizeJson(report, commands, top).json(more);
    }

    /**
     * @param more adds what else was asked for to the root
     */
    private String json(Consumer<ObjectNode> more) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode();
        SizingRequest request = report.request();
        ObjectNode input = root.put("origin", "predicted").putObject("input");
        input.put("model", request.model().id())
                .put("workload", report.workload().id());
        if (request.demand() instanceof Demand.Users users) {
            input.put("users", users.users())
                    .put("thinkTimeSeconds", users.thinkTime().toNanos() * 1e-9);
        } else {
            input.put("requestsPerSecond", ((Demand.Rate) request.demand()).perSecond());
        }
        input.put("headroomPercent", request.headroomPercent());
        input.put("pricing", request.terms().key()).put("engine", request.engine());
        if (request.drafts().tokens() > 0) {
            input.putObject("speculativeDecoding")
                    .put("draftTokens", request.drafts().tokens())
                    .put("acceptance", request.drafts().acceptance())
                    .put("draftCostShare", request.drafts().costShare())
                    .put("tokensPerStep", request.drafts().tokensPerStep());
        }
        input.put("maxModelLen", report.maxModelLen()).put("seed", request.seed());
        ModelText.json(
                root.putObject("architecture"),
                request.model(),
                request.kvPrecisions().get(0));
        report.assumptions().forEach(root.putArray("assumptions")::add);
        report.warnings().forEach(root.putArray("warnings")::add);
        root.put(
                "checkedByEngine",
                report.passing().stream()
                        .filter(fleet -> fleet.prediction().origin() == Origin.SIMULATION)
                        .count());
        fleets(root.putArray("recommendations"), report.passing(), true);
        fleets(root.putArray("failing"), report.failing(), false);
        fleets(root.putArray("rejected"), report.rejected(), false);
        ArrayNode pareto = root.putArray("pareto");
        report.pareto().forEach(fleet -> pareto.add(fleet.candidate().instanceName() + " " + SizeText.layout(fleet)));
        ArrayNode unfit = root.putArray("unfit");
        report.unfit()
                .forEach(
                        one -> unfit.addObject().put("instance", one.instance()).put("reason", one.reason()));
        more.accept(root);
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the report cannot be written as JSON", e);
        }
    }

    private void fleets(ArrayNode array, List<Assessment> fleets, boolean withCommands) {
        for (Assessment fleet : fleets.stream().limit(top).toList()) {
            ObjectNode node = array.addObject();
            node.put("instance", fleet.candidate().instance().id());
            node.put("cloud", fleet.candidate().instance().cloud());
            node.put("gpu", fleet.candidate().deployment().accelerator().id());
            node.put("gpuCount", fleet.candidate().instance().acceleratorCount());
            node.put("tensorParallel", fleet.candidate().deployment().tensorParallel());
            node.put("pipelineParallel", fleet.candidate().deployment().pipelineParallel());
            node.put("dataParallel", fleet.candidate().deployment().experts().dataParallel());
            node.put("expertParallel", fleet.candidate().deployment().experts().expertParallel());
            node.put("precision", fleet.candidate().deployment().precision().key());
            node.put("kvPrecision", fleet.candidate().deployment().kvPrecision().key());
            node.put("maxNumSeqs", fleet.candidate().limits().maxNumSeqs());
            node.put("maxNumBatchedTokens", fleet.candidate().limits().maxNumBatchedTokens());
            memory(node.putObject("memoryOfEachGpu"), fleet.candidate().memory());
            node.put("instancesNeeded", fleet.instances()).put("replicas", fleet.replicas());
            node.put("meetsSla", fleet.passes());
            node.put("requestsPerSecond", fleet.requestsPerSecond());
            node.put("outputTokensPerSecond", fleet.outputTokensPerSecond());
            node.put("capacityRequestsPerSecond", fleet.fleetCapacityPerSecond());
            node.put("burstFactor", fleet.burstFactor());
            cost(node, fleet.cost());
            @Nullable Energy energy = fleet.energy();
            if (energy != null) {
                node.put("gpuWattsAtMost", energy.watts());
                node.put("wattHoursPer1kOutputTokens", energy.wattHoursPer1kOutputTokens());
            }
            performance(node.putObject("performance"), fleet.prediction());
            queueModels(node.putArray("queueModels"), fleet.queueModels());
            objectives(node.putArray("objectives"), fleet.objectives());
            fleet.warnings().forEach(node.putArray("warnings")::add);
            if (withCommands) {
                commands(node, fleet);
            }
        }
    }

    private static void memory(ObjectNode node, MemoryPlan plan) {
        node.put("usableBytes", plan.usableBytes()).put("budgetBytes", plan.budgetBytes());
        node.put("weightBytes", plan.weights().total()).put("activationBytes", plan.activationBytes());
        node.put("otherBytes", plan.nonTorchBytes()).put("kvPoolBytes", plan.kvPoolBytes());
        node.put("gpuMemoryUtilization", plan.limits().gpuMemoryUtilization());
    }

    private static void cost(ObjectNode node, @Nullable Cost cost) {
        if (cost == null) {
            node.putNull("cost");
            return;
        }
        node.putObject("cost")
                .put("usdPerHour", cost.usdPerHour())
                .put("usdPerMonth", cost.usdPerMonth())
                .put("usdPerRequest", cost.usdPerRequest())
                .put("usdPer1kOutputTokens", cost.usdPer1kOutputTokens())
                .put("source", cost.price().usdPerHour().source())
                .put("asOf", cost.price().usdPerHour().asOf());
    }

    private static void performance(ObjectNode node, Prediction prediction) {
        node.put("predictedBy", prediction.origin().name().toLowerCase(Locale.ROOT));
        for (LatencyMetric metric : LatencyMetric.values()) {
            ObjectNode millis = node.putObject(metric.label() + "Millis");
            for (Quantile quantile : Quantile.values()) {
                estimate(millis.putObject(quantile.label()), prediction.at(metric, quantile));
            }
        }
        node.put("requestsPerSecond", prediction.requestsPerSecond());
        node.put("running", prediction.running()).put("utilisation", prediction.utilisation());
        node.put("kvUsage", prediction.kvUsage());
        node.put("boundBy", prediction.bound().name().toLowerCase(Locale.ROOT));
        node.put("dominatedBy", prediction.dominatingOp().label()).put("dominatingShare", prediction.dominatingShare());
    }

    private static void queueModels(ArrayNode array, List<QueueModel> models) {
        for (QueueModel model : models) {
            ObjectNode node = array.addObject();
            node.put("queue", model.name()).put("server", model.server());
            node.put("serviceMillis", model.serviceSeconds() * 1e3);
            node.put("utilisation", model.queue().utilisation());
            number(node, "meanWaitMillis", model.queue().meanWaitSeconds() * 1e3);
            for (Quantile quantile : Quantile.values()) {
                number(
                        node.withObject("/waitMillis"),
                        quantile.label(),
                        1e3 * model.queue().waitQuantileSeconds(quantile.level()));
                number(node.withObject("/ttftMillis"), quantile.label(), 1e3 * model.ttftSeconds(quantile.level()));
            }
            node.put("rightFor", model.queue().rightFor());
        }
    }

    static void objectives(ArrayNode array, List<ObjectiveRow> rows) {
        for (ObjectiveRow row : rows) {
            ObjectNode node = array.addObject();
            node.put("objective", row.label()).put("targetMillis", row.targetSeconds() * 1e3);
            number(node, "gap", row.gap());
            node.put("status", row.status().name().toLowerCase(Locale.ROOT));
        }
    }

    private void commands(ObjectNode node, Assessment fleet) {
        double context = report.workload().requests().meanPromptTokens()
                + report.workload().requests().meanOutputTokens();
        ObjectNode all = node.putObject("vllmCommands");
        for (VllmCommand.Variant variant : VllmCommand.Variant.values()) {
            VllmCommand command = commands.command(fleet.candidate(), variant, context);
            ObjectNode one = all.putObject(variant.name().toLowerCase(Locale.ROOT));
            one.put("command", command.line()).put("kvTokens", command.kvTokens());
            command.warnings().forEach(one.putArray("warnings")::add);
        }
    }

    private static void estimate(ObjectNode node, Estimate estimate) {
        number(node, "value", estimate.value() * 1e3);
        number(node, "low", estimate.low() * 1e3);
        number(node, "high", estimate.high() * 1e3);
    }

    static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
