package io.varcas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Public architectures, their values restated: parameters as published, KV cache exact, or refused by name. */
class ArchitectureTableTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    record Row(String id, JsonNode json) {

        @Override
        public String toString() {
            return id;
        }

        String config() {
            return json.get("config").toString();
        }
    }

    static Stream<Row> read() {
        return rows().filter(row -> !row.json().has("refused"));
    }

    static Stream<Row> refused() {
        return rows().filter(row -> row.json().has("refused"));
    }

    @ParameterizedTest
    @MethodSource("read")
    void parametersAndCacheAreThePublishedOnes(Row row) {
        ModelArchitecture model = ModelCatalog.parse(row.id(), row.config());

        assertThat(model.parameters() / 1e9)
                .isCloseTo(row.json().get("billions").asDouble(), withinPercentage(1));
        assertThat(model.kvBytesPerToken(KvPrecision.AUTO))
                .isEqualTo(row.json().get("kvBytesPerToken").asDouble());
        if (row.json().has("stateBytes")) {
            assertThat(model.stateBytesPerSequence())
                    .isEqualTo(row.json().get("stateBytes").asDouble());
        } else if (model.linearLayers() == 0) {
            assertThat(model.stateBytesPerSequence()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void othersAreRefusedByName(Row row) {
        assertThatThrownBy(() -> ModelCatalog.parse(row.id(), row.config()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(row.json().get("refused").asText())
                .hasMessageStartingWith(row.id());
    }

    private static Stream<Row> rows() {
        try {
            return Files.readAllLines(Path.of("src/test/resources/io/varcas/model/architecture-table.jsonl")).stream()
                    .map(ArchitectureTableTest::row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line) {
        try {
            JsonNode json = MAPPER.readTree(line);
            return new Row(json.get("id").asText(), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
