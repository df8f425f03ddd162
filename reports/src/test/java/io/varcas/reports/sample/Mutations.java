package io.varcas.reports.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Damages JSON: a field is dropped, null, of another kind or extreme; or bytes are changed, cut or doubled. Seeded. */
public final class Mutations {

    private static final List<String> VALUES = List.of(
            "null",
            "0",
            "-1",
            "1e308",
            "-1e308",
            "NaN",
            "Infinity",
            "9223372036854775807",
            "1e-320",
            "\"\"",
            "\"x\"",
            "\"\\ud800\"",
            "[]",
            "[null]",
            "{}",
            "{\"a\": null}",
            "true",
            "123456789012345678901234567890");

    private final ObjectMapper json = new ObjectMapper(io.varcas.document.LenientJson.factory());
    private final Random chance;

    /** Begins with a seed. */
    public Mutations(long seed) {
        chance = new Random(seed);
    }

    /** Returns a damaged copy of a JSON text. */
    public byte[] of(String text) throws IOException {
        return chance.nextInt(4) == 0 ? bytes(text) : tree(text);
    }

    private byte[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int at = chance.nextInt(bytes.length);
        if (chance.nextBoolean()) {
            return java.util.Arrays.copyOf(bytes, at);
        }
        bytes[at] = (byte) chance.nextInt(256);
        return bytes;
    }

    private byte[] tree(String text) throws IOException {
        JsonNode root = json.readTree(text);
        for (int changes = 1 + chance.nextInt(2); changes > 0; changes--) {
            List<JsonNode> inner = new ArrayList<>();
            collect(root, inner);
            change(inner.get(chance.nextInt(inner.size())));
        }
        return json.writeValueAsBytes(root);
    }

    private static void collect(JsonNode node, List<JsonNode> inner) {
        if (node.isContainerNode() && !node.isEmpty()) {
            inner.add(node);
            node.forEach(child -> collect(child, inner));
        }
    }

    private void change(JsonNode node) throws IOException {
        JsonNode value = json.readTree(VALUES.get(chance.nextInt(VALUES.size())));
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(chance.nextInt(names.size()));
            if (chance.nextInt(4) == 0) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        } else if (node instanceof ArrayNode array) {
            int at = chance.nextInt(array.size());
            if (chance.nextInt(4) == 0) {
                array.remove(at);
            } else {
                array.set(at, chance.nextBoolean() ? value : TextNode.valueOf("y"));
            }
        }
    }
}
