package io.varcas.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Trends as JSON. Shares are numbers (0.1 is 10 %), infinity is {@code "+INF"} as in results, and what is not known is absent.
 */
public final class TrendJson implements TrendFormat {

    /** Version of the format; the part before the dot changes when readers must. */
    public static final String SCHEMA_VERSION = "1.0";

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Override
    public String name() {
        return "json";
    }

    @Override
    public void write(List<MetricTrend> trends, OutputStream out) throws IOException {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schemaVersion", SCHEMA_VERSION);
        root.put("alpha", MetricTrend.ALPHA);
        ArrayNode list = root.putArray("trends");
        trends.forEach(trend -> trend(list.addObject(), trend));
        out.write(MAPPER.writeValueAsBytes(root));
        out.write(System.lineSeparator().getBytes(StandardCharsets.UTF_8));
    }

    private static void trend(ObjectNode node, MetricTrend trend) {
        node.put("name", trend.name());
        node.put("metric", trend.key().label());
        node.put("unit", trend.unit());
        node.put("better", trend.key().metric().better().name().toLowerCase(Locale.ROOT));
        trend.series().ifPresent(series -> {
            node.put("workload", series.workload());
            node.put("kind", series.kind());
            ObjectNode settings = node.putObject("settings");
            series.settings().forEach(settings::put);
        });
        ArrayNode points = node.putArray("points");
        trend.points().forEach(point -> point(points.addObject(), point));
        ArrayNode levels = node.putArray("levels");
        for (MetricTrend.Level level : trend.levels()) {
            ObjectNode each = levels.addObject();
            each.put("since", level.first().run().started().toString());
            each.put("runs", level.points().size());
            each.set("mean", number(level.mean()));
            level.change().ifPresent(change -> each.put("change", change));
            level.pValue().ifPresent(pValue -> each.put("p", pValue));
        }
    }

    private static void point(ObjectNode node, HistoryValue point) {
        node.put("started", point.run().started().toString());
        node.put("bundle", point.run().bundle().toString());
        point.run().commit().ifPresent(commit -> node.put("commit", commit));
        node.put("target", point.run().target());
        ObjectNode tags = node.putObject("tags");
        point.run().tags().forEach(tags::put);
        point.trial().verdict().ifPresent(verdict -> node.put("verdict", verdict.label()));
        point.trial().fault().ifPresent(fault -> node.put("fault", fault));
        node.put("counts", point.counts());
        node.put("n", point.n());
        node.set("value", number(point.value()));
        point.interval()
                .ifPresent(interval ->
                        node.putArray("interval").add(number(interval.low())).add(number(interval.high())));
    }

    private static JsonNode number(double value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return Double.isFinite(value) ? nodes.numberNode(value) : nodes.textNode(value > 0 ? "+INF" : "-INF");
    }
}
