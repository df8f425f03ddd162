package io.varcas.result;

import io.varcas.validation.UsageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Tags of a run: what the user calls it, by key. */
public final class RunTags {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final int LONGEST_VALUE = 500;

    private RunTags() {}

    /**
     * Reads tags.
     *
     * @param texts {@code key=value} each
     * @return values by key, in their order
     * @throws UsageException if a text is no tag, or a key is set twice; the message is one line
     */
    public static Map<String, String> parse(List<String> texts) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw new UsageException("-tag " + text + ": must be key=value, such as -tag server=v0.11");
            }
            String key = text.substring(0, equals).strip();
            String value = text.substring(equals + 1).strip();
            check(key, value);
            String other = tags.putIfAbsent(key, value);
            if (other != null) {
                throw new UsageException("-tag " + key + " is set twice: " + other + " and " + value + "; set it once");
            }
        }
        return tags;
    }

    /**
     * Checks a tag.
     *
     * @throws UsageException if the key is not 1 to 100 characters of a-z, A-Z, 0-9, dot, dash and underscore, or the value not 1 to 500
     *     characters without control characters
     */
    static void check(String key, String value) {
        if (!KEY.matcher(key).matches()) {
            throw new UsageException("-tag " + key + "=" + value
                    + ": the key must be 1 to 100 characters of a-z, A-Z, 0-9, dot, dash and underscore");
        }
        if (value.isEmpty() || value.length() > LONGEST_VALUE || value.chars().anyMatch(Character::isISOControl)) {
            throw new UsageException("-tag " + key + ": the value must be 1 to " + LONGEST_VALUE
                    + " characters without control characters");
        }
    }
}
