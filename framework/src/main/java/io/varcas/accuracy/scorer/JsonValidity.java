package io.varcas.accuracy.scorer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.Scorer;
import io.varcas.annotation.GroundTruth;
import java.util.Optional;

/**
 * JSON validity: 1 if the output is JSON, alone or in a Markdown code fence, and valid against the {@code schema} of its item, else 0.
 * An item without {@code schema} has the schema as its reference.
 */
public final class JsonValidity implements Scorer {

    private static final String FENCE = "```";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public String name() {
        return GroundTruth.JSON_SCHEMA;
    }

    @Override
    public Optional<String> defect(GroundTruthItem item) {
        try {
            return JsonSchema.defect(schema(item)).map(defect -> "its schema cannot be used: " + defect);
        } catch (JsonProcessingException noJson) {
            return Optional.of("its schema is not JSON; give it as the item's \"schema\"");
        }
    }

    @Override
    public Grade grade(GroundTruthItem item, Attempt.Answered output) {
        JsonNode value;
        try {
            value = JSON.readTree(unfenced(output.text().strip()));
        } catch (JsonProcessingException noJson) {
            return new Grade.Scored(0, "not JSON");
        }
        if (value == null || value.isMissingNode()) {
            return new Grade.Scored(0, "not JSON");
        }
        try {
            Optional<String> violation = JsonSchema.violation(schema(item), value);
            return Grade.of(violation.isEmpty(), violation.orElse(""));
        } catch (JsonProcessingException noJson) {
            throw new IllegalStateException("a schema that was checked is not JSON", noJson);
        }
    }

    private static JsonNode schema(GroundTruthItem item) throws JsonProcessingException {
        return JSON.readTree(item.extras().schema().orElse(item.references().get(0)));
    }

    private static String unfenced(String text) {
        int line = text.indexOf('\n');
        boolean fenced =
                text.startsWith(FENCE) && text.endsWith(FENCE) && line > 0 && line < text.length() - FENCE.length();
        return fenced ? text.substring(line + 1, text.length() - FENCE.length()) : text;
    }
}
