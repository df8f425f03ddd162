package io.varcas.result;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.metric.RequestLogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
            String version = tree.path("schemaVersion").asText("");
            if (version.isEmpty()) {
                throw new IOException(file
                        + ": is no result of Varcas: it has no schemaVersion; \"import\" reads results of other tools");
            }
            if (!version.startsWith(RunResult.SCHEMA_MAJOR)) {
                throw new IOException(file + ": schemaVersion is " + version + "; this version of Varcas reads "
                        + RunResult.SCHEMA_VERSION + ": read it with the version that wrote it, "
                        + tree.path("varcasVersion").asText("which it does not name"));
            }
            RunResult result = mapper.treeToValue(tree, RunResult.class);
            return new ResultBundle(file.resolveSibling(""), result);
        } catch (NoSuchFileException absent) {
            throw new IOException(path + ": is no result bundle: it has no " + RESULT_FILE, absent);
        } catch (JsonParseException broken) {
            throw new IOException(
                    file + ", line " + broken.getLocation().getLineNr() + ": is cut off or damaged ("
                            + broken.getOriginalMessage() + "); take it from a copy, or run again",
                    broken);
        } catch (JacksonException damaged) {
            throw new IOException(
                    file + ": is not as Varcas writes it: " + damaged.getOriginalMessage()
                            + "; take it from a copy, or run again",
                    damaged);
        }
    }

    /**
     * Finds the request log of a fork.
     *
     * @return the file; empty if the bundle has none
     * @throws IOException if the result names a file outside the bundle
     */
    public Optional<Path> requestLog(ForkResult fork) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        Path file = root.resolve(fork.requests()).normalize();
        if (!file.startsWith(root)) {
            throw new IOException(RESULT_FILE + " names " + fork.requests() + ", which is outside the bundle");
        }
        return fork.requests().isEmpty() || !Files.isRegularFile(file)
                ? Optional.empty()
                : Optional.of(folder.resolve(fork.requests()));
    }

    /**
     * Looks whether the request logs are whole.
     *
     * @return a line for each that is not: the file, what is wrong, and how much is left
     * @throws IOException if one cannot be read
     */
    public List<String> damages() throws IOException {
        List<String> damages = new ArrayList<>();
        for (TrialResult trial : result.trials()) {
            for (ForkResult fork : trial.forkResults()) {
                Optional<Path> log = requestLog(fork);
                if (log.isPresent()) {
                    RequestLogReader.extent(log.get())
                            .damage()
                            .ifPresent(damage -> damages.add(log.get() + " " + damage));
                }
            }
        }
        return damages;
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
