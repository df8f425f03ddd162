package io.varcas.launch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The flags of one installed vLLM, from its {@code --help=all}. That takes vLLM some 10 to 30 s, so they are kept in the user's cache folder
 * until the installation changes.
 */
final class FlagCatalog {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Fewer flags are not the help of a vLLM. */
    private static final int LEAST = 20;

    /** The flags at the beginning of a line of Python's argparse, with their metavariables and separated by commas. */
    private static final Pattern LINE = Pattern.compile("^ {1,4}(-.*)$", Pattern.MULTILINE);

    private static final Pattern FLAG = Pattern.compile("(?:^|, )(--?[A-Za-z][\\w-]*)");

    private final ServerCommand command;
    private final Map<String, String> environment;
    private final File folder;
    private final LaunchEvents events;

    FlagCatalog(ServerCommand command, Map<String, String> environment, File folder, LaunchEvents events) {
        this.command = command;
        this.environment = environment;
        this.folder = folder;
        this.events = events;
    }

    /**
     * Returns the flags with their dashes.
     *
     * @throws IOException if that program prints no such help; one line
     */
    Set<String> flags() throws IOException {
        Path cached = cacheFolder().resolve(key() + ".txt");
        if (Files.isRegularFile(cached)) {
            return new TreeSet<>(Files.readAllLines(cached));
        }
        events.step("reading the flags of " + command.program().get(0) + ", once for this installation");
        Programs.Output help = Programs.run(command.helpWords(), environment, folder, LIMIT);
        Set<String> flags = parse(help.output());
        if (help.exitCode() != 0 || flags.size() < LEAST) {
            throw new IOException("it lists no flags (exit code " + help.exitCode() + ")");
        }
        store(cached, flags);
        return flags;
    }

    static Set<String> parse(String help) {
        Set<String> flags = new TreeSet<>();
        Matcher lines = LINE.matcher(help);
        while (lines.find()) {
            Matcher names = FLAG.matcher(lines.group(1).replaceFirst("   .*$", ""));
            while (names.find()) {
                flags.add(names.group(1));
            }
        }
        return flags;
    }

    private static void store(Path cached, Set<String> flags) {
        try {
            Files.createDirectories(cached.getParent());
            Path part = Files.createTempFile(cached.getParent(), "flags", ".part");
            Files.write(part, flags);
            Files.move(part, cached, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            // The next launch asks again.
        }
    }

    private Path cacheFolder() {
        String base = environment.getOrDefault("XDG_CACHE_HOME", System.getenv().getOrDefault("XDG_CACHE_HOME", ""));
        Path root = base.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base);
        return root.resolve("varcas").resolve("server-flags");
    }

    /** Names the installation: the program, and the folders of its packages, by their times of change. */
    private String key() throws IOException {
        Path program = Programs.find(command.program().get(0), environment)
                .orElse(Path.of(command.program().get(0)));
        List<String> parts = new ArrayList<>(command.helpWords());
        parts.add(state(program));
        Path lib = program.toAbsolutePath().resolveSibling("../lib").normalize();
        if (Files.isDirectory(lib)) {
            try (Stream<Path> pythons = Files.list(lib)) {
                pythons.map(python -> python.resolve("site-packages"))
                        .filter(Files::isDirectory)
                        .sorted()
                        .forEach(packages -> parts.add(state(packages)));
            }
        }
        return sha256(String.join("\n", parts));
    }

    private static String state(Path file) {
        return Optional.of(file.toAbsolutePath())
                .filter(Files::exists)
                .map(path -> path + " " + path.toFile().lastModified() + " "
                        + path.toFile().length())
                .orElse("");
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
