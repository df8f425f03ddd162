package io.varcas.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.varcas.compare.TestRun;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import io.varcas.result.BundleFolder;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.RunVerdict;
import io.varcas.stats.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
            assertThat(run.verdict()).contains(RunVerdict.NO_OBJECTIVES);
            HistoryValue value = index.values(TTFT).get(0);
            assertThat(value.run()).isEqualTo(run);
            assertThat(value.trial().name()).isEqualTo("Chat");
            assertThat(value.value()).isEqualTo(100);
            assertThat(value.unit()).isEqualTo("ms");
            assertThat(value.n()).isEqualTo(1_000);
            assertThat(value.trial().series())
                    .contains(new TrialSeries(
                            "com.acme.Chat", "measured", new TreeMap<>(Map.of("model", "m", "rate", "5"))));
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
    void keepsTagsVerdictsIntervalsAndWhatIsInvalid() throws Exception {
        RunResult tagged = TestRun.of("ttft.p50", 100)
                .objective("ttft.p50", 90)
                .invalid("the client was late")
                .build()
                .withTags(Map.of("server", "v0.11", "commit", "abc"));
        MetricSummary summary = new MetricSummary(
                        Metric.TTFT, false, 1_000, 0, Origin.MEASURED, Map.of(Statistic.P50, 100.0))
                .with(Map.of(Statistic.P50, new Interval(95, 105, 0.95)));
        tagged = tagged.withTrials(tagged.trials().stream()
                .map(trial -> trial.toBuilder()
                        .metrics(MetricSet.of(List.of(summary)))
                        .build())
                .toList());
        try (HistoryIndex index = open()) {
            index.add(BundleFolder.create(folder, Instant.EPOCH, "chat").finish(tagged));
        }
        try (HistoryIndex index = open()) {
            HistoryValue value = index.values(TTFT).get(0);
            assertThat(value.run().tags()).containsEntry("server", "v0.11");
            assertThat(value.run().commit()).as("no git: the tag").contains("abc");
            assertThat(value.run().verdict()).contains(RunVerdict.INVALID);
            assertThat(value.trial().fault()).contains("INVALID: the client was late");
            assertThat(value.counts()).isFalse();
            assertThat(value.interval()).contains(new Interval(95, 105, 0.95));
        }
    }

    @Test
    void settingsThatShapeTheLoadSetSeriesApartAndOthersDoNot() throws Exception {
        try (HistoryIndex index = open()) {
            index.add(bundle(TestRun.of("ttft.p50", 100).setting("rate", "5").seed(1)));
            index.add(bundle(TestRun.of("ttft.p50", 100)
                    .setting("rate", "5.0")
                    .setting("forks", "3")
                    .setting("streaming", "true")
                    .seed(2)));
            index.add(bundle(TestRun.of("ttft.p50", 900).setting("rate", "60")));
            index.add(bundle(TestRun.of("ttft.p50", 100).setting("rate", "5").origin(Origin.SIMULATED)));
            assertThat(MetricTrend.of(index.values(TTFT)))
                    .extracting(trend -> trend.name() + " " + trend.points().size())
                    .containsExactly("Chat {rate=5} 2", "Chat {rate=60} 1", "Chat {rate=5} 1");
        }
    }

    @Test
    void anIndexOfAnOlderVersionIsCompletedFromItsBundles() throws Exception {
        ResultBundle there = bundle(TestRun.of("ttft.p50", 100));
        ResultBundle gone = bundle(TestRun.of("ttft.p50", 120));
        try (HistoryIndex index = open()) {
            index.add(there);
            index.add(gone);
            index.nameBaseline("main", List.of(there));
        }
        asOfVersion1();
        Files.delete(gone.folder().resolve(ResultBundle.RESULT_FILE));
        try (HistoryIndex index = open()) {
            assertThat(index.runs())
                    .extracting(IndexedRun::verdict)
                    .containsExactlyInAnyOrder(Optional.of(RunVerdict.NO_OBJECTIVES), Optional.empty());
            assertThat(index.values(TTFT))
                    .extracting(value -> value.trial().series().isPresent())
                    .containsExactlyInAnyOrder(true, false);
            assertThat(index.baselines()).containsKey("main");
        }
    }

    @Test
    void refusesAnIndexOfANewerVersionInOneLine() throws Exception {
        open().close();
        execute("UPDATE history_schema SET schema_version = 3");
        assertThatThrownBy(this::open)
                .isInstanceOf(SQLException.class)
                .hasMessage(
                        "its tables are of schema 3; this version of Varcas reads schema 2: use the version that wrote"
                                + " it, or index the bundles in another database");
    }

    /** Takes away what version 1 did not have. */
    private void asOfVersion1() throws SQLException {
        execute(
                "DROP TABLE history_schema",
                "DROP TABLE tag",
                "DROP TABLE trial_setting",
                "DROP TABLE trial",
                "ALTER TABLE run DROP COLUMN verdict",
                "ALTER TABLE metric DROP COLUMN interval_low",
                "ALTER TABLE metric DROP COLUMN interval_high",
                "ALTER TABLE metric DROP COLUMN interval_confidence");
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        database.in(folder) + (database.owner.isEmpty() ? "" : ";USER=" + database.owner));
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    @Test
    void refusesADatabaseWithoutDriver() {
        assertThatThrownBy(() -> HistoryIndex.open("jdbc:nothing:x"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("No suitable driver");
    }
}
