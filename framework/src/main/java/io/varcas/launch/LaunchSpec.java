package io.varcas.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A server to start, as the user describes it. Nothing secret is in it: secrets come from the environment of Varcas, by name.
 *
 * @param command its command line, in which <code>${port}</code> stands for the port
 * @param environment variables that it gets beside those of Varcas; <code>${NAME}</code> in a value is taken from the environment
 * @param folder folder that it runs in; empty for that of Varcas
 * @param port port that it listens on; empty if the command says it, or a free one is to be found
 * @param health path that responds with 200 once it is ready, with its leading slash
 * @param startLimit longest time until it is ready
 * @param stopLimit time after SIGTERM before SIGKILL
 */
public record LaunchSpec(
        ServerCommand command,
        Map<String, String> environment,
        Optional<Path> folder,
        OptionalInt port,
        String health,
        Duration startLimit,
        Duration stopLimit) {

    /** Prefix of the targets that are launched. */
    public static final String SCHEME = "launch:";

    /** vLLM's own route. */
    static final String HEALTH = "/health";

    /** Time in which a large model is loaded from a slow disk and compiled, with room; a server that dies is seen at once. */
    static final Duration START_LIMIT = Duration.ofMinutes(30);

    /** vLLM ends within some seconds. */
    static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private static final List<String> FILES = List.of(".json", ".yaml", ".yml");

    /** Copies the environment in its order. */
    public LaunchSpec {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** Returns whether a target is a server to launch. */
    public static boolean isLaunch(String target) {
        return target.startsWith(SCHEME);
    }

    /**
     * Reads a target: {@code launch:} and a launch file ({@code .json, .yaml}), or a command with the variables of its environment before
     * it, as in {@code launch:VLLM_LOGGING_LEVEL=DEBUG vllm serve MODEL --port 8000}.
     *
     * @param target begins with {@code launch:}
     * @throws IllegalArgumentException if it is none; one line
     */
    public static LaunchSpec parse(String target) {
        String text = target.substring(SCHEME.length()).strip();
        if (FILES.stream().anyMatch(text::endsWith) && text.chars().noneMatch(Character::isWhitespace)) {
            return LaunchFile.read(Path.of(text));
        }
        List<String> words = ShellWords.split(text);
        Map<String, String> environment = new LinkedHashMap<>();
        int first = 0;
        while (first < words.size() && words.get(first).matches("[A-Za-z_]\\w*=.*")) {
            String[] variable = words.get(first).split("=", 2);
            environment.put(variable[0], variable[1]);
            first++;
        }
        return of(ServerCommand.of(words.subList(first, words.size())), environment);
    }

    /**
     * Describes a server with the default limits.
     *
     * @param command its command line
     * @param environment variables that it gets beside those of Varcas
     * @throws IllegalArgumentException if a secret is in one of them, or the container would be detached; one line
     */
    public static LaunchSpec of(ServerCommand command, Map<String, String> environment) {
        LaunchSpec spec = new LaunchSpec(
                command, environment, Optional.empty(), OptionalInt.empty(), HEALTH, START_LIMIT, STOP_LIMIT);
        spec.check();
        return spec;
    }

    /**
     * Returns this with another command line, as a sweep over flags needs.
     *
     * @throws IllegalArgumentException if a secret is in it, or the container would be detached; one line
     */
    public LaunchSpec with(ServerCommand other) {
        LaunchSpec spec = new LaunchSpec(other, environment, folder, port, health, startLimit, stopLimit);
        spec.check();
        return spec;
    }

    /**
     * Checks what can be checked without looking at the machine.
     *
     * @throws IllegalArgumentException naming the first fault; one line
     */
    void check() {
        LaunchSecrets.check(command, environment);
        if (Container.isDetached(command)) {
            throw new IllegalArgumentException("a detached container cannot be watched; remove -d");
        }
    }

    /**
     * Finds the program of the command.
     *
     * @param resolved its variables
     * @throws LaunchException if there is none, or it cannot be run; one line
     */
    void checkProgram(Map<String, String> resolved) throws LaunchException {
        String program = command.program().get(0);
        if (program.contains("/")) {
            Path file = folder.map(base -> base.resolve(program)).orElse(Path.of(program));
            if (!Files.exists(file)) {
                throw new LaunchException("there is no program " + file);
            }
            if (Files.isDirectory(file) || !Files.isExecutable(file)) {
                throw new LaunchException(file + " is not executable; run chmod +x, or name its interpreter first");
            }
        } else if (Programs.find(program, resolved).isEmpty()) {
            throw new LaunchException("there is no program \"" + program
                    + "\" on the PATH; install it, or write the path to it" + hint(program));
        }
    }

    private static String hint(String program) {
        return Files.exists(Path.of(program)) ? "; did you mean ./" + program + "?" : "";
    }

    /** Returns the port that the command or the file says; empty if a free one is to be found. */
    OptionalInt statedPort() {
        if (port.isPresent()) {
            return port;
        }
        Optional<String> written = command.isContainer() ? Container.publishedPort(command) : command.value("port");
        if (written.isPresent() && written.get().matches("\\d{1,5}")) {
            return OptionalInt.of(Integer.parseInt(written.get()));
        }
        return OptionalInt.empty();
    }

    /** Returns whether the command or its environment has a place for the port. */
    boolean takesPort() {
        List<String> texts = new ArrayList<>(command.words());
        texts.addAll(environment.values());
        return texts.stream().anyMatch(text -> text.contains(LaunchValues.PORT));
    }

    /** Returns the command with its environment before it, as a target has them: places for secrets are not filled. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        environment.forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(command.words());
        return ShellWords.join(words);
    }

    /** Returns the folder that it runs in. */
    File directory() throws IOException {
        return folder.orElse(Path.of("")).toRealPath().toFile();
    }
}
