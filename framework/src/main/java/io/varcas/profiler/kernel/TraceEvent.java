package io.varcas.profiler.kernel;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The event of a trace that was read last; one object for all of them, since a trace has tens of millions. */
final class TraceEvent {

    /** Events that count; {@code python_function}, runtime calls and flows do not. */
    enum Category {
        KERNEL("kernel"),
        COPY("gpu_mem"), // gpu_memcpy, gpu_memset
        OPERATOR("cpu_op"),
        ANNOTATION("user_annotation"),
        GPU_ANNOTATION("gpu_user_annotation");

        private final String word;

        Category(String word) {
            this.word = word;
        }
    }

    private static final long NONE = Long.MIN_VALUE;

    private @Nullable Category category;
    private boolean complete;
    private char[] name = new char[256];
    private int nameLength;
    private long process;
    private long thread;
    private long start;
    private long nanos;
    private boolean invalid;

    /**
     * Reads an event, of which the begin was read.
     *
     * @return whether it is a complete event of a category that counts, with a valid time
     */
    boolean read(JsonParser json) throws IOException {
        category = null;
        complete = false;
        nameLength = 0;
        process = 0;
        thread = 0;
        start = NONE;
        nanos = NONE;
        invalid = false;
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (!value.isScalarValue()) {
                json.skipChildren();
                continue;
            }
            switch (field) {
                case "ph" ->
                    complete = json.getTextLength() == 1 && json.getTextCharacters()[json.getTextOffset()] == 'X';
                case "cat" ->
                    category = categoryOf(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
                case "name" -> copyName(json);
                case "pid" -> process = id(json);
                case "tid" -> thread = id(json);
                case "ts" -> start = time(json);
                case "dur" -> nanos = time(json);
                default -> {}
            }
        }
        if (!complete || category == null) {
            return false;
        }
        invalid = start == NONE || nanos < 0;
        return !invalid;
    }

    private static @Nullable Category categoryOf(char[] text, int offset, int length) {
        for (Category candidate : Category.values()) {
            String word = candidate.word;
            if (candidate == Category.COPY ? length > word.length() : length == word.length()) {
                int i = 0;
                while (i < word.length() && word.charAt(i) == text[offset + i]) {
                    i++;
                }
                if (i == word.length()) {
                    return candidate;
                }
            }
        }
        return null;
    }

    private void copyName(JsonParser json) throws IOException {
        nameLength = json.getTextLength();
        if (nameLength > name.length) {
            name = new char[2 * nameLength];
        }
        System.arraycopy(json.getTextCharacters(), json.getTextOffset(), name, 0, nameLength);
    }

    private static long id(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NUMBER_INT
                ? json.getLongValue()
                : json.getText().hashCode();
    }

    private static long time(JsonParser json) throws IOException {
        try {
            return TraceClock.nanos(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        } catch (NumberFormatException noTime) {
            return NONE;
        }
    }

    Category category() {
        if (category == null) {
            throw new IllegalStateException("no event was read that counts");
        }
        return category;
    }

    String name() {
        return new String(name, 0, nameLength);
    }

    /** Returns the sums of its name. */
    KernelTotals.Total total(KernelTotals totals) {
        return totals.of(name, 0, nameLength);
    }

    /** Returns whether it counts but has no valid time. */
    boolean isInvalid() {
        return invalid;
    }

    long process() {
        return process;
    }

    long thread() {
        return thread;
    }

    long start() {
        return start;
    }

    long nanos() {
        return nanos;
    }
}
