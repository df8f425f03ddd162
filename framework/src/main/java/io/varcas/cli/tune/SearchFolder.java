package io.varcas.cli.tune;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The folder of a search or a step profile, named by the time of its start. */
final class SearchFolder {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private SearchFolder() {}

    /**
     * Returns a folder named after the present time.
     *
     * @param out folder that it is to be in
     * @param command command that makes it, the end of its name
     */
    static Path now(Path out, String command) {
        return out.resolve(TIME.format(LocalDateTime.now(ZoneId.systemDefault())) + "-" + command);
    }
}
