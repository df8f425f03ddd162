package io.varcas.result;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.document.LenientJson;
import io.varcas.record.RequestLogReader;
import io.varcas.record.RequestLogReader.Extent;
import io.varcas.record.RequestRecord;
import io.varcas.text.ForeignText;
import io.varcas.validation.FailureText;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A result on disk: a folder with {@code result.json} and the files it names. */
public final class ResultBundle {

    /** Name of the file that makes a folder a bundle. */
    public static final String RESULT_FILE = "result.json";

    private final Path folder;
    private final RunResult result;

    /** Completeness of the request logs read earlier, so that a long log is checked only once. */
    private final Map<Path, Extent> extents = new ConcurrentHashMap<>();

    /**
     * Puts a bundle together.
     *
     * @param folder the folder
     * @param result what its {@code result.json} says
     */
    public ResultBundle(Path folder, RunResult result) {
        this.folder = folder;
        this.result = result;
    }

    /** Returns the folder. */
    public Path folder() {
        return folder;
    }

    /** Returns the content of {@code result.json}. */
    public RunResult result() {
        return result;
    }

    /**
     * Reads a bundle.
     *
     * @param path the folder, or its {@code result.json}
     * @throws IOException if there is no bundle, or it is damaged or of a newer schema; the message is one line for the user
     */
    public static ResultBundle open(Path path) throws IOException {
        if (BundleFolder.isUnfinished(path)) {
            throw new IOException(path + ": its run did not end as it should, and its result is unfinished; \"report "
                    + path + "\" completes it from the measured data");
        }
        return read(path);
    }

    /** Reads a bundle, finished or not. */
    static ResultBundle read(Path path) throws IOException {
        Path file = Files.isDirectory(path) ? path.resolve(RESULT_FILE) : path;
        JsonMapper mapper = ResultJson.mapper();
        try {
            JsonNode tree = mapper.readTree(Files.readAllBytes(file));
            String version = tree.path("schemaVersion").asText("");
            if (version.isEmpty() || !tree.isObject()) {
                throw new IOException(file
                        + ": is no result of Varcas: it has no schemaVersion; \"import\" reads results of other tools");
            }
            if (!version.startsWith(RunResult.SCHEMA_MAJOR)) {
                throw new IOException(file + ": schemaVersion is " + version + "; this version of Varcas reads "
                        + RunResult.SCHEMA_VERSION + ": read it with the version that wrote it, "
                        + tree.path("varcasVersion").asText("which it does not name"));
            }
            new ResultCheck(mapper).check(tree);
            RunResult result = mapper.treeToValue(tree, RunResult.class);
            return new ResultBundle(file.resolveSibling(""), result);
        } catch (NoSuchFileException absent) {
            throw new IOException(absent(path), absent);
        } catch (FileSystemException unreadable) {
            throw new IOException(FailureText.of(unreadable), unreadable);
        } catch (JsonParseException broken) {
            throw new IOException(
                    file + LenientJson.place(broken) + ": is cut off or damaged (" + LenientJson.fault(broken)
                            + "); take it from a copy, or run again",
                    broken);
        } catch (CharConversionException binary) {
            throw new IOException(file + ": is damaged (it is not UTF-8); take it from a copy, or run again", binary);
        } catch (StreamConstraintsException excess) {
            throw new IOException(file + ": is damaged (" + LenientJson.fault(excess) + ")", excess);
        } catch (DamagedResultException damaged) {
            throw new IOException(
                    file + ": is not as Varcas writes it: " + damaged.getMessage()
                            + "; take it from a copy, or run again",
                    damaged);
        } catch (JacksonException damaged) {
            throw new IOException(
                    file + ": is not as Varcas writes it: " + ResultCheck.words(damaged)
                            + "; take it from a copy, or run again",
                    damaged);
        }
    }

    /** Tells a path that is not there from one that is no bundle. */
    private static String absent(Path path) {
        return Files.isDirectory(path)
                ? path + ": is no result bundle: it has no " + RESULT_FILE
                : path + ": does not exist";
    }

    /**
     * Finds the request log of a fork.
     *
     * @return the file; empty if the bundle has none
     * @throws IOException if the result names a file outside the bundle
     */
    public Optional<Path> requestLog(ForkResult fork) throws IOException {
        return file(fork.requests());
    }

    /**
     * Finds a file that the result names.
     *
     * @param name its name, relative to the bundle
     * @return the file; empty if the bundle has none of that name
     * @throws IOException if the name is that of a file outside the bundle, or no file can have it
     */
    public Optional<Path> file(String name) throws IOException {
        try {
            Path root = folder.toAbsolutePath().normalize();
            Path file = root.resolve(name).normalize();
            if (!file.startsWith(root)) {
                throw new IOException(folder.resolve(RESULT_FILE) + " names " + ForeignText.oneLine(name)
                        + ", which is outside the bundle");
            }
            return name.isEmpty() || !Files.isRegularFile(file) ? Optional.empty() : Optional.of(folder.resolve(name));
        } catch (InvalidPathException noName) {
            throw new IOException(
                    folder.resolve(RESULT_FILE) + " names a file that cannot be: " + ForeignText.oneLine(name), noName);
        }
    }

    /**
     * Reads the request log of a fork, as far as it is whole.
     *
     * @param sink takes the records, in the order in which the requests ended
     * @return how much there was; nothing if the bundle has no log of the fork
     * @throws IOException if the log cannot be read; the message names file and line
     */
    public Extent readRequests(ForkResult fork, Consumer<RequestRecord> sink) throws IOException {
        Optional<Path> log = requestLog(fork);
        if (log.isEmpty()) {
            return new Extent(0, Optional.empty());
        }
        Extent extent = RequestLogReader.read(log.get(), sink);
        extents.put(log.get(), extent);
        return extent;
    }

    /**
     * Looks whether the request logs are whole; those read already are not read again.
     *
     * @return a line for each damaged log: the file, the damage, and the number of readable records
     * @throws IOException if one cannot be read
     */
    public List<String> damages() throws IOException {
        List<String> damages = new ArrayList<>();
        for (TrialResult trial : result.trials()) {
            for (ForkResult fork : trial.forkResults()) {
                Optional<Path> log = requestLog(fork);
                if (log.isPresent()) {
                    extent(log.get()).damage().ifPresent(damage -> damages.add(log.get() + " " + damage));
                }
            }
        }
        return damages;
    }

    private Extent extent(Path log) throws IOException {
        Extent known = extents.get(log);
        return known == null ? RequestLogReader.extent(log) : known;
    }

    /**
     * Writes another result into this bundle, such as one with metrics that were measured after the run.
     *
     * @return the bundle with the result as it is on disk
     * @throws IOException if it cannot be written
     */
    public ResultBundle rewritten(RunResult other) throws IOException {
        write(folder, other);
        return read(folder);
    }

    /** Writes {@code result.json} into a folder. */
    static void write(Path folder, RunResult result) throws IOException {
        Path file = folder.resolve(RESULT_FILE);
        WholeFile.write(file, out -> ResultJson.write(out, result));
        for (WrittenResultCheck check :
                ServiceLoader.load(WrittenResultCheck.class, ResultBundle.class.getClassLoader())) {
            check.check(file);
        }
    }

    /**
     * Writes the result as it is in {@code result.json}.
     *
     * @param out where to; not closed
     * @throws IOException if it cannot be written
     */
    public void writeJson(java.io.OutputStream out) throws IOException {
        ResultJson.write(out, result);
    }
}
