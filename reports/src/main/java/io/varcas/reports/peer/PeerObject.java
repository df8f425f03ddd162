package io.varcas.reports.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.document.LenientJson;
import io.varcas.document.Utf8File;
import io.varcas.text.ForeignText;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** An object in another tool's JSON file, which says what it lacks in one line that names file and place. */
final class PeerObject {

    private static final ObjectMapper JSON = new ObjectMapper(LenientJson.factory());

    private final Path file;
    private final String place;
    private final JsonNode node;

    private PeerObject(Path file, String place, JsonNode node) {
        this.file = file;
        this.place = place;
        this.node = node;
    }

    /**
     * Reads a file that holds one object.
     *
     * @throws IOException if it cannot be read, is cut off or holds something else
     */
    static PeerObject read(Path file) throws IOException {
        JsonNode tree = tree(file);
        Optional<String> other = OtherResults.name(tree);
        if (other.isPresent()) {
            throw new IOException(file + ": is " + other.get());
        }
        return of(file, tree, "");
    }

    private static JsonNode tree(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException damaged) {
            throw noJson(file, bytes, damaged);
        } catch (CharConversionException binary) {
            throw noText(file, bytes, binary);
        }
    }

    private static IOException noJson(Path file, byte[] bytes, JsonProcessingException damaged) {
        if (LenientJson.isEncoding(damaged)) {
            return noText(file, bytes, damaged);
        }
        return new IOException(
                file + LenientJson.place(damaged) + ": is no JSON, or cut off: " + LenientJson.fault(damaged), damaged);
    }

    private static IOException noText(Path file, byte[] bytes, IOException binary) {
        try {
            Utf8File.text(file.toString(), bytes);
            return new IOException(
                    file + ": is of another encoding than its first bytes have it; save it as UTF-8", binary);
        } catch (CharacterCodingException named) {
            return named;
        }
    }

    /**
     * Reads a file that holds one object after the other.
     *
     * @throws IOException if it cannot be read, is cut off or holds something else
     */
    static List<PeerObject> sequence(Path file) throws IOException {
        List<PeerObject> objects = new ArrayList<>();
        byte[] bytes = Files.readAllBytes(file);
        try (MappingIterator<JsonNode> nodes = JSON.readerFor(JsonNode.class).readValues(bytes)) {
            while (nodes.hasNextValue()) {
                objects.add(of(file, nodes.nextValue(), ""));
            }
        } catch (JsonProcessingException damaged) {
            throw noJson(file, bytes, damaged);
        } catch (CharConversionException binary) {
            throw noText(file, bytes, binary);
        }
        return objects;
    }

    /**
     * Reads a file that holds an array of objects.
     *
     * @throws IOException if it cannot be read, is cut off or holds something else
     */
    static List<PeerObject> list(Path file) throws IOException {
        JsonNode array = tree(file);
        if (!array.isArray()) {
            throw new IOException(file + ": must contain a JSON array");
        }
        List<PeerObject> objects = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            objects.add(of(file, array.get(i), "[" + i + "]."));
        }
        return objects;
    }

    /** Reads a line of a file that holds one object a line. */
    static PeerObject line(Path file, long number, String text) throws IOException {
        try {
            return of(file, JSON.readTree(text), "line " + number + ".");
        } catch (JsonProcessingException damaged) {
            throw new IOException(
                    file + ", line " + number + ": is no JSON, or cut off: " + LenientJson.fault(damaged), damaged);
        }
    }

    private static PeerObject of(Path file, JsonNode node, String place) throws IOException {
        if (!node.isObject()) {
            throw new IOException(file + ": must contain a JSON object");
        }
        return new PeerObject(file, place, node);
    }

    /** Returns whether the object has all of the keys. */
    boolean has(String... keys) {
        for (String key : keys) {
            if (!node.has(key)) {
                return false;
            }
        }
        return true;
    }

    /** Returns true if something in an array or object of this one has all of the keys. */
    boolean holds(String key, String... keys) {
        for (JsonNode child : node.path(key)) {
            if (Stream.of(keys).allMatch(child::has)) {
                return true;
            }
        }
        return false;
    }

    /** Returns an object in this one; one without any key if it is not there. */
    PeerObject child(String key) {
        return new PeerObject(file, place + key + ".", node.path(key));
    }

    /**
     * Returns the objects of an array; none if it is not there.
     *
     * @throws IOException if it is no array, or one of its elements is no object
     */
    List<PeerObject> children(String key) throws IOException {
        List<PeerObject> children = new ArrayList<>();
        JsonNode array = list(key, node.path(key));
        for (int i = 0; i < array.size(); i++) {
            JsonNode child = array.get(i);
            if (!child.isObject()) {
                throw fault("\"" + place + key + "[" + i + "]\" must be an object, and is "
                        + ForeignText.oneLine(child.toString()));
            }
            children.add(new PeerObject(file, place + key + "[" + i + "].", child));
        }
        return children;
    }

    /** Returns a number by the first of the keys that has one; what is not finite is none. */
    OptionalDouble number(String... keys) {
        for (String key : keys) {
            if (isNumber(node.path(key))) {
                return OptionalDouble.of(node.path(key).doubleValue());
            }
        }
        return OptionalDouble.empty();
    }

    /**
     * Returns a number that must be there.
     *
     * @throws IOException if it is not
     */
    double need(String key) throws IOException {
        return number(key).orElseThrow(() -> fault("\"" + place + key + "\" is missing or not a number"));
    }

    /** Returns a number; 0 if it is not there. */
    double count(String key) {
        return number(key).orElse(0);
    }

    Optional<String> text(String key) {
        JsonNode value = node.path(key);
        if (value.isNumber() && !isNumber(value)) { // as Python writes a rate without a limit
            return Double.isInfinite(value.doubleValue()) ? Optional.of("inf") : Optional.empty();
        }
        return value.isValueNode() && !value.isNull() && !value.asText().isEmpty()
                ? Optional.of(value.asText())
                : Optional.empty();
    }

    /**
     * Returns the numbers of an array; none if it is not there.
     *
     * @throws IOException if it is no array, or one of its elements is no number
     */
    double[] numbers(String key) throws IOException {
        return numbers(key, node.path(key));
    }

    /**
     * Returns the numbers of an array of arrays; none if it is not there.
     *
     * @throws IOException if it is no array, one of its elements is none, or one of theirs is no number
     */
    List<double[]> rows(String key) throws IOException {
        List<double[]> rows = new ArrayList<>();
        for (JsonNode row : list(key, node.path(key))) {
            rows.add(numbers(key, row));
        }
        return rows;
    }

    /** Returns the texts of an array; what is no text is empty. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        node.path(key).forEach(element -> texts.add(element.isTextual() ? element.asText() : ""));
        return texts;
    }

    private double[] numbers(String key, JsonNode list) throws IOException {
        JsonNode array = list(key, list);
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!isNumber(array.get(i))) {
                throw fault("\"" + place + key + "\" has an element that is not a number ("
                        + ForeignText.oneLine(array.get(i).toString()) + ")");
            }
            numbers[i] = array.get(i).doubleValue();
        }
        return numbers;
    }

    private JsonNode list(String key, JsonNode value) throws IOException {
        if (!value.isArray() && !value.isMissingNode() && !value.isNull()) {
            throw fault("\"" + place + key + "\" must be a list, and is " + ForeignText.oneLine(value.toString()));
        }
        return value;
    }

    private static boolean isNumber(JsonNode value) {
        return value.isNumber() && Double.isFinite(value.doubleValue());
    }

    IOException fault(String what) {
        return new IOException(file + ": " + what);
    }

    /** Names of the keys, in their order. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}
