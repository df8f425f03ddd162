package io.varcas.setting.type;

import java.util.ArrayList;
import java.util.List;

/**
 * The notation of request fields: {@link Words}, in which a value that begins with a brace or a bracket is JSON and reaches to the one
 * that closes it, as {@code chat_template_kwargs={"enable_thinking": false} priority=1}, and a value in double quotes is a text, as
 * {@code user="5"}.
 */
final class FieldWords {

    private FieldWords() {}

    /**
     * Reads a list.
     *
     * @throws SettingException if a bracket is not closed
     */
    static List<String> parse(String text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int value = startOfValue(text, at);
            if (value < 0) {
                words.addAll(Words.parse(text.substring(at)));
                return words;
            }
            int start = startOfWord(text, value);
            String name = text.substring(start, value - 1);
            words.addAll(Words.parse(text.substring(at, start)));
            boolean quoted = text.charAt(value) == '"';
            at = quoted ? Brackets.endOfQuote(text, value) : Brackets.end(text, value);
            if (at < 0 || (at < text.length() && !Character.isWhitespace(text.charAt(at)))) {
                throw new SettingException("sampling.fields: the " + (quoted ? "quote" : "JSON") + " of \"" + name
                        + "\" is not closed, or text follows it; put the whole setting in single quotes:"
                        + " 'sampling.fields=stop_token_ids=[1,2]'");
            }
            String written = text.substring(value, at);
            words.add(name + "="
                    + (quoted ? RequestField.textValue(Words.parse(written).get(0)) : written));
        }
        return words;
    }

    /** Place of the bracket or quote behind the first {@code name=} that stands in no quotes; -1 if there is none. */
    private static int startOfValue(String text, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!quoted && i > from && text.charAt(i - 1) == '=' && (c == '"' || Brackets.opens(c))) {
                return i;
            } else if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            }
        }
        return -1;
    }

    private static int startOfWord(String text, int within) {
        int start = within;
        while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }
}
