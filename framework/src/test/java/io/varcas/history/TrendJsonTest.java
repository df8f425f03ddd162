package io.varcas.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.varcas.compare.TestRun;
import io.varcas.metric.MetricKey;
import io.varcas.result.BundleFolder;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrendJsonTest {

    @TempDir
    Path folder;

    @Test
    void followsItsSchema() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (HistoryIndex index = HistoryIndex.open("jdbc:sqlite:" + folder.resolve("history.db"))) {
            for (int i = 0; i < 12; i++) {
                add(index, i, TestRun.of("ttft.p50", (i < 6 ? 100 : 150) + i % 3));
            }
            add(index, 12, TestRun.of("ttft.p50", Double.POSITIVE_INFINITY).invalid("the client was late"));
            new TrendJson().write(MetricTrend.of(index.values(MetricKey.parse("ttft.p50"))), out);
        }
        String json = out.toString(StandardCharsets.UTF_8);
        assertThat(json).contains("\"change\"", "\"fault\"", "\"+INF\"");
        try (InputStream file = TrendJson.class.getResourceAsStream("trend.schema.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(file, InputFormat.JSON);
            assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
            assertThat(schema.validate(json.replace("\"counts\"", "\"counted\""), InputFormat.JSON))
                    .isNotEmpty();
        }
    }

    private void add(HistoryIndex index, int day, TestRun run) throws Exception {
        Instant started = Instant.EPOCH.plusSeconds(86_400L * day);
        index.add(BundleFolder.create(folder, started, "chat")
                .finish(run.started(started).build()));
    }
}
