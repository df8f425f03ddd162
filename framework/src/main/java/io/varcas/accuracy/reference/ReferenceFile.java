package io.varcas.accuracy.reference;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.setting.Secrets;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes references as ground truth: JSON lines, or, to a file whose name ends in {@code .json}, one array in the format of the
 * generator that preceded this one ({@code example_id}, {@code prompt}, {@code reference}, {@code validation_type}, {@code metadata}).
 */
public final class ReferenceFile {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONG_PROMPT = 1000;
    private static final Pattern CODE = Pattern.compile("\\b(?:def|class|import) ");

    private ReferenceFile() {}

    /**
     * Writes the prompts that have a reference.
     *
     * @param file where they go; replaced if it is there
     * @param references the references
     * @param options who was asked
     * @return how many were written
     * @throws IOException if the file cannot be written
     */
    public static int write(Path file, List<Reference> references, ReferenceOptions options) throws IOException {
        boolean array = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json");
        ArrayNode all = JSON.createArrayNode();
        int number = 0;
        for (Reference reference : references) {
            Optional<ModelReply> reply = reference.reply();
            if (reply.isPresent()) {
                all.add(item(number, reference, reply.get(), options, array));
                number++;
            }
        }
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            if (array) {
                out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
            } else {
                for (int i = 0; i < all.size(); i++) {
                    out.write(JSON.writeValueAsString(all.get(i)) + "\n");
                }
            }
        }
        return number;
    }

    /** Returns the type of a task by its prompt: {@code rag}, {@code code} or {@code chat}. */
    static String type(String prompt) {
        String lower = prompt.toLowerCase(Locale.ROOT);
        if (lower.contains("context:") || prompt.length() > LONG_PROMPT) {
            return "rag";
        }
        return CODE.matcher(prompt).find() || (lower.contains("write") && lower.contains("code")) ? "code" : "chat";
    }

    private static ObjectNode item(
            int number, Reference reference, ModelReply reply, ReferenceOptions options, boolean preceding) {
        String type = type(reference.prompt());
        String id = String.format(Locale.ROOT, "gt_%04d", number);
        ObjectNode item = JSON.createObjectNode();
        item.put(preceding ? "example_id" : "id", preceding ? type + ":" + id : id);
        item.put("prompt", reference.prompt());
        item.put("reference", Secrets.HERE.redacted(reply.text()));
        item.put(preceding ? "validation_type" : "type", type);
        ObjectNode metadata = item.putObject("metadata");
        metadata.put("source", options.provider().name());
        metadata.put("model", options.model());
        reply.inputTokens().ifPresent(tokens -> metadata.put("tokens_input", tokens));
        reply.outputTokens().ifPresent(tokens -> metadata.put("tokens_generated", tokens));
        metadata.put("from_cache", reference.fromCache());
        return item;
    }
}
