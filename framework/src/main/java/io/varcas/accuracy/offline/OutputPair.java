package io.varcas.accuracy.offline;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.dataset.file.BadRecord;
import io.varcas.dataset.file.DataFile;
import io.varcas.dataset.file.FileShape;
import io.varcas.dataset.file.RecordStream;
import io.varcas.setting.type.SettingException;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An output and the references that it is scored against.
 *
 * @param item the references; its prompt is the output's, or the number of the record if the file has none
 * @param output text of the output; may be empty
 */
public record OutputPair(GroundTruthItem item, Attempt.Answered output) {

    private static final List<String> OUTPUTS = List.of("output", "generated_text", "prediction");
    private static final List<String> REFERENCES = List.of("reference", "references", "reference_text", "answer");

    /**
     * Reads the pairs of a file one after the other: JSON lines or an array of objects with {@code output} (text), {@code reference} (text
     * or list of texts), and optionally {@code id}, {@code prompt} and {@code type}. Names of the harness are read too ({@code generated_text},
     * {@code reference_text}).
     *
     * @param name file, or resource on the class path; may be packed
     * @param loader loads the resource
     * @param sink takes each pair
     * @throws SettingException if it cannot be read, or a record is wrong; the message names file and line
     */
    public static void read(String name, ClassLoader loader, Consumer<OutputPair> sink) {
        long number = 0;
        try (RecordStream records = FileShape.open(new DataFile(name, loader))) {
            for (RecordStream.Item record = records.next(); record != null; record = records.next()) {
                number++;
                try {
                    sink.accept(of(number, record.node()));
                } catch (IllegalArgumentException fault) {
                    throw new SettingException(name + ":" + record.line() + ": " + fault.getMessage(), fault);
                }
            }
        } catch (BadRecord bad) {
            throw new SettingException(name + ":" + bad.line() + ": " + bad.getMessage(), bad);
        } catch (IOException broken) {
            throw new SettingException("\"" + name + "\" cannot be read: " + FailureText.reason(broken), broken);
        }
        if (number == 0) {
            throw new SettingException("\"" + name + "\" contains no record");
        }
    }

    private static OutputPair of(long number, JsonNode record) {
        JsonNode output = first(record, OUTPUTS);
        if (!output.isTextual()) {
            throw new IllegalArgumentException("\"output\" must be a text");
        }
        JsonNode given = first(record, REFERENCES);
        List<String> references = new ArrayList<>();
        for (JsonNode one : given.isArray() ? given : List.of(given)) {
            if (!one.isTextual()) {
                throw new IllegalArgumentException("\"reference\" must be a text, or a list of texts");
            }
            references.add(one.asText());
        }
        String id = record.path("id").asText(String.valueOf(number));
        String prompt = record.path("prompt").asText("");
        return new OutputPair(
                new GroundTruthItem(
                        id,
                        prompt.isBlank() ? id : prompt,
                        references,
                        record.path("type").asText(""),
                        GroundTruthItem.Extras.NONE),
                new Attempt.Answered(output.asText(), Optional.empty()));
    }

    private static JsonNode first(JsonNode record, List<String> names) {
        return names.stream()
                .filter(record::has)
                .findFirst()
                .map(record::path)
                .orElseGet(() -> record.path(names.get(0)));
    }
}
