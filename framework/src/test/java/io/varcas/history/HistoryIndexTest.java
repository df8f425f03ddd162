package io.varcas.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.varcas.compare.TestRun;
import io.varcas.metric.MetricKey;
import io.varcas.result.BundleFolder;
import io.varcas.result.ResultBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(HistoryIndexTest.Database.class)
class HistoryIndexTest {

    /** SQLite is what users get; a team's PostgreSQL is stood for by a database that keeps to its dialect. */
    enum Database {
        SQLITE("jdbc:sqlite:%s.db", ""),
        POSTGRESQL_DIALECT("jdbc:h2:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH", "team");

        private final String url;
        private final String owner;

        Database(String url, String owner) {
            this.url = url;
            this.owner = owner;
        }

        String in(Path folder) {
            return url.formatted(folder.resolve("history"));
        }
    }

    private static final MetricKey TTFT = MetricKey.parse("ttft.p50");

    private final Database database;

    @TempDir
    Path folder;

    HistoryIndexTest(Database database) {
        this.database = database;
    }

    private HistoryIndex open() throws SQLException {
        return HistoryIndex.open(database.in(folder) + (database.owner.isEmpty() ? "" : ";USER=" + database.owner));
    }

    private ResultBundle bundle(TestRun run) throws IOException {
        return BundleFolder.create(folder, Instant.EPOCH, "chat").finish(run.build());
    }

    @Test
    void keepsRunsAndNumbers() throws Exception {
        ResultBundle bundle = bundle(TestRun.of("ttft.p50", 100).with("ttft.p95", 180));
        try (HistoryIndex index = open()) {
            assertThat(index.add(bundle)).isTrue();
        }
        try (HistoryIndex index = open()) {
            IndexedRun run = index.runs().get(0);
            assertThat(run.bundle()).isEqualTo(bundle.folder().toAbsolutePath().normalize());
            assertThat(run.started()).isEqualTo(Instant.EPOCH);
            assertThat(run.commit()).isEmpty();
            assertThat(run.name()).isEqualTo("Chat");
            assertThat(run.simulated()).isFalse();
            assertThat(index.values(TTFT)).containsExactly(new HistoryValue(run, "Chat", TTFT, 100, "ms", 1_000));
            assertThat(index.values(MetricKey.parse("ttft.p99"))).isEmpty();
        }
    }

    @Test
    void addsABundleOnce() throws Exception {
        ResultBundle bundle = bundle(TestRun.of("ttft.p50", 100));
        try (HistoryIndex index = open()) {
            assertThat(index.add(bundle)).isTrue();
            assertThat(index.add(ResultBundle.open(
                            folder.resolve(".").resolve(bundle.folder().getFileName()))))
                    .isFalse();
            assertThat(index.runs()).hasSize(1);
            assertThat(index.values(TTFT)).hasSize(1);
        }
    }

    @Test
    void keepsAPercentileThatFellAmongFailures() throws Exception {
        try (HistoryIndex index = open()) {
            index.add(bundle(TestRun.of("ttft.p50", Double.POSITIVE_INFINITY)));
            assertThat(index.values(TTFT).get(0).value()).isInfinite();
        }
    }

    @Test
    void namesRunsAnewInPlaceOfTheOldOnes() throws Exception {
        ResultBundle first = bundle(TestRun.of("ttft.p50", 100));
        ResultBundle second = bundle(TestRun.of("ttft.p50", 101));
        ResultBundle third = bundle(TestRun.of("ttft.p50", 102));
        try (HistoryIndex index = open()) {
            index.nameBaseline("main", List.of(first));
            index.nameBaseline("release", List.of(first));
            index.nameBaseline("main", List.of(second, third));
            assertThat(index.runs()).hasSize(3);
            assertThat(index.baselines().get("main"))
                    .extracting(IndexedRun::bundle)
                    .containsExactly(IndexedRun.place(second), IndexedRun.place(third));
            assertThat(index.baselines().get("release")).hasSize(1);
        }
    }

    @Test
    void isReadByThoseWhoMayNotMakeTables() throws Exception {
        assumeThat(database).as("SQLite knows no users").isEqualTo(Database.POSTGRESQL_DIALECT);
        try (HistoryIndex index = open()) {
            index.add(bundle(TestRun.of("ttft.p50", 100)));
        }
        try (Connection owner = DriverManager.getConnection(database.in(folder), database.owner, "");
                Statement grant = owner.createStatement()) {
            grant.execute("CREATE USER reader PASSWORD 'r'");
            grant.execute("GRANT SELECT ON SCHEMA public TO reader");
        }
        try (HistoryIndex index = HistoryIndex.open(database.in(folder) + ";USER=reader;PASSWORD=r")) {
            assertThat(index.values(TTFT)).hasSize(1);
        }
    }

    @Test
    void refusesADatabaseWithoutDriver() {
        assertThatThrownBy(() -> HistoryIndex.open("jdbc:nothing:x"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("No suitable driver");
    }
}
