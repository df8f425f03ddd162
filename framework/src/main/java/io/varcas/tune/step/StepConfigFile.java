package io.varcas.tune.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.dataset.file.BadRecord;
import io.varcas.dataset.file.DataFile;
import io.varcas.dataset.file.DatasetException;
import io.varcas.dataset.file.FileShape;
import io.varcas.dataset.file.RecordStream;
import io.varcas.validation.DidYouMean;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Cells from a file: a JSON array of objects, one JSON object a line, or CSV with a header. The keys are those of {@code steps.json}, or of the
 * Python profiler of 2026-02:
 *
 * <pre>
 * C or promptTokens, M or contextBlocks, B or batch         needed
 * block_size or blockSize                                    default 16
 * profiling_type or kind: prefill, decode or mixed           default mixed
 * num_warmup or warmups, num_measurements or repeats         defaults 3 and 10
 * name                                                       default config_1, config_2 ...
 * </pre>
 *
 * @param cells the cells, in their order
 * @param notes one line for each key that has no effect
 */
public record StepConfigFile(List<StepConfig> cells, List<String> notes) {

    private static final List<List<String>> KEYS = List.of(
            List.of("promptTokens", "C"),
            List.of("contextBlocks", "M"),
            List.of("batch", "B"),
            List.of("blockSize", "block_size"),
            List.of("kind", "profiling_type"),
            List.of("warmups", "num_warmup", "num_warmup_runs"),
            List.of("repeats", "num_measurements", "num_measurement_runs"),
            List.of("name"));

    private static final String SERVERS_OWN = "max_model_len";

    /** Copies the lists. */
    public StepConfigFile {
        cells = List.copyOf(cells);
        notes = List.copyOf(notes);
    }

    /**
     * Reads a file.
     *
     * @throws UsageException if it cannot be read, has no cell, or one is wrong; one line with the place
     */
    public static StepConfigFile read(Path file) {
        List<StepConfig> cells = new ArrayList<>();
        Set<String> notes = new LinkedHashSet<>();
        Set<String> names = new HashSet<>();
        try (RecordStream records =
                FileShape.open(new DataFile(file.toString(), StepConfigFile.class.getClassLoader()))) {
            for (RecordStream.Item item = records.next(); item != null; item = records.next()) {
                StepConfig cell = cell(item, cells.size(), notes);
                if (!names.add(cell.name())) {
                    throw new IllegalArgumentException(
                            "line " + item.line() + ": the name " + cell.name() + " is given twice");
                }
                cells.add(cell);
            }
        } catch (BadRecord malformed) {
            throw new UsageException(file + ": line " + malformed.line() + ": " + malformed.getMessage());
        } catch (IllegalArgumentException | DatasetException wrong) {
            throw new UsageException(file + ": " + wrong.getMessage());
        } catch (IOException unreadable) {
            throw new UsageException(FailureText.of(unreadable));
        }
        if (cells.isEmpty()) {
            throw new UsageException(file + ": contains no configuration");
        }
        return new StepConfigFile(cells, List.copyOf(notes));
    }

    private static StepConfig cell(RecordStream.Item item, int index, Set<String> notes) {
        JsonNode node = item.node();
        String place = "line " + item.line() + ": ";
        if (!node.isObject()) {
            throw new IllegalArgumentException(place + "a configuration must be an object with the keys C, M and B");
        }
        try {
            check(node, notes);
            return new StepConfig(
                    text(node, "name").orElse("config_" + (index + 1)),
                    StepKind.labelled(text(node, "kind").orElse(StepKind.MIXED.label())),
                    whole(node, "promptTokens", -1),
                    whole(node, "contextBlocks", -1),
                    whole(node, "batch", -1),
                    whole(node, "blockSize", StepConfig.DEFAULT_BLOCK_SIZE),
                    whole(node, "warmups", StepConfig.DEFAULT_WARMUPS),
                    whole(node, "repeats", StepConfig.DEFAULT_REPEATS));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(place + wrong.getMessage(), wrong);
        }
    }

    private static void check(JsonNode node, Set<String> notes) {
        List<String> known = KEYS.stream().flatMap(List::stream).toList();
        node.fieldNames().forEachRemaining(key -> {
            if (key.equals(SERVERS_OWN)) {
                notes.add(SERVERS_OWN + " has no effect: the server's own is read from the server");
            } else if (!known.contains(key)) {
                throw new IllegalArgumentException("unknown key \"" + key + "\"" + DidYouMean.hint(key, known));
            }
        });
    }

    private static Optional<String> text(JsonNode node, String key) {
        List<String> aliases = KEYS.stream()
                .filter(names -> names.get(0).equals(key))
                .findFirst()
                .orElseThrow();
        List<String> given = aliases.stream()
                .filter(alias ->
                        node.hasNonNull(alias) && !node.get(alias).asText().isBlank())
                .toList();
        if (given.size() > 1) {
            throw new IllegalArgumentException(given.get(0) + " and " + given.get(1) + " set the same; remove one");
        }
        return given.stream().map(alias -> node.get(alias).asText().strip()).findFirst();
    }

    private static int whole(JsonNode node, String key, int otherwise) {
        Optional<String> text = text(node, key);
        if (text.isEmpty()) {
            if (otherwise < 0) {
                throw new IllegalArgumentException("no " + key + "; C, M and B are needed");
            }
            return otherwise;
        }
        try {
            return Integer.parseInt(text.get());
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(key + " \"" + text.get() + "\" must be a whole number", none);
        }
    }
}
