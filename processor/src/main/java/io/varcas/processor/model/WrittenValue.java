package io.varcas.processor.model;

import java.util.List;

/**
 * Value of an annotation member as the user wrote it.
 *
 * @param text the value: a plain decimal number, a text, the name of an enum constant; empty for an array
 * @param entries entries of an array, each with its own position; empty for a single value
 * @param position where it stands
 */
public record WrittenValue(String text, List<WrittenValue> entries, SourcePosition position) {

    /** Copies the entries. */
    public WrittenValue {
        entries = List.copyOf(entries);
    }

    /** Returns the texts of the entries. */
    public List<String> texts() {
        return entries.stream().map(WrittenValue::text).toList();
    }

    /** Returns whether the value is the empty text or array that stands for "not set". */
    public boolean isUnset() {
        return text.isEmpty() && entries.isEmpty();
    }
}
