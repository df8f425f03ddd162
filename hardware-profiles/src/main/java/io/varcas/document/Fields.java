package io.varcas.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.validation.DidYouMean;
import io.varcas.validation.Violations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object field by field, collecting what is missing, of the wrong kind or unknown, so that the author of
 * a file hears all of it at once.
 *
 * <p>A missing required field reads as a harmless value; call {@link #raise()} before building anything from what was
 * read. A {@link Figure} is either an object {@code {"value": 80, "source": "...", "asOf": "2026-11"}} or a plain
 * number, whose {@code source} and {@code asOf} are those of the nearest enclosing object that has them.
 */
public final class Fields {

    private static final int LONGEST_SHOWN = 80;

    private final JsonNode object;
    private final String path;
    private final Violations faults;
    private final @Nullable Fields parent;
    private final Set<String> read = new LinkedHashSet<>(Set.of("source", "asOf", "note"));

    private Fields(JsonNode object, String path, Violations faults, @Nullable Fields parent) {
        this.object = object;
        this.path = path;
        this.faults = faults;
        this.parent = parent;
        faults.findIf(!object.isObject(), (path.isEmpty() ? "it" : path) + " must be a JSON object");
    }

    /** Starts reading a document. */
    public static Fields of(Document document) {
        return new Fields(document.root(), "", Violations.in(document.name()), null);
    }

    /** Returns the names this object has, in order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Returns whether there is a field of that name with a value that is not null. */
    public boolean has(String name) {
        return object.hasNonNull(name);
    }

    /** Reads a required text. */
    public String text(String name) {
        return optionalText(name).orElseGet(() -> missing(name, "a text", ""));
    }

    /** Reads a text that may be missing. */
    public Optional<String> optionalText(String name) {
        JsonNode node = get(name);
        refuseUnless(node == null || node.isTextual(), name, node, "a text");
        return node != null && node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }

    /** Reads a list of texts, empty if missing. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : elements(name)) {
            if (!element.isTextual()) {
                faults.find(place(name) + " holds " + shown(element) + "; must contain texts");
                return List.of();
            }
            texts.add(element.asText());
        }
        return texts;
    }

    /** Reads a required whole number. */
    public int integer(String name) {
        return has(name) ? integer(name, 0) : missing(name, "a whole number", 0);
    }

    /** Reads a whole number, {@code otherwise} if missing. */
    public int integer(String name, int otherwise) {
        JsonNode node = get(name);
        if (node == null) {
            return otherwise;
        }
        boolean whole = node.isIntegralNumber() && node.canConvertToInt();
        refuseUnless(whole, name, node, "a whole number");
        return node.asInt();
    }

    /** Reads a required number. */
    public double number(String name) {
        return has(name) ? optionalNumber(name).orElse(Double.NaN) : missing(name, "a number", Double.NaN);
    }

    /** Reads a number that may be missing. */
    public OptionalDouble optionalNumber(String name) {
        JsonNode node = get(name);
        boolean number = node != null && node.isNumber() && Double.isFinite(node.doubleValue());
        refuseUnless(node == null || number, name, node, "a number");
        return node != null && number ? OptionalDouble.of(node.doubleValue()) : OptionalDouble.empty();
    }

    /** Reads true or false, {@code otherwise} if missing. */
    public boolean flag(String name, boolean otherwise) {
        JsonNode node = get(name);
        refuseUnless(node == null || node.isBoolean(), name, node, "true or false");
        return node == null ? otherwise : node.asBoolean();
    }

    /** Reads a required constant of an enum, written in any case with {@code -} or {@code _}. */
    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        E[] all = type.getEnumConstants();
        String text = text(name);
        for (E constant : all) {
            if (constant.name().equalsIgnoreCase(text.replace('-', '_'))) {
                return constant;
            }
        }
        List<String> known = new ArrayList<>();
        for (E constant : all) {
            known.add(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        faults.findIf(!text.isEmpty(), DidYouMean.message(place(name), text, known));
        return all[0];
    }

    /** Reads a required figure. */
    public Figure figure(String name) {
        return optionalFigure(name)
                .orElseGet(() -> missing(name, "a number with source and date", new Figure(0, "missing", "1970")));
    }

    /** Reads a figure that may be missing. */
    public Optional<Figure> optionalFigure(String name) {
        JsonNode node = get(name);
        if (node == null) {
            return Optional.empty();
        }
        Fields at = node.isObject() ? new Fields(node, place(name), faults, this) : this;
        OptionalDouble value = node.isObject() ? at.optionalNumber("value") : optionalNumber(name);
        Optional<String> source = at.inherited("source");
        Optional<String> asOf = at.inherited("asOf");
        if (node.isObject()) {
            at.findUnknown();
        }
        if (value.isEmpty() || source.isEmpty() || asOf.isEmpty()) {
            faults.find(place(name) + " is " + shown(node) + "; a figure needs a value, a source and a date (asOf)");
            return Optional.empty();
        }
        try {
            return Optional.of(new Figure(value.getAsDouble(), source.get(), asOf.get()));
        } catch (IllegalArgumentException e) {
            faults.find(place(name) + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Reads an object whose every field is a figure, in order; empty if missing. */
    public Map<String, Figure> figures(String name) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        optionalChild(name).ifPresent(child -> {
            for (String key : child.names()) {
                if (!key.equals("source") && !key.equals("asOf") && !key.equals("note")) {
                    child.optionalFigure(key).ifPresent(figure -> figures.put(key, figure));
                }
            }
        });
        return figures;
    }

    /** Reads an object inside that may be missing; its faults are told with this one's. */
    public Optional<Fields> optionalChild(String name) {
        JsonNode node = get(name);
        return node == null ? Optional.empty() : Optional.of(new Fields(node, place(name), faults, this));
    }

    /** Reads a list of objects, empty if missing. */
    public List<Fields> children(String name) {
        List<Fields> children = new ArrayList<>();
        for (JsonNode element : elements(name)) {
            children.add(new Fields(element, place(name) + "[" + children.size() + "]", faults, this));
        }
        return children;
    }

    /** Returns the raw JSON of a field, for what has a reader of its own; null if missing. */
    public @Nullable JsonNode json(String name) {
        return get(name);
    }

    /** Finds a fault of meaning in what was read. */
    public void find(String fault) {
        faults.find((path.isEmpty() ? "" : path + ": ") + fault);
    }

    /** Finds every field that was never asked for. */
    public void findUnknown() {
        for (String name : names()) {
            if (!read.contains(name)) {
                faults.find(DidYouMean.message("field", place(name), read));
            }
        }
    }

    /**
     * Ends the reading.
     *
     * @throws IllegalArgumentException if anything was wrong, naming all of it
     */
    public void raise() {
        faults.raise();
    }

    private Optional<String> inherited(String name) {
        Optional<String> here = optionalText(name);
        return here.isEmpty() && parent != null ? parent.inherited(name) : here;
    }

    private Iterable<JsonNode> elements(String name) {
        JsonNode node = get(name);
        if (node == null) {
            return List.of();
        }
        refuseUnless(node.isArray(), name, node, "a list");
        return node.isArray() ? node : List.of();
    }

    private @Nullable JsonNode get(String name) {
        read.add(name);
        return has(name) ? object.get(name) : null;
    }

    private <T> T missing(String name, String kind, T harmless) {
        faults.findIf(!has(name), place(name) + " is missing; it must be " + kind);
        return harmless;
    }

    /** Returns a value as a message shows it: on one line, cut if it is long. */
    public static String shown(@Nullable JsonNode node) {
        String text = String.valueOf(node).replaceAll("\\p{Cntrl}", "?");
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }

    /** Returns a text in quotes as a message shows it: on one line, cut if it is long. */
    public static String quoted(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return '"' + (plain.length() <= LONGEST_SHOWN ? plain : plain.substring(0, LONGEST_SHOWN) + "...") + '"';
    }

    /** Writes nothing down that is right: writing a node out is most of the time a document takes. */
    private void refuseUnless(boolean right, String name, @Nullable JsonNode node, String kind) {
        if (!right) {
            faults.find(place(name) + " is " + shown(node) + "; it must be " + kind);
        }
    }

    private String place(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
