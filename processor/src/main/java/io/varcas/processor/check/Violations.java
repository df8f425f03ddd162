package io.varcas.processor.check;

import io.varcas.processor.model.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the faults of one class, so that the user hears all of them at once. */
public final class Violations {

    private final List<Violation> found = new ArrayList<>();

    /**
     * Notes a fault.
     *
     * @param message what is wrong
     * @param position where
     * @param values what the message's text names, in its order
     */
    public void add(Message message, SourcePosition position, @Nullable Object... values) {
        found.add(new Violation(message, message.text(values), position));
    }

    /** Returns everything found, in the order of the rules. */
    public List<Violation> all() {
        return List.copyOf(found);
    }

    /** Returns whether anything was found that keeps the class from being generated. */
    public boolean anyError() {
        return found.stream().anyMatch(Violation::isError);
    }
}
