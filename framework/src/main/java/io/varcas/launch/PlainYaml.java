package io.varcas.launch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of YAML 1.2 that launch files need: keys with values, nested by indentation, lists with dashes, quoted texts, comments, and folded
 * texts ({@code >} and {@code |}). Every value is a text. Anything else, such as anchors, tags and braces, is refused by its line.
 */
final class PlainYaml {

    private record Line(int number, int indent, String text) {}

    private final List<Line> lines = new ArrayList<>();
    private int next;

    private PlainYaml(String text) {
        List<String> all = text.lines().toList();
        for (int i = 0; i < all.size(); i++) {
            String line = all.get(i).stripTrailing();
            String content = line.strip();
            if (line.stripLeading().length() < line.length()
                    && line.substring(0, line.indexOf(content)).contains("\t")) {
                throw fault(i + 1, "is indented with tabs; use spaces");
            }
            if (!content.isEmpty() && !content.startsWith("#") && !content.equals("---")) {
                lines.add(new Line(i + 1, line.indexOf(content), content));
            }
        }
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException if it is none, or needs more than this part of YAML; one line
     */
    static JsonNode read(String text) {
        PlainYaml yaml = new PlainYaml(text);
        if (yaml.lines.isEmpty()) {
            return JsonNodeFactory.instance.objectNode();
        }
        JsonNode root = yaml.block(yaml.lines.get(0).indent());
        if (yaml.next < yaml.lines.size()) {
            throw fault(yaml.lines.get(yaml.next).number(), "is indented less than the first line");
        }
        return root;
    }

    private JsonNode block(int indent) {
        return lines.get(next).text().matches("-( .*)?") ? list(indent) : object(indent);
    }

    private JsonNode list(int indent) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        while (next < lines.size() && lines.get(next).indent() == indent) {
            Line line = lines.get(next++);
            if (!line.text().startsWith("- ")) {
                throw fault(line.number(), "must begin with a dash and a space, as the list that it is in");
            }
            list.add(scalar(line, line.text().substring(2).strip()));
        }
        return list;
    }

    private JsonNode object(int indent) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (next < lines.size() && lines.get(next).indent() >= indent) {
            Line line = lines.get(next++);
            int colon = line.text().endsWith(":")
                    ? line.text().length() - 1
                    : line.text().indexOf(": ");
            if (colon <= 0 || line.indent() != indent) {
                throw fault(line.number(), "must be \"key: value\", indented as the keys beside it");
            }
            String key = scalar(line, line.text().substring(0, colon).strip()).asText();
            if (object.has(key)) {
                throw fault(line.number(), "sets " + key + " again; remove one");
            }
            object.set(key, value(line, line.text().substring(colon + 1).strip(), indent));
        }
        return object;
    }

    private JsonNode value(Line line, String text, int indent) {
        if (text.matches("[>|][+-]?")) {
            return folded(text.startsWith("|") ? "\n" : " ", indent);
        }
        boolean nested = next < lines.size()
                && (lines.get(next).indent() > indent
                        || (lines.get(next).indent() == indent
                                && lines.get(next).text().startsWith("- ")));
        if (text.isEmpty() || text.startsWith("#")) {
            return nested ? block(lines.get(next).indent()) : TextNode.valueOf("");
        }
        return scalar(line, text);
    }

    private JsonNode folded(String separator, int indent) {
        List<String> texts = new ArrayList<>();
        while (next < lines.size() && lines.get(next).indent() > indent) {
            texts.add(lines.get(next++).text());
        }
        return TextNode.valueOf(String.join(separator, texts));
    }

    private static JsonNode scalar(Line line, String text) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        if (first == '"' || first == '\'') {
            int end = text.lastIndexOf(first);
            String after = text.substring(end + 1).strip();
            if (end == 0 || !(after.isEmpty() || after.startsWith("#"))) {
                throw fault(line.number(), "has a quote that is not closed");
            }
            String inner = text.substring(1, end);
            return TextNode.valueOf(
                    first == '\''
                            ? inner.replace("''", "'")
                            : inner.replace("\\\"", "\"").replace("\\\\", "\\"));
        }
        if ("&*!{[%@`".indexOf(first) >= 0) {
            throw fault(
                    line.number(), "begins with " + first + ", which needs quotes, or more of YAML than is read here");
        }
        return TextNode.valueOf(text.replaceFirst("\\s+#.*$", ""));
    }

    private static IllegalArgumentException fault(int line, String problem) {
        return new IllegalArgumentException("line " + line + " " + problem);
    }
}
