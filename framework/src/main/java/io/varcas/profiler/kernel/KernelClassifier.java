package io.varcas.profiler.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Classifies kernels by their names. The rules are data, in {@code kernel-classes.json}: the first one with a pattern
 * that is found in a name decides, ignoring case.
 */
final class KernelClassifier {

    private static final String RULES = "kernel-classes.json";

    /** One class and the names that belong to it. */
    private record Rule(KernelClass kernelClass, Pattern pattern) {}

    private final List<Rule> rules;

    private KernelClassifier(List<Rule> rules) {
        this.rules = rules;
    }

    static KernelClassifier load() {
        try (InputStream file = KernelClassifier.class.getResourceAsStream(RULES)) {
            if (file == null) {
                throw new IOException(RULES + " is missing from the jar");
            }
            List<Rule> rules = new ArrayList<>();
            for (JsonNode rule : new JsonMapper().readTree(file).required("rules")) {
                List<String> patterns = new ArrayList<>();
                rule.required("patterns").forEach(pattern -> patterns.add(pattern.textValue()));
                rules.add(new Rule(
                        KernelClass.valueOf(rule.required("class").textValue().toUpperCase(Locale.ROOT)),
                        Pattern.compile(String.join("|", patterns), Pattern.CASE_INSENSITIVE)));
            }
            return new KernelClassifier(rules);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    KernelClass of(String name) {
        for (Rule rule : rules) {
            if (rule.pattern().matcher(name).find()) {
                return rule.kernelClass();
            }
        }
        return KernelClass.OTHER;
    }
}
