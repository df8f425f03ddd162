package io.varcas.tune.sweep;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.result.WholeFile;
import io.varcas.runner.flag.ReadBack;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The journal of a sweep, {@value #FILE} in its folder: the cells, and each run with what became of it. It is written after every run, so
 * that a sweep that was killed goes on with the first run that is open.
 *
 * @param schemaVersion version of the format, {@value #SCHEMA_VERSION}
 * @param started when the sweep began, in ISO 8601
 * @param cells the cells
 * @param runs the runs, in the order in which they are made
 */
record SweepJournal(String schemaVersion, String started, List<Cell> cells, List<Run> runs) {

    static final String FILE = "sweep.json";
    static final String SCHEMA_VERSION = "1.0";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** State of a run. */
    enum State {
        /** It was not made, or was interrupted. */
        OPEN,
        /** It was made, and measured to its end. */
        COMPLETED,
        /** It was tried and failed; it is tried again when the sweep goes on. */
        FAILED
    }

    /**
     * A cell.
     *
     * @param workload name of the workload
     * @param target target without its flags
     * @param flags flags that are set on the server, by name
     * @param params parameters of the workload, and settings and flags that are swept over, by name
     * @param digest hash of everything that decides what is measured
     */
    record Cell(String workload, String target, Map<String, String> flags, Map<String, String> params, String digest) {

        private String describe() {
            return workload + " " + params + " on " + target + (flags.isEmpty() ? "" : " with " + flags);
        }
    }

    /**
     * A flag as the server reports it.
     *
     * @param wanted the value that was set
     * @param reported the value of the server; empty if it reports none
     * @param source where it was read; empty if it was not
     */
    record FlagRead(String wanted, String reported, String source) {}

    /**
     * A run of a cell.
     *
     * @param cell place of the cell, from 0
     * @param repeat the repeat, from 0
     * @param seed its seed
     * @param state what became of it
     * @param bundle its bundle, relative to the folder; empty if it has none
     * @param error why it failed, in one line; empty if it did not
     * @param flags flags of the server, by name, once it was asked
     */
    record Run(
            int cell, int repeat, long seed, State state, String bundle, String error, Map<String, FlagRead> flags) {}

    /** Begins the journal of a plan. */
    static SweepJournal begin(SweepPlan plan, Instant started) {
        return new SweepJournal(
                SCHEMA_VERSION,
                started.toString(),
                plan.cells().stream().map(SweepJournal::cell).toList(),
                plan.order().stream()
                        .map(step -> new Run(
                                step.cell(),
                                step.repeat(),
                                plan.cells().get(step.cell()).seed(step.repeat()),
                                State.OPEN,
                                "",
                                "",
                                Map.of()))
                        .toList());
    }

    private static Cell cell(SweepCell cell) {
        return new Cell(
                cell.plan().spec().name(),
                cell.server().target(),
                cell.server().flags().values(),
                cell.plan().params(),
                cell.digest());
    }

    /**
     * Reads the journal of a sweep that is to go on.
     *
     * @param folder folder of the sweep
     * @param plan what is asked for now
     * @throws UsageException if there is no journal, or it is that of another plan; one line
     */
    static SweepJournal resume(Path folder, SweepPlan plan) {
        Path file = folder.resolve(FILE);
        SweepJournal read;
        try {
            read = JSON.readValue(Files.readAllBytes(file), SweepJournal.class);
        } catch (NoSuchFileException absent) {
            throw new UsageException(
                    "-resume " + folder + ": there is no " + FILE + " in it; name the folder of a sweep");
        } catch (JacksonException damaged) {
            throw new UsageException("-resume " + file + ": is damaged; begin a new sweep without -resume");
        } catch (IOException unreadable) {
            throw new UsageException("-resume " + FailureText.of(unreadable));
        }
        read.check(folder, begin(plan, Instant.EPOCH));
        return read;
    }

    private void check(Path folder, SweepJournal now) {
        String begin = "-resume " + folder + ": the plan has changed: ";
        String end = "; repeat the command of that sweep, or begin a new one without -resume";
        if (!SCHEMA_VERSION.equals(schemaVersion)) {
            throw new UsageException("-resume " + folder + ": " + FILE + " has schemaVersion " + schemaVersion
                    + "; this version of Varcas reads " + SCHEMA_VERSION);
        }
        if (cells.size() != now.cells.size() || runs.size() != now.runs.size()) {
            throw new UsageException(begin + "it had " + cells.size() + " cells and " + runs.size()
                    + " runs, and now has " + now.cells.size() + " and " + now.runs.size() + end);
        }
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).digest().equals(now.cells.get(i).digest())) {
                throw new UsageException(begin + "cell " + (i + 1) + " was "
                        + cells.get(i).describe() + ", and is "
                        + now.cells.get(i).describe()
                        + (cells.get(i).describe().equals(now.cells.get(i).describe()) ? " with other settings" : "")
                        + end);
            }
        }
        for (int i = 0; i < runs.size(); i++) {
            Run was = runs.get(i);
            Run is = now.runs.get(i);
            if (was.cell() != is.cell() || was.repeat() != is.repeat() || was.seed() != is.seed()) {
                throw new UsageException(begin + "the order of its runs is another" + end);
            }
        }
    }

    /** Returns this with the end of a run. */
    SweepJournal with(int place, State state, String bundle, String error, Map<String, FlagRead> flags) {
        List<Run> changed = new ArrayList<>(runs);
        Run run = runs.get(place);
        changed.set(place, new Run(run.cell(), run.repeat(), run.seed(), state, bundle, error, flags));
        return new SweepJournal(schemaVersion, started, cells, changed);
    }

    /** Writes the journal. */
    void write(Path folder) throws IOException {
        byte[] text = JSON.writeValueAsBytes(this);
        WholeFile.write(folder.resolve(FILE), out -> out.write(text));
    }

    /** Returns what a server reports of its flags, by name. */
    static Map<String, FlagRead> read(ReadBack flags) {
        Map<String, FlagRead> read = new LinkedHashMap<>();
        flags.flags()
                .forEach(flag -> read.put(
                        flag.name(), new FlagRead(flag.wanted(), flag.reported().orElse(""), flag.source())));
        return read;
    }
}
