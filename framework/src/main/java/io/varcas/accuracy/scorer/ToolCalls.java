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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tool calls: 1 if the output calls the tools of a reference, each with equal arguments and in any order, else 0. A reference is
 * {@code {"name": ..., "arguments": {...}}}, an array of such objects, or OpenAI's {@code tool_calls}; {@code []} demands no call.
 * Numbers are compared by value. An output without {@code tool_calls} is read as such JSON itself.
 */
public final class ToolCalls implements Scorer {

    private static final String ARGUMENTS = "arguments";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private record Call(String name, JsonNode arguments) {

        boolean isSameAs(Call other) {
            return name.equals(other.name) && JsonValues.equal(arguments, other.arguments);
        }
    }

    @Override
    public String name() {
        return GroundTruth.TOOL_CALLS;
    }

    @Override
    public Optional<String> defect(GroundTruthItem item) {
        return item.references().stream()
                .filter(reference -> calls(reference).isEmpty())
                .findFirst()
                .map(reference -> "its reference is not a tool call; write {\"name\": ..., \"arguments\": {...}}");
    }

    @Override
    public Grade grade(GroundTruthItem item, Attempt.Answered output) {
        Optional<List<Call>> given = output.toolCalls().map(ToolCalls::calls).orElseGet(() -> calls(output.text()));
        if (given.isEmpty() && item.references().stream().noneMatch(ToolCalls::demandsNone)) {
            return new Grade.Scored(0, "no tool call");
        }
        List<Call> made = given.orElse(List.of());
        return Grade.of(
                item.references().stream()
                        .anyMatch(reference -> areSame(made, calls(reference).orElseThrow())),
                "called " + made.stream().map(Call::name).toList());
    }

    private static boolean demandsNone(String reference) {
        return calls(reference).filter(List::isEmpty).isPresent();
    }

    private static boolean areSame(List<Call> made, List<Call> wanted) {
        List<Call> left = new ArrayList<>(made);
        for (Call call : wanted) {
            Optional<Call> same = left.stream().filter(call::isSameAs).findFirst();
            if (same.isEmpty()) {
                return false;
            }
            left.remove(same.get());
        }
        return left.isEmpty();
    }

    private static Optional<List<Call>> calls(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            List<Call> calls = new ArrayList<>();
            for (JsonNode one : json.isArray() ? json : List.of(json)) {
                JsonNode function = one.path("function").isObject() ? one.path("function") : one;
                JsonNode arguments = function.path(ARGUMENTS);
                JsonNode read = arguments.isTextual() ? JSON.readTree(arguments.asText()) : arguments;
                if (!function.path("name").isTextual() || !read.isObject()) {
                    return Optional.empty();
                }
                calls.add(new Call(function.path("name").asText(), read));
            }
            return Optional.of(calls);
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        }
    }
}
