package io.varcas.accuracy.code;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the tests of a programming task from a JSON object: {@code tests} (and {@code setup}) of this project's files,
 * {@code test} and {@code entry_point} as in HumanEval, {@code test_list} as in MBPP.
 */
public final class CodeFields {

    private static final String TESTS = "tests";
    private static final String TEST = "test";
    private static final String TEST_LIST = "test_list";
    private static final String ENTRY_POINT = "entry_point";
    private static final String NO_NAME = "\"" + ENTRY_POINT + "\" must be the name of a function";
    private static final Pattern FENCED = Pattern.compile("```[\\w+-]*\\n(.*?)(```|\\z)", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    private CodeFields() {}

    /**
     * Reads the tests, if the object has some.
     *
     * @param object an item of ground truth
     * @param prompt prompt of the item
     * @throws IllegalArgumentException if a field is wrong; the message names it
     */
    public static Optional<CodeTask> read(JsonNode object, String prompt) {
        if (object.has(TESTS)) {
            Optional<String> entry = entryPoint(object);
            return Optional.of(new CodeTask(lines(object, "setup"), entry, false, required(object, TESTS)));
        }
        if (object.has(TEST_LIST)) {
            String setup = String.join("\n", lines(object, "test_setup_code"), lines(object, "test_imports"));
            return Optional.of(new CodeTask(setup.strip(), Optional.empty(), false, required(object, TEST_LIST)));
        }
        if (object.has(TEST) && object.has(ENTRY_POINT)) {
            String entry = entryPoint(object).orElseThrow(() -> new IllegalArgumentException(NO_NAME));
            String code = code(prompt);
            boolean continued = Pattern.compile("^(async +)?def +" + Pattern.quote(entry) + "\\b", Pattern.MULTILINE)
                    .matcher(code)
                    .find();
            return Optional.of(new CodeTask(
                    continued ? code : "",
                    Optional.of(entry),
                    continued,
                    required(object, TEST) + "\n\ncheck(" + entry + ")"));
        }
        return Optional.empty();
    }

    /**
     * Returns the prompt that is sent: MBPP's task names its function in the tests alone, which its authors show to the model.
     *
     * @param object an item of ground truth
     * @param prompt its prompt
     * @throws IllegalArgumentException if the tests are empty
     */
    public static String prompt(JsonNode object, String prompt) {
        return !object.has(TESTS) && object.has(TEST_LIST)
                ? prompt + "\n\nYour code should pass these tests:\n\n" + required(object, TEST_LIST)
                : prompt;
    }

    private static String code(String prompt) {
        Matcher fenced = FENCED.matcher(prompt);
        return fenced.find() ? fenced.group(1) : prompt;
    }

    private static Optional<String> entryPoint(JsonNode object) {
        JsonNode name = object.path(ENTRY_POINT);
        if (name.isMissingNode() || name.isNull()) {
            return Optional.empty();
        }
        if (!name.isTextual() || !NAME.matcher(name.asText()).matches()) {
            throw new IllegalArgumentException(NO_NAME);
        }
        return Optional.of(name.asText());
    }

    private static String required(JsonNode object, String field) {
        String text = lines(object, field);
        if (text.isBlank()) {
            throw new IllegalArgumentException("\"" + field + "\" must be a non-empty text, or a list of such texts");
        }
        return text;
    }

    private static String lines(JsonNode object, String field) {
        JsonNode given = object.path(field);
        List<String> lines = new ArrayList<>();
        for (JsonNode line : given.isArray() ? given : List.of(given)) {
            if (line.isTextual()) {
                lines.add(line.asText());
            } else if (!line.isMissingNode() && !line.isNull()) {
                throw new IllegalArgumentException("\"" + field + "\" must be a text, or a list of texts");
            }
        }
        return String.join("\n", lines);
    }
}
