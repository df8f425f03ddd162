package io.varcas.tune.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.stats.Interval;
import java.util.List;
import java.util.Optional;

/** Plans as JSON, {@code plan.json}. */
public final class PlanJson {

    /** Version of the format; the part before the dot changes when readers must. */
    static final String SCHEMA_VERSION = "1.0";

    private PlanJson() {}

    /** Returns the text; a number that is infinite or unknown is null. */
    public static String of(PlanReport report) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("schemaVersion", SCHEMA_VERSION)
                .put("kind", "plan")
                .put("server", report.server())
                .put("engine", report.engine())
                .put("load", report.load())
                .put("command", report.command())
                .put("latencyMetric", report.latency())
                .put("configurations", report.points().size())
                .put("space", report.space())
                .put("simulations", report.simulations())
                .put("draws", report.draws())
                .put("basis", report.basis());
        forecast(root.putObject("baseline"), report.baseline());
        report.bottleneck()
                .ifPresent(found -> root.putObject("bottleneck")
                        .put("kind", found.kind().label())
                        .put("evidence", found.evidence()));
        ArrayNode plans = root.putArray("plans");
        report.plans().forEach(plan -> plan(plans.addObject(), plan));
        ArrayNode tried = root.putArray("tried");
        report.tried().forEach(each -> {
            ObjectNode node = tried.addObject();
            flags(node, each.configuration());
            node.put("note", each.note());
            effects(node.putArray("effects"), each.effects());
        });
        ArrayNode measured = root.putArray("measured");
        report.measured().forEach(change -> {
            ObjectNode node = measured.addObject().put("label", change.label()).put("difference", change.difference());
            change.configuration().ifPresent(configuration -> flags(node, configuration));
            ArrayNode values = node.putArray("values");
            change.values().forEach(value -> {
                ObjectNode each = values.addObject().put("name", value.name());
                number(each, "baseline", value.baseline());
                number(each, "value", value.value());
                number(each, "change", value.change());
            });
            node.put("note", change.note());
            effects(node.putArray("predicted"), change.predicted());
        });
        ArrayNode notes = root.putArray("notes");
        report.notes().forEach(notes::add);
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the plans cannot be written as JSON", e);
        }
    }

    private static void plan(ObjectNode node, Plan plan) {
        node.put("goal", plan.goal().label())
                .put("isBetter", plan.configuration().isPresent());
        plan.configuration().ifPresent(configuration -> {
            flags(node, configuration);
            ArrayNode words = node.putArray("arguments");
            configuration.words().forEach(words::add);
            node.put("command", plan.command());
        });
        node.put("why", plan.why());
        ArrayNode risks = node.putArray("risks");
        plan.risks().forEach(risks::add);
        effects(node.putArray("effects"), plan.effects());
    }

    private static void flags(ObjectNode node, Configuration configuration) {
        ObjectNode flags = node.putObject("flags");
        configuration.flags().forEach(flags::put);
    }

    private static void effects(ArrayNode array, List<Effect> effects) {
        for (Effect effect : effects) {
            ObjectNode node = array.addObject()
                    .put("measure", effect.measure().label())
                    .put("unit", effect.measure().unit());
            number(node, "baseline", effect.baseline());
            number(node, "value", effect.value());
            number(node, "change", effect.change());
            range(node, "interval", effect.interval());
            range(node, "model", effect.model());
        }
    }

    private static void forecast(ObjectNode node, Forecast forecast) {
        for (Measure measure : Measure.values()) {
            number(node, measure.label(), measure.of(forecast));
        }
        number(node, "running", forecast.running());
        number(node, "waiting", forecast.waiting());
        number(node, "kvUsage", forecast.kvUsage());
        number(node, "preemptions", forecast.preemptions());
    }

    private static void range(ObjectNode node, String name, Optional<Interval> range) {
        if (range.isEmpty()) {
            node.putNull(name);
            return;
        }
        ObjectNode ends = node.putObject(name);
        number(ends, "low", range.get().low());
        number(ends, "high", range.get().high());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
