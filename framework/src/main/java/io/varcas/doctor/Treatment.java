package io.varcas.doctor;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.profiler.host.HostFiles;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the changes that checks propose, after the old values were recorded in a file, and undoes them from that file.
 *
 * @param files the machine's files
 * @param record file of the old values: JSON, by path
 */
public record Treatment(HostFiles files, Path record) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A value before and after a change.
     *
     * @param before what stood in the file
     * @param after what was written
     */
    public record Change(String before, String after) {}

    /**
     * One value that was set or left.
     *
     * @param done whether it was set
     * @param line sentence about it
     */
    public record Step(boolean done, String line) {}

    /**
     * Makes the changes of all checks. A value that was changed before keeps the oldest recorded value. What cannot be written is left.
     *
     * @return a line for each change, made or not
     * @throws IOException if the old values cannot be recorded; then nothing was changed
     */
    public List<Step> apply(List<HostCheck> checks) throws IOException {
        Map<String, Change> recorded = new LinkedHashMap<>(Files.exists(record) ? read() : Map.of());
        List<Step> steps = new ArrayList<>();
        for (HostCheck check : checks) {
            for (FileChange change : check.changes()) {
                Optional<String> before = value(change.path());
                if (before.isEmpty()) {
                    steps.add(new Step(false, "left /" + change.path() + ": it cannot be read"));
                    continue;
                }
                Optional<Change> earlier = Optional.ofNullable(recorded.get(change.path()));
                recorded.put(
                        change.path(), new Change(earlier.map(Change::before).orElse(before.get()), change.value()));
                write(recorded);
                steps.add(set(change.path(), change.value(), before.get()));
                if (!value(change.path()).equals(Optional.of(change.value()))) {
                    if (earlier.isPresent()) {
                        recorded.put(change.path(), earlier.get());
                    } else {
                        recorded.remove(change.path());
                    }
                    write(recorded);
                }
            }
        }
        return steps;
    }

    /**
     * Restores the recorded values. A value that somebody changed since is left.
     *
     * @return a line for each value, restored or not
     * @throws IOException if there is no record, or it cannot be read
     */
    public List<Step> undo() throws IOException {
        Map<String, Change> recorded = read();
        Map<String, Change> left = new LinkedHashMap<>();
        List<Step> steps = new ArrayList<>();
        recorded.forEach((path, change) -> {
            Optional<String> now = value(path);
            if (!now.equals(Optional.of(change.after()))) {
                steps.add(new Step(
                        false,
                        "left /" + path + ": it is " + now.orElse("not readable") + ", not " + change.after()
                                + " as set by --apply"));
                return;
            }
            steps.add(set(path, change.before(), change.after()));
            if (!value(path).equals(Optional.of(change.before()))) {
                left.put(path, change);
            }
        });
        if (left.isEmpty()) {
            Files.delete(record);
        } else {
            write(left);
        }
        return steps;
    }

    private Step set(String path, String value, String before) {
        try {
            Files.writeString(files.root().resolve(path), value);
            return new Step(true, "set /" + path + " from " + before + " to " + value);
        } catch (IOException refused) {
            return new Step(
                    false, "left /" + path + " at " + before + ": " + FailureText.of(refused) + "; it needs root");
        }
    }

    /** Reads a value; of a choice such as {@code always [madvise] never} the chosen one, with one space between words. */
    private Optional<String> value(String path) {
        return files.first(path)
                .map(line -> line.contains("[") && line.contains("]")
                        ? line.substring(line.indexOf('[') + 1, line.indexOf(']'))
                        : line.strip().replaceAll("\\s+", " "));
    }

    private Map<String, Change> read() throws IOException {
        Map<String, Map<String, String>> stored =
                JSON.readValue(record.toFile(), new TypeReference<Map<String, Map<String, String>>>() {});
        Map<String, Change> changes = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, String>> entry : stored.entrySet()) {
            String before = entry.getValue().get("before");
            String after = entry.getValue().get("after");
            if (before == null
                    || after == null
                    || !entry.getKey().matches("(proc/sys|sys)/[\\w./-]+")
                    || entry.getKey().contains("..")) {
                throw new IOException(record + " is no record of changes: " + entry.getKey());
            }
            changes.put(entry.getKey(), new Change(before, after));
        }
        return changes;
    }

    private void write(Map<String, Change> changes) throws IOException {
        if (changes.isEmpty()) {
            Files.deleteIfExists(record);
            return;
        }
        Path folder = record.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(record, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(changes) + "\n");
    }
}
