package io.varcas.profiler.kernel;

import io.varcas.profiler.kernel.KernelProfile.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Reads what {@code nsys export --type sqlite} writes. Tables are made only for what was recorded, and their columns vary
 * with the version, so that both are looked up.
 */
final class NsysSqlite {

    private static final String KERNELS = "CUPTI_ACTIVITY_KIND_KERNEL";
    private static final String GRAPHS = "CUPTI_ACTIVITY_KIND_GRAPH_TRACE";
    private static final int MOST_STEPS = 100_000;

    private final String source;
    private final Connection database;
    private final KernelTotals totals = new KernelTotals();
    private final Map<Integer, BusyIntervals> busy = new LinkedHashMap<>();
    private final List<EngineStep> steps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private NsysSqlite(String source, Connection database) {
        this.source = source;
        this.database = database;
    }

    /**
     * Reads a database.
     *
     * @throws ProfileException if it is none of Nsight Systems, or has no kernel
     */
    static KernelProfile read(Path file, KernelClassifier classes) throws IOException {
        String source = String.valueOf(file.getFileName());
        try (Connection database =
                DriverManager.getConnection("jdbc:sqlite:file:" + file.toAbsolutePath() + "?mode=ro")) {
            return new NsysSqlite(source, database).profile(classes);
        } catch (SQLException unreadable) {
            throw new ProfileException(source + ": cannot be read as an SQLite export of nsys: "
                    + String.valueOf(unreadable.getMessage())
                            .lines()
                            .findFirst()
                            .orElse(""));
        }
    }

    private KernelProfile profile(KernelClassifier classes) throws SQLException, ProfileException {
        Set<String> columns = columns(KERNELS);
        if (!columns.isEmpty()) {
            kernels(columns);
        }
        copies("CUPTI_ACTIVITY_KIND_MEMCPY", "Memcpy");
        copies("CUPTI_ACTIVITY_KIND_MEMSET", "Memset");
        if (!columns(GRAPHS).isEmpty()) {
            copies(GRAPHS, "CUDA graph");
            notes.add("CUDA graphs were traced as a whole, without their kernels; use nsys --cuda-graph-trace=node");
        }
        if (totals.isEmpty()) {
            throw new ProfileException(source + ": no kernel was recorded (no rows in " + KERNELS + ")");
        }
        long first =
                busy.values().stream().mapToLong(BusyIntervals::first).min().orElse(0);
        long last = busy.values().stream().mapToLong(BusyIntervals::last).max().orElse(0);
        steps(first);
        return new KernelProfile(
                source,
                "nsys SQLite",
                Side.GPU,
                device(),
                Math.max(1, busy.size()),
                OptionalDouble.of((last - first) / 1e9),
                OptionalDouble.of(busy.values().stream()
                                .mapToLong(BusyIntervals::busy)
                                .average()
                                .orElse(0)
                        / 1e9),
                totals.rows(classes),
                steps,
                steps.size(),
                false,
                notes);
    }

    private void kernels(Set<String> columns) throws SQLException {
        Optional<String> name = List.of("demangledName", "shortName", "mangledName").stream()
                .filter(columns::contains)
                .findFirst();
        String device = columns.contains("deviceId") ? "k.deviceId" : "0";
        String sql = name.map(column -> "SELECT k.start, k.\"end\", " + device + ", s.value FROM " + KERNELS
                        + " k LEFT JOIN StringIds s ON s.id = k." + column)
                .orElse("SELECT k.start, k.\"end\", " + device + ", '(kernel)' FROM " + KERNELS + " k");
        rows(sql, "(unnamed kernel)");
    }

    private void copies(String table, String name) throws SQLException {
        Set<String> columns = columns(table);
        if (columns.containsAll(Set.of("start", "end"))) {
            String device = columns.contains("deviceId") ? "deviceId" : "0";
            rows("SELECT start, \"end\", " + device + ", '" + name + "' FROM " + table, name);
        }
    }

    private void rows(String sql, String unnamed) throws SQLException {
        try (Statement query = database.createStatement();
                ResultSet rows = query.executeQuery(sql)) {
            while (rows.next()) {
                long start = rows.getLong(1);
                long end = Math.max(start, rows.getLong(2));
                totals.of(Objects.requireNonNullElse(rows.getString(4), unnamed))
                        .add(1, end - start);
                busy.computeIfAbsent(rows.getInt(3), id -> new BusyIntervals()).add(start, end);
            }
        }
    }

    private void steps(long origin) throws SQLException {
        Set<String> columns = columns("NVTX_EVENTS");
        if (!columns.containsAll(Set.of("start", "end", "text"))) {
            return;
        }
        boolean byId = columns.contains("textId");
        String text = byId ? "coalesce(n.text, s.value)" : "n.text";
        String sql = "SELECT n.start, n.\"end\", " + text + " FROM NVTX_EVENTS n"
                + (byId ? " LEFT JOIN StringIds s ON s.id = n.textId" : "") + " WHERE n.\"end\" IS NOT NULL AND " + text
                + " LIKE 'execute_%' ORDER BY n.start LIMIT " + MOST_STEPS;
        try (Statement query = database.createStatement();
                ResultSet rows = query.executeQuery(sql)) {
            while (rows.next()) {
                long start = rows.getLong(1);
                EngineStep.of(
                                Objects.requireNonNullElse(rows.getString(3), ""),
                                Math.max(0, start - origin) / 1e9,
                                (rows.getLong(2) - start) / 1e9,
                                1)
                        .ifPresent(steps::add);
            }
        }
    }

    private String device() throws SQLException {
        if (!columns("TARGET_INFO_GPU").contains("name")) {
            return "";
        }
        try (Statement query = database.createStatement();
                ResultSet rows = query.executeQuery("SELECT name FROM TARGET_INFO_GPU LIMIT 1")) {
            return rows.next() ? Objects.requireNonNullElse(rows.getString(1), "") : "";
        }
    }

    /** Returns the columns of a table; empty if there is no such table. */
    private Set<String> columns(String table) throws SQLException {
        Set<String> columns = new HashSet<>();
        try (Statement query = database.createStatement();
                ResultSet rows = query.executeQuery("PRAGMA table_info(" + table + ")")) {
            while (rows.next()) {
                columns.add(rows.getString("name"));
            }
        }
        return columns;
    }
}
