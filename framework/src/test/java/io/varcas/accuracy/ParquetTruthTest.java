package io.varcas.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.varcas.dataset.Dataset;
import io.varcas.dataset.DatasetSpec;
import io.varcas.setting.type.SettingException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Parquet files that pyarrow 26.0.1 wrote. */
class ParquetTruthTest {

    private static final ClassLoader HERE = ParquetTruthTest.class.getClassLoader();

    @Test
    void readsTheNestedAnswersOfSquad() {
        needsDriver();
        GroundTruthDataset squad = GroundTruthReader.read(file("squad.parquet"), HERE);
        assertThat(squad.items()).extracting(GroundTruthItem::id).containsExactly("s1", "s2");
        assertThat(squad.items().get(0).references()).containsExactly("Paris", "Paris, France");
        assertThat(squad.items().get(0).prompt())
                .isEqualTo("France is a country. Its capital is Paris.\n\nWhat is the capital of France?");
    }

    @Test
    void readsGsm8kAndUsesItsQuestionsAsLoad() {
        needsDriver();
        GroundTruthDataset gsm8k = GroundTruthReader.read(file("gsm8k.parquet"), HERE);
        assertThat(gsm8k.items().get(1).prompt()).endsWith("How many are left? ✓");
        assertThat(gsm8k.items().get(1).references()).containsExactly("5 - 2 = 3\n#### 3");
        try (Dataset load = Dataset.open(DatasetSpec.of(file("gsm8k.parquet")), HERE)) {
            assertThat(load.next()).isPresent();
            assertThat(load.next()).isPresent();
            assertThat(load.next()).isEmpty();
        }
    }

    @Test
    void namesTheRowOfAMissingPrompt() {
        needsDriver();
        assertThatThrownBy(() -> GroundTruthReader.read(file("bad.parquet"), HERE))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("bad.parquet:2: \"prompt\" must be a non-empty text");
    }

    @Test
    void namesTheDriverThatIsMissing() {
        assumeThat(hasDriver()).as("DuckDB's driver is on the class path").isFalse();
        assertThatThrownBy(() -> GroundTruthReader.read(file("squad.parquet"), HERE))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("is a Parquet file; put org.duckdb:duckdb_jdbc on the class path")
                .hasMessageContaining("convert it to JSON lines: python -c");
    }

    private static void needsDriver() {
        assumeThat(hasDriver())
                .as("org.duckdb:duckdb_jdbc is on the class path (-Pparquet)")
                .isTrue();
    }

    private static boolean hasDriver() {
        return DriverManager.drivers()
                .anyMatch(driver -> driver.getClass().getName().startsWith("org.duckdb"));
    }

    private static String file(String name) {
        try {
            return Path.of(Objects.requireNonNull(ParquetTruthTest.class.getResource(name))
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
