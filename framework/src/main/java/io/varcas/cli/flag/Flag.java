package io.varcas.cli.flag;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A flag: what the help page says of it, and what a command line says for it. */
public final class Flag {

    /** The value that follows a flag, and its cardinality. */
    enum Kind {
        /** Nothing. */
        ON,
        /** A text, once. */
        TEXT,
        /** A text, any number of times. */
        TEXTS,
        /** Several texts between commas, any number of times. */
        SEPARATED,
        /** A value of a closed type, once. */
        CHOICE
    }

    private final Kind kind;
    private final Class<?> type;
    private final String name;
    private final String label;
    private final String description;
    private final @Nullable String defaultValue;
    private List<String> given = List.of();

    private Flag(
            Kind kind, Class<?> type, String name, String label, @Nullable String defaultValue, String description) {
        this.kind = kind;
        this.type = type;
        this.name = name;
        this.label = label;
        this.defaultValue = defaultValue;
        this.description = description;
    }

    /** Returns a flag that nothing follows. */
    public static Flag on(String name, String description) {
        return new Flag(Kind.ON, boolean.class, name, "", null, description);
    }

    /** Returns a flag that a text follows. */
    public static Flag text(String name, String label, String description) {
        return new Flag(Kind.TEXT, String.class, name, label, null, description);
    }

    /** Returns a flag that a text follows, and that may be repeated. */
    public static Flag texts(String name, String label, String description) {
        return new Flag(Kind.TEXTS, String.class, name, label, null, description);
    }

    /** Returns a flag that texts between commas follow, and that may be repeated. */
    static Flag separated(String name, String label, String description) {
        return new Flag(Kind.SEPARATED, String.class, name, label, null, description);
    }

    /** Returns a flag that a constant of an enum, or true or false, follows. */
    public static Flag choice(Class<?> type, String name, String label, String description) {
        return new Flag(Kind.CHOICE, type, name, label, null, description);
    }

    /** Returns the same with a text that holds if it is not given. */
    public Flag or(String text) {
        return new Flag(kind, type, name, label, text, description);
    }

    Kind kind() {
        return kind;
    }

    Class<?> type() {
        return type;
    }

    String name() {
        return name;
    }

    String label() {
        return label;
    }

    String description() {
        return description;
    }

    @Nullable
    String defaultValue() {
        return defaultValue;
    }

    /** Notes what a command line says for it. */
    void give(List<String> texts) {
        given = List.copyOf(texts);
    }

    /** Returns what a command line said for it, whatever is standard. */
    public List<String> texts() {
        return given;
    }

    /** Returns what was said for it, or what is standard, if anything is. */
    @Nullable
    public String text() {
        return given.isEmpty() ? defaultValue : given.get(0);
    }

    /** Returns what was said for a flag that has something to stand for it otherwise. */
    public String standing() {
        return Objects.requireNonNull(text());
    }

    /** Returns that as a file or folder. */
    @Nullable
    public Path file() {
        String text = text();
        return text == null ? null : Path.of(text);
    }

    public boolean isTrue() {
        return Boolean.parseBoolean(text());
    }
}
