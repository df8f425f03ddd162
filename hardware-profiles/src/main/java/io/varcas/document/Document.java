package io.varcas.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A JSON document and the name by which its faults are told. Comments are allowed in it.
 *
 * @param name its path, or its resource name
 * @param root its content
 */
public record Document(String name, JsonNode root) {

    /** A resource beside the documents that lists them, one file name a line: a jar cannot list its own folders. */
    private static final String INDEX = "index.txt";

    /** Far above any such document, and little enough to hold. */
    private static final long MOST_BYTES = 64L << 20;

    private static final ObjectMapper MAPPER = JsonMapper.builder(LenientJson.factory())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .configure(JsonParser.Feature.ALLOW_COMMENTS, true)
            .build();

    /**
     * Parses a document.
     *
     * @throws IllegalArgumentException if the text is not JSON, or a field is there twice, with line and column
     */
    public static Document parse(String name, String text) {
        try {
            return new Document(name, MAPPER.readTree(text));
        } catch (StreamConstraintsException e) {
            throw new IllegalArgumentException(
                    name + ": it is nested deeper than 1,000 levels, or a number, name or text in it is too long", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    name + ": not JSON: " + LenientJson.fault(e) + " (line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")",
                    e);
        }
    }

    /**
     * Reads the documents bundled with a class.
     *
     * @param anchor the class whose package holds the folder
     * @param folder the folder's name, with an {@code index.txt} inside
     */
    public static List<Document> bundled(Class<?> anchor, String folder) {
        return resource(anchor, folder + "/" + INDEX)
                .lines()
                .filter(line -> !line.isBlank())
                .map(file -> parse(file, resource(anchor, folder + "/" + file)))
                .toList();
    }

    /**
     * Reads a file, or every {@code .json} file directly inside a directory, by name.
     *
     * @throws IllegalArgumentException if there is no such file or directory, or one is not JSON
     * @throws UncheckedIOException if reading fails
     */
    public static List<Document> under(Path fileOrDirectory) {
        if (!Files.exists(fileOrDirectory)) {
            throw new IllegalArgumentException(fileOrDirectory + ": no such file or directory");
        }
        try (Stream<Path> files = Files.isDirectory(fileOrDirectory)
                ? Files.list(fileOrDirectory)
                        .filter(file -> file.toString().endsWith(".json"))
                        .sorted()
                : Stream.of(fileOrDirectory)) {
            return files.map(Document::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(fileOrDirectory + " cannot be listed", e);
        }
    }

    /**
     * Reads one file.
     *
     * @throws IllegalArgumentException if it is not JSON
     * @throws UncheckedIOException if reading fails
     */
    public static Document read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IllegalArgumentException(
                        file + " has " + Files.size(file) + " bytes; it must be at most " + MOST_BYTES);
            }
            return parse(file.toString(), Utf8File.read(file));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static String resource(Class<?> anchor, String name) {
        try (InputStream stream = anchor.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not bundled with " + anchor.getName());
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
