package io.varcas.result;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A result on disk: a folder with {@code result.json} and the files it names.
 *
 * @param folder the folder
 * @param result what {@code result.json} says
 */
public record ResultBundle(Path folder, RunResult result) {

    /** Name of the file that makes a folder a bundle. */
    public static final String RESULT_FILE = "result.json";

    /**
     * Reads a bundle.
     *
     * @param path the folder, or its {@code result.json}
     * @throws IOException if there is no bundle, or it is damaged or of a newer schema; the message is one line for the user
     */
    public static ResultBundle open(Path path) throws IOException {
        Path file = Files.isDirectory(path) ? path.resolve(RESULT_FILE) : path;
        JsonMapper mapper = ResultJson.mapper();
        try {
            JsonNode tree = mapper.readTree(Files.readAllBytes(file));
            String version = tree.path("schemaVersion").asText("none");
            if (!version.startsWith(RunResult.SCHEMA_MAJOR)) {
                throw new IOException(file + ": schemaVersion is " + version + "; this version of Varcas reads "
                        + RunResult.SCHEMA_VERSION);
            }
            RunResult result = mapper.treeToValue(tree, RunResult.class);
            return new ResultBundle(file.resolveSibling(""), result);
        } catch (NoSuchFileException absent) {
            throw new IOException(path + ": is no result bundle: it has no " + RESULT_FILE, absent);
        } catch (JacksonException damaged) {
            throw new IOException(
                    file + ", line " + damaged.getLocation().getLineNr() + ": " + damaged.getOriginalMessage(),
                    damaged);
        }
    }

    /** Writes {@code result.json} into a folder. */
    static void write(Path folder, RunResult result) throws IOException {
        WholeFile.write(folder.resolve(RESULT_FILE), out -> ResultJson.mapper().writeValue(out, result));
    }

    /**
     * Writes the result as it is in {@code result.json}.
     *
     * @param out where to; not closed
     * @throws IOException if it cannot be written
     */
    public void writeJson(java.io.OutputStream out) throws IOException {
        out.write(ResultJson.mapper().writeValueAsBytes(result));
    }
}
