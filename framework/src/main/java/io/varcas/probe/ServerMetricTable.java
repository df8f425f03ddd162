package io.varcas.probe;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The server metrics there are, from {@code server-metrics.json}: a new version of vLLM is a new line there. */
final class ServerMetricTable {

    private ServerMetricTable() {}

    static List<ServerMetric> load() {
        try (InputStream file =
                Objects.requireNonNull(ServerMetricTable.class.getResourceAsStream("server-metrics.json"))) {
            return new JsonMapper().readValue(file, new TypeReference<List<ServerMetric>>() {});
        } catch (IOException broken) {
            throw new UncheckedIOException("server-metrics.json in the jar cannot be read", broken);
        }
    }
}
