package io.varcas.profiler.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.profiler.server.ServerMetric.Alias;
import io.varcas.profiler.server.ServerMetric.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The server metrics there are, from {@code server-metrics.json}: a new version of vLLM is a new line there. */
final class ServerMetricTable {

    private ServerMetricTable() {}

    static List<ServerMetric> load() {
        try (InputStream file =
                Objects.requireNonNull(ServerMetricTable.class.getResourceAsStream("server-metrics.json"))) {
            List<ServerMetric> metrics = new ArrayList<>();
            new ObjectMapper().readTree(file).forEach(line -> metrics.add(metric(line)));
            return metrics;
        } catch (IOException broken) {
            throw new UncheckedIOException("server-metrics.json in the jar cannot be read", broken);
        }
    }

    private static ServerMetric metric(JsonNode line) {
        Map<String, String> labels = new LinkedHashMap<>();
        line.required("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        List<Alias> aliases = new ArrayList<>();
        line.required("aliases")
                .forEach(alias -> aliases.add(
                        new Alias(text(alias, "series"), optional(alias, "since"), optional(alias, "until"))));
        return new ServerMetric(
                text(line, "name"),
                text(line, "unit"),
                Kind.valueOf(text(line, "kind")),
                line.required("scale").doubleValue(),
                labels,
                aliases,
                line.path("optional").booleanValue());
    }

    private static Optional<String> optional(JsonNode line, String name) {
        return Optional.ofNullable(line.path(name).textValue());
    }

    private static String text(JsonNode line, String name) {
        return line.required(name).textValue();
    }
}
