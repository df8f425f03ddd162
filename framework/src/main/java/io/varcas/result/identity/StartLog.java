package io.varcas.result.identity;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The facts that the log of a vLLM server reports of its last start. Lines are fed in order, from a file or while a server writes them; a
 * server's log may hold several starts, of which the last counts.
 */
public final class StartLog {

    private static final String FLAGS = "non-default args: {";
    private static final String ENGINE = " LLM engine (v";
    private static final String BANNER = "vLLM API server version ";
    private static final Pattern LOGO = Pattern.compile("█\\s+version \\S");
    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");

    /** Longest part of a line that is looked at: the line of an engine's whole configuration has some 10,000 characters. */
    private static final int LONGEST_LINE = 1 << 16;

    private final List<LogPattern> patterns = LogPattern.load();
    private final Map<ServerProperty, String> facts = new EnumMap<>(ServerProperty.class);
    private @Nullable ServerFlags flags;
    private boolean started;

    /** Creates a log without a line. */
    public StartLog() {}

    /**
     * Reads a log file.
     *
     * @param file the file; text in UTF-8, other bytes are passed over
     * @throws IOException if it cannot be read
     */
    public static StartLog read(Path file) throws IOException {
        StartLog log = new StartLog();
        try (Reader lines = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            StringBuilder line = new StringBuilder();
            char[] block = new char[1 << 14];
            for (int read = lines.read(block); read >= 0; read = lines.read(block)) {
                for (int i = 0; i < read; i++) {
                    if (block[i] == '\n' || block[i] == '\r') {
                        log.line(line.toString());
                        line.setLength(0);
                    } else if (line.length() < LONGEST_LINE) {
                        line.append(block[i]);
                    }
                }
            }
            log.line(line.toString());
        }
        return log;
    }

    /**
     * Takes the next line.
     *
     * @param text the line, with or without colours and prefixes of a container's log
     */
    public void line(String text) {
        String line = text.indexOf('\u001B') < 0 ? text : COLOUR.matcher(text).replaceAll("");
        int found = line.indexOf(FLAGS);
        if (started
                && (found >= 0 || line.contains(BANNER) || LOGO.matcher(line).find())) {
            facts.clear();
            flags = null;
            started = false;
        }
        if (found >= 0) {
            flags = new ServerFlags(named(line.substring(found + FLAGS.length() - 1)), FactSource.LOG);
        }
        if (line.contains(ENGINE)) {
            started = true;
        }
        for (LogPattern pattern : patterns) {
            pattern.read(line).filter(value -> !value.isEmpty()).ifPresent(value -> keep(pattern.property(), value));
        }
    }

    /** The first line of a property counts; of KV pools, which each worker may report, the smallest. */
    private void keep(ServerProperty property, String value) {
        facts.merge(
                property,
                value,
                (first, next) -> property == ServerProperty.KV_TOKENS && Long.parseLong(next) < Long.parseLong(first)
                        ? next
                        : first);
    }

    private static Map<String, String> named(String dictionary) {
        Map<String, String> named = new LinkedHashMap<>();
        PythonDict.read(dictionary).forEach((name, value) -> named.put(name.replace('_', '-'), value));
        named.remove("model-tag"); // the same as model
        return named;
    }

    /** Returns the values of the last start. */
    public Map<ServerProperty, String> facts() {
        return Map.copyOf(facts);
    }

    /** Returns the flags of the last start; empty if the log has no line of them. */
    public Optional<ServerFlags> flags() {
        return Optional.ofNullable(flags);
    }

    /** Returns whether no line was one of vLLM's start. */
    public boolean isEmpty() {
        return facts.isEmpty() && flags == null;
    }
}
