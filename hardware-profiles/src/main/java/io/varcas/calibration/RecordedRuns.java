package io.varcas.calibration;

import io.varcas.calibration.Observation.Measured;
import io.varcas.calibration.Observation.Offered;
import io.varcas.engine.Sample;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.ServingLimits;
import io.varcas.traffic.ReplayedArrivals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Request logs of runs, from a CSV file of one line a request, with the columns
 *
 * <pre> run sent_s first_s last_s prompt_tokens output_tokens
 * </pre>
 *
 * <p>Times are seconds from the start of the run; {@code first_s} and {@code last_s} are empty for a request that did
 * not finish. Optional: {@code max_tokens}, the length of an output that was cut off or never came;
 * {@code max_num_seqs} and {@code connections} (requests the client kept open at most), of a whole run.
 */
public final class RecordedRuns {

    static final List<String> COLUMNS = List.of("run", "sent_s", "first_s", "last_s", "prompt_tokens", "output_tokens");

    private static final double NANOS = 1e9;

    private RecordedRuns() {}

    /**
     * Reads the runs of a file, each as a point that is simulated again request by request.
     *
     * @param file the CSV file
     * @param deployment what was served on what
     * @param limits the limits of the server, for runs that do not name theirs
     * @param engine engine and version, such as {@code vllm 0.15.1}
     * @throws IllegalArgumentException if it is no such table, or no request of a run finished; the message names file and line
     */
    public static List<Observation> read(Path file, Deployment deployment, ServingLimits limits, String engine) {
        Map<String, List<CsvTable.Row>> runs = new LinkedHashMap<>();
        for (CsvTable.Row row : CsvTable.read(file, COLUMNS).rows()) {
            for (String time : List.of("sent_s", "first_s", "last_s")) {
                row.refuseUnlessNumber(time, false, true);
            }
            for (String count :
                    List.of("prompt_tokens", "output_tokens", "max_tokens", "max_num_seqs", "connections")) {
                row.refuseUnlessNumber(count, true, false);
            }
            if (row.number("sent_s").isEmpty()
                    || row.number("prompt_tokens").isEmpty()
                    || tokens(row).isEmpty()) {
                throw new IllegalArgumentException(
                        row.place() + ": a request needs sent_s, prompt_tokens, and output_tokens or max_tokens");
            }
            runs.computeIfAbsent(row.text("run"), run -> new ArrayList<>()).add(row);
        }
        List<Observation> observations = new ArrayList<>();
        runs.forEach((run, rows) -> observations.add(observation(file, run, rows, deployment, limits, engine)));
        return observations;
    }

    private static Observation observation(
            Path file,
            String run,
            List<CsvTable.Row> rows,
            Deployment deployment,
            ServingLimits limits,
            String engine) {
        String label = file.getFileName() + ": run " + run;
        List<CsvTable.Row> finished = rows.stream()
                .filter(row -> row.number("last_s").isPresent()
                        && row.number("first_s").isPresent())
                .filter(row -> row.number("output_tokens").orElse(0) >= 2)
                .toList();
        if (finished.isEmpty()) {
            throw new IllegalArgumentException(
                    label + " has no finished request of two output tokens or more; a fit needs one");
        }
        double perToken = new Sample(finished.stream()
                        .mapToDouble(row ->
                                (value(row, "last_s") - value(row, "first_s")) / (value(row, "output_tokens") - 1))
                        .toArray())
                .quantile(0.5);
        List<RecordedRun.Lengths> lengths = rows.stream()
                .map(row -> new RecordedRun.Lengths(
                        (int) value(row, "prompt_tokens"), (int) tokens(row).orElseThrow()))
                .toList();
        long[] sentNanos = rows.stream()
                .mapToLong(row -> Math.round(value(row, "sent_s") * NANOS))
                .sorted()
                .toArray();
        double end = rows.stream()
                .mapToDouble(row ->
                        Math.max(value(row, "sent_s"), row.number("last_s").orElse(0)))
                .max()
                .orElseThrow();
        int connections = (int) rows.get(0).number("connections").orElse(Integer.MAX_VALUE);
        OptionalDouble seqs = rows.get(0).number("max_num_seqs");
        Sample answers = new Sample(finished.stream()
                .mapToDouble(row -> value(row, "output_tokens"))
                .toArray());
        double spread = finished.size() < 2 ? 0 : answers.standardDeviation() / answers.mean();
        return new Observation(
                label,
                engine,
                deployment,
                seqs.isPresent() ? limits.withMaxNumSeqs((int) seqs.getAsDouble()) : limits,
                lengths.stream()
                        .mapToInt(RecordedRun.Lengths::promptTokens)
                        .average()
                        .orElseThrow(),
                0,
                answers.mean(),
                spread * spread,
                OptionalDouble.empty(),
                offered(rows, finished, connections),
                new Measured(OptionalDouble.empty(), OptionalDouble.of(perToken), OptionalDouble.empty()),
                null,
                new RecordedRun(
                        new ReplayedArrivals(sentNanos, 1),
                        lengths,
                        connections,
                        Duration.ofNanos((long) (end * NANOS) + 1)));
    }

    /** For the steady state that a fit begins with: the requests in flight on average, by Little's law, none thinking. */
    private static Offered offered(List<CsvTable.Row> rows, List<CsvTable.Row> finished, int connections) {
        double inside = finished.stream()
                .mapToDouble(row -> value(row, "last_s") - value(row, "sent_s"))
                .average()
                .orElseThrow();
        double first = value(rows.get(0), "sent_s");
        double last =
                rows.stream().mapToDouble(row -> value(row, "sent_s")).max().orElseThrow();
        double flight = last > first ? rows.size() / (last - first) * inside : 1;
        return new Offered.Users(Math.max(1, Math.min(flight, connections)), Double.POSITIVE_INFINITY);
    }

    private static OptionalDouble tokens(CsvTable.Row row) {
        OptionalDouble made = row.number("output_tokens");
        return made.isPresent() ? made : row.number("max_tokens");
    }

    private static double value(CsvTable.Row row, String column) {
        return row.number(column).orElseThrow();
    }
}
