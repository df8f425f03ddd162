package io.varcas.cli.compare;

import io.varcas.history.HistoryIndex;
import io.varcas.setting.Secrets;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The flag that names the history database. */
final class DatabaseFlag {

    private static final String JDBC = "jdbc:";

    /** Places of a URL where drivers take a password: a parameter, or the part before the host. */
    private static final Pattern PASSWORD =
            Pattern.compile("(?i)[?&;](?:password|passwd|pwd)=([^?&;]+)|//[^/@:?]*:([^/@?]+)@");

    @Option(
            names = "-db",
            paramLabel = "<file>",
            description = "History database: an SQLite file or a jdbc: URL (default: ${DEFAULT-VALUE}).")
    String database = "results/history.db";

    /** An operation on an open index. */
    interface Work<T> {
        T with(HistoryIndex index) throws SQLException;
    }

    /**
     * Opens the history for writing; a file that is not there is made.
     *
     * @throws UsageException if it cannot be opened or written
     */
    <T> T write(Work<T> work) throws IOException {
        if (isFile()) {
            Path folder = Path.of(database).toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        }
        return open(work);
    }

    /**
     * Opens the history for reading.
     *
     * @throws UsageException if there is none, or it cannot be read
     */
    <T> T read(Work<T> work) {
        if (isFile() && !Files.isRegularFile(Path.of(database))) {
            throw new UsageException("-db " + database + ": no such file; create it with history add <folder>");
        }
        return open(work);
    }

    private <T> T open(Work<T> work) {
        PASSWORD.matcher(database)
                .results()
                .flatMap(place -> Stream.of(place.group(1), place.group(2)))
                .filter(Objects::nonNull)
                .forEach(Secrets.HERE::add);
        try (HistoryIndex index = HistoryIndex.open(isFile() ? JDBC + "sqlite:" + database : database)) {
            return work.with(index);
        } catch (SQLException refused) {
            throw new UsageException("-db " + shown() + ": " + reason(refused));
        }
    }

    private boolean isFile() {
        return !database.startsWith(JDBC);
    }

    /** A URL may hold a password: its scheme is enough to know it again. */
    private String shown() {
        return isFile() ? database : database.replaceFirst("^(jdbc:[^:]*).*", "$1:...");
    }

    private String reason(SQLException refused) {
        String message = String.valueOf(refused.getMessage());
        if (message.contains("SQLITE_CANTOPEN")) {
            return "cannot be opened for writing; it and its folder must be writable";
        }
        return message.startsWith("No suitable driver")
                ? "no driver for it is on the class path"
                : Secrets.HERE.redacted(
                        message.lines().findFirst().orElse(message).replace(database, shown()));
    }
}
