package io.varcas.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line of a server as data: a program, and flags that can be looked up and changed by name. Two servers with equal commands
 * are the same server, started once.
 *
 * @param program the words before the flags: {@code vllm serve MODEL}, {@code docker run --gpus all IMAGE}, {@code ./start.sh}
 * @param flags the flags, in the order in which they were written
 */
public record ServerCommand(List<String> program, List<ServerFlag> flags) {

    private static final String SERVE = "serve";
    private static final String API_SERVER = "vllm.entrypoints.openai.api_server";

    /** Copies the lists. */
    public ServerCommand {
        program = List.copyOf(program);
        flags = List.copyOf(flags);
    }

    /**
     * Reads a command as a shell would split it. It is run without a shell.
     *
     * @param text such as {@code vllm serve MODEL --max-num-seqs 64}
     * @throws IllegalArgumentException if there is none, or it needs a shell; one line
     */
    public static ServerCommand parse(String text) {
        return of(ShellWords.split(text));
    }

    /**
     * Reads a command that is split into words.
     *
     * @throws IllegalArgumentException if there is none; one line
     */
    public static ServerCommand of(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("names no command; write one such as vllm serve MODEL --port 8000");
        }
        int first = firstFlag(words);
        List<ServerFlag> flags = new ArrayList<>();
        for (int i = first; i < words.size(); ) {
            int end = i + 1;
            while (end < words.size() && !ServerFlag.isFlag(words.get(end))) {
                end++;
            }
            flags.addAll(flag(words.get(i), words.subList(i + 1, end)));
            i = end;
        }
        return new ServerCommand(words.subList(0, first), flags);
    }

    /** Returns the words of the command line. */
    public List<String> words() {
        List<String> words = new ArrayList<>(program);
        flags.forEach(flag -> words.addAll(flag.words()));
        return List.copyOf(words);
    }

    /**
     * Finds a flag; of several the last, which is the one that counts.
     *
     * @param name name without dashes and without {@code no-}
     */
    public Optional<ServerFlag> flag(String name) {
        String wanted = ServerFlag.plain(name);
        return flags.stream().filter(flag -> flag.subject().equals(wanted)).reduce((earlier, later) -> later);
    }

    /** Returns the first value of a flag; empty if the flag is absent, or a switch. */
    public Optional<String> value(String name) {
        return flag(name).flatMap(ServerFlag::value);
    }

    /** Returns this with a flag in the place of the one that sets the same thing, or at the end. */
    public ServerCommand with(ServerFlag flag) {
        List<ServerFlag> changed = new ArrayList<>();
        boolean placed = false;
        for (ServerFlag each : flags) {
            if (!each.subject().equals(flag.subject())) {
                changed.add(each);
            } else if (!placed) {
                changed.add(flag);
                placed = true;
            }
        }
        if (!placed) {
            changed.add(flag);
        }
        return new ServerCommand(program, changed);
    }

    /** Returns this without a flag. */
    public ServerCommand without(String name) {
        String unwanted = ServerFlag.plain(name);
        return new ServerCommand(
                program,
                flags.stream().filter(flag -> !flag.subject().equals(unwanted)).toList());
    }

    /** Returns whether this starts vLLM's own server, whose flags are known. */
    public boolean isVllm() {
        int serve = program.indexOf(SERVE);
        return program.contains(API_SERVER) || (serve > 0 && isProgram(program.get(serve - 1), "vllm"));
    }

    /** Returns whether this starts a container. */
    public boolean isContainer() {
        return Container.isContainer(program);
    }

    /** Returns the model that the server is told to load: the word after {@code serve} or after the
     * image of a container, or the flag {@code --model}. */
    public Optional<String> model() {
        if (isContainer()) {
            return Container.afterImage(program) < program.size()
                    ? Optional.of(program.get(program.size() - 1))
                    : value("model");
        }
        int serve = program.indexOf(SERVE);
        return serve >= 0 && serve + 1 < program.size() ? Optional.of(program.get(serve + 1)) : value("model");
    }

    /** Returns the words that ask vLLM for its flags. */
    List<String> helpWords() {
        int last = Math.max(program.indexOf(SERVE), program.indexOf(API_SERVER));
        List<String> words = new ArrayList<>(program.subList(0, last + 1));
        words.add("--help=all");
        return words;
    }

    /** Returns the command as a shell would read it. */
    @Override
    public String toString() {
        return ShellWords.join(words());
    }

    /** Returns whether a word calls a program, by its name or by a path to it. */
    static boolean isProgram(String word, String name) {
        return word.equals(name) || word.endsWith("/" + name);
    }

    private static int firstFlag(List<String> words) {
        int from = Container.isContainer(words)
                ? Container.afterImage(words)
                : Math.max(1, Math.max(words.indexOf(SERVE), words.indexOf(API_SERVER)) + 1);
        while (from < words.size() && !ServerFlag.isFlag(words.get(from))) {
            from++;
        }
        return from;
    }

    private static List<ServerFlag> flag(String word, List<String> values) {
        int equals = word.indexOf('=');
        if (equals < 0) {
            return List.of(new ServerFlag(word, values, false));
        }
        if (!values.isEmpty()) {
            throw new IllegalArgumentException("\"" + values.get(0) + "\" after " + word.substring(0, equals)
                    + "=... belongs to no flag; write positional words before the flags");
        }
        return List.of(new ServerFlag(word.substring(0, equals), List.of(word.substring(equals + 1)), true));
    }
}
