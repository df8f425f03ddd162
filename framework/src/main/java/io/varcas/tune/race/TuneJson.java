package io.varcas.tune.race;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.result.WholeFile;
import io.varcas.tune.race.TuneResult.Point;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The result of tuning as JSON, {@value #FILE} in its folder. */
public final class TuneJson {

    /** Name of the file. */
    public static final String FILE = "tune.json";

    private static final String SCHEMA_VERSION = "1.0";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private TuneJson() {}

    static void save(TuneResult result) throws IOException {
        byte[] text = of(result).getBytes(StandardCharsets.UTF_8);
        WholeFile.write(result.folder().resolve(FILE), out -> out.write(text));
    }

    /** Returns the JSON. Gains are relative to the baseline; a number that was not measured is left out. */
    public static String of(TuneResult result) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schemaVersion", SCHEMA_VERSION)
                .put("simulated", result.simulated())
                .put("workload", result.workload())
                .put("target", result.target())
                .put("goal", result.aim().goal().label())
                .put("metric", result.aim().title())
                .put("outcome", result.outcome().label())
                .put("explanation", result.explanation());
        result.winner().ifPresent(winner -> flags(root.putObject("winner").putObject("flags"), winner));
        result.confirmation().ifPresent(confirmation -> {
            ObjectNode node = root.putObject("confirmation").put("pairs", confirmation.pairs());
            confirmation.gain().ifPresent(gain -> node.put("gain", gain));
            confirmation
                    .interval()
                    .ifPresent(range -> node.putObject("interval")
                            .put("low", range.low())
                            .put("high", range.high())
                            .put("confidence", range.confidence()));
            confirmation.noiseFloor().ifPresent(floor -> node.put("noiseFloor", floor));
        });
        result.accuracy().ifPresent(line -> root.put("accuracy", line));
        result.command().ifPresent(command -> root.put("command", command));
        ArrayNode contenders = root.putArray("contenders");
        for (Standing standing : result.standings()) {
            ObjectNode node = contenders.addObject();
            flags(node.putObject("flags"), standing.contender());
            standing.contender().predictedGain().ifPresent(gain -> node.put("predictedGain", gain));
            ArrayNode scores = node.putArray("logScores");
            standing.scores().forEach(score -> {
                if (score.isPresent()) {
                    scores.add(score.getAsDouble());
                } else {
                    scores.addNull();
                }
            });
            node.put("brokenRounds", standing.broken());
            standing.out().ifPresent(reason -> node.put("out", reason));
        }
        ArrayNode points = root.putArray("measured");
        for (Point point : result.points()) {
            points.addObject()
                    .put("contender", point.name())
                    .put("outputTokensPerSecond", point.outputPerSecond())
                    .put("latencyMillis", point.latencyMillis())
                    .put("runs", point.runs())
                    .put("paretoFront", result.front().contains(point));
        }
        root.set("runs", JSON.valueToTree(result.runs()));
        ArrayNode notes = root.putArray("notes");
        result.notes().forEach(notes::add);
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void flags(ObjectNode node, Contender contender) {
        contender.flags().forEach(node::put);
    }
}
