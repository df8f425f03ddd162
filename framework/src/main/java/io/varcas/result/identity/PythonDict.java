package io.varcas.result.identity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a dictionary as Python prints it: {@code {'port': 8000, 'enforce_eager': True, 'served_model_name': ['a', 'b']}}. */
final class PythonDict {

    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private final String text;
    private int at;

    private PythonDict(String text) {
        this.text = text;
    }

    /**
     * Returns the entries in their order: texts without quotes, {@code True} as {@code true}, lists of texts and numbers with spaces
     * between, and any other value as it stands. Entries that are {@code None} are left out; what follows the end of the dictionary, or
     * is cut off, is not read.
     *
     * @param text begins with the brace
     */
    static Map<String, String> read(String text) {
        return new PythonDict(text).entries();
    }

    private Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        at = text.indexOf('{') + 1;
        while (at > 0 && at < text.length()) {
            skipSpaces();
            if (at >= text.length() || !isQuote(text.charAt(at))) {
                break;
            }
            String name = quoted();
            skipSpaces();
            if (at >= text.length() || text.charAt(at) != ':') {
                break;
            }
            at++;
            int from = at;
            skipValue(text.length());
            if (at >= text.length()) {
                break; // cut off
            }
            String value = text.substring(from, at).strip();
            if (!value.equals("None")) {
                entries.put(name, plain(value));
            }
            if (text.charAt(at) != ',') {
                break;
            }
            at++;
        }
        return entries;
    }

    /** Moves to the comma or bracket that ends a value. */
    private void skipValue(int end) {
        int depth = 0;
        while (at < end) {
            char c = text.charAt(at);
            if (isQuote(c)) {
                quoted();
                continue;
            }
            if (OPENING.indexOf(c) >= 0) {
                depth++;
            } else if (CLOSING.indexOf(c) >= 0) {
                if (depth == 0) {
                    return;
                }
                depth--;
            } else if (c == ',' && depth == 0) {
                return;
            }
            at++;
        }
    }

    private static String plain(String value) {
        if (isQuoted(value)) {
            return new PythonDict(value).quoted();
        }
        return switch (value) {
            case "True" -> "true";
            case "False" -> "false";
            default -> value.startsWith("[") && value.endsWith("]") ? list(value) : value;
        };
    }

    private static String list(String value) {
        PythonDict items = new PythonDict(value);
        items.at = 1;
        List<String> texts = new ArrayList<>();
        while (items.at < value.length() - 1) {
            int from = items.at;
            items.skipValue(value.length() - 1);
            String item = value.substring(from, items.at).strip();
            if (item.isEmpty() || OPENING.indexOf(item.charAt(0)) >= 0 || (!isQuoted(item) && item.indexOf('(') >= 0)) {
                return value;
            }
            texts.add(plain(item));
            items.at++;
        }
        return String.join(" ", texts);
    }

    private static boolean isQuoted(String value) {
        if (value.length() < 2 || !isQuote(value.charAt(0))) {
            return false;
        }
        PythonDict whole = new PythonDict(value);
        whole.quoted();
        return whole.at == value.length();
    }

    /** Reads a text in quotes and moves behind it. */
    private String quoted() {
        char quote = text.charAt(at++);
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at++));
        }
        at++;
        return value.toString();
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }
}
