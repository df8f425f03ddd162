package io.varcas.result.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of vLLM's start log that reports a property; the lines of its versions are in {@code start-log-patterns.json}.
 *
 * @param property what the line reports
 * @param contains a part of every such line, which is looked for first
 * @param pattern finds the value in the group {@code value}
 * @param fixed the value if the line has none of its own
 * @param versions versions of vLLM that write it, for the reader
 * @param example such a line
 * @param means the value in the example
 */
record LogPattern(
        ServerProperty property,
        String contains,
        Pattern pattern,
        Optional<String> fixed,
        String versions,
        String example,
        String means) {

    static List<LogPattern> load() {
        try (InputStream file =
                Objects.requireNonNull(LogPattern.class.getResourceAsStream("start-log-patterns.json"))) {
            List<LogPattern> patterns = new ArrayList<>();
            new ObjectMapper().readTree(file).forEach(line -> patterns.add(pattern(line)));
            return patterns;
        } catch (IOException broken) {
            throw new UncheckedIOException("start-log-patterns.json in the jar cannot be read", broken);
        }
    }

    private static LogPattern pattern(JsonNode line) {
        return new LogPattern(
                ServerProperty.labelled(text(line, "property")),
                text(line, "contains"),
                Pattern.compile(text(line, "pattern")),
                Optional.ofNullable(line.path("fixed").textValue()),
                text(line, "versions"),
                text(line, "example"),
                text(line, "means"));
    }

    private static String text(JsonNode line, String name) {
        return line.required(name).textValue();
    }

    /** Returns the value that a line reports; empty if it is another line. */
    Optional<String> read(String line) {
        if (!line.contains(contains)) {
            return Optional.empty();
        }
        Matcher found = pattern.matcher(line);
        return found.find()
                ? Optional.of(fixed.orElseGet(() -> ServerValues.plain(property, found.group("value"))))
                : Optional.empty();
    }
}
