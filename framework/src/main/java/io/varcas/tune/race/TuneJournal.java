package io.varcas.tune.race;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.result.WholeFile;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The runs of tuning, {@value #FILE} in its folder, written after each. What comes next follows from the results alone, so tuning that was
 * interrupted goes on by walking through the same steps, and makes only the runs that are not here.
 *
 * @param schemaVersion version of the format, {@value #SCHEMA_VERSION}
 * @param digest everything that decides what is measured
 * @param runs runs that ended
 */
record TuneJournal(String schemaVersion, String digest, List<Entry> runs) {

    static final String FILE = "runs.json";
    static final String SCHEMA_VERSION = "1.0";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * A run that ended.
     *
     * @param contender name of the contender
     * @param phase {@code race} or {@code confirm}
     * @param round round or pair, from 0
     * @param bundle its bundle, relative to the folder; empty if there is none
     * @param seconds time that it took
     * @param error why it failed; empty if it did not
     * @param flags flags that were set, by name, each as the server reports it; empty text if it reports none
     */
    record Entry(
            String contender,
            String phase,
            int round,
            String bundle,
            double seconds,
            String error,
            Map<String, String> flags) {

        boolean is(String who, String when, int number) {
            return contender.equals(who) && phase.equals(when) && round == number;
        }
    }

    static TuneJournal begin(String digest) {
        return new TuneJournal(SCHEMA_VERSION, digest, List.of());
    }

    /**
     * Reads the journal of tuning that is to go on.
     *
     * @throws UsageException if there is none, it is damaged, or it is of other options; one line
     */
    static TuneJournal resume(Path folder, String digest) {
        TuneJournal read;
        try {
            read = JSON.readValue(Files.readAllBytes(folder.resolve(FILE)), TuneJournal.class);
        } catch (NoSuchFileException absent) {
            throw new UsageException(
                    "-resume " + folder + ": there is no " + FILE + " in it; name the folder of a tune command");
        } catch (JacksonException damaged) {
            throw new UsageException("-resume " + folder + ": " + FILE + " is damaged; begin again without -resume");
        } catch (IOException unreadable) {
            throw new UsageException("-resume " + FailureText.of(unreadable));
        }
        if (!SCHEMA_VERSION.equals(read.schemaVersion) || !digest.equals(read.digest)) {
            throw new UsageException("-resume " + folder
                    + ": the options have changed; repeat the command of that folder, or begin again without -resume");
        }
        return read;
    }

    Optional<Entry> find(String contender, String phase, int round) {
        return runs.stream().filter(run -> run.is(contender, phase, round)).findFirst();
    }

    TuneJournal with(Entry entry) {
        List<Entry> more = new ArrayList<>(runs);
        more.removeIf(run -> run.is(entry.contender(), entry.phase(), entry.round()));
        more.add(entry);
        return new TuneJournal(schemaVersion, digest, more);
    }

    double seconds() {
        return runs.stream().mapToDouble(Entry::seconds).sum();
    }

    void write(Path folder) throws IOException {
        byte[] text = JSON.writeValueAsBytes(this);
        WholeFile.write(folder.resolve(FILE), out -> out.write(text));
    }
}
