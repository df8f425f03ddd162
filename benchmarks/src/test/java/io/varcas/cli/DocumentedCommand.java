package io.varcas.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command that the documentation tells its readers to type.
 *
 * @param place file and line
 * @param main the class that is started
 * @param args what follows
 * @param errors the lines of the documented output that begin with {@code ERROR:}
 */
record DocumentedCommand(String place, String main, List<String> args, List<String> errors) {

    private static final String ERROR = "ERROR:";
    private static final Pattern FENCE = Pattern.compile("^\\s*```");
    private static final Pattern INLINE = Pattern.compile("`([^`]*java [^`]*)`");
    /** {@code varcas} stands for {@code java -jar benchmarks.jar} where a page says so. */
    private static final Pattern START = Pattern.compile(
            "(?:^|[\\s(])(?:java(?: -[XD]\\S+)* -jar \\S*benchmarks\\.jar|java(?: -[XD]\\S+)* -cp (?:\"[^\"]+\"|\\S+)"
                    + " (?<main>[\\w.]+)|varcas)(?<args>(?: .*)?)$");

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|[^\\s'\"]+");

    /** Returns all commands of the README, the contributors' page and all pages below {@code docs}. */
    static List<DocumentedCommand> all() throws IOException {
        Path root = Path.of("..").toAbsolutePath().normalize();
        List<Path> pages = new ArrayList<>(List.of(root.resolve("README.md"), root.resolve("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        List<DocumentedCommand> found = new ArrayList<>();
        for (Path page : pages) {
            read(root.relativize(page).toString(), Files.readAllLines(page), found);
        }
        return found;
    }

    private static void read(String page, List<String> lines, List<DocumentedCommand> found) {
        boolean fenced = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String place = page + ":" + (i + 1);
            if (FENCE.matcher(line).find()) {
                fenced = !fenced;
            } else if (fenced) {
                while (line.endsWith("\\") && i + 1 < lines.size()) {
                    line = line.substring(0, line.length() - 1) + lines.get(++i).strip();
                }
                add(place, line, errors(lines, i + 1), found);
            } else {
                Matcher inline = INLINE.matcher(line);
                while (inline.find()) {
                    add(place, inline.group(1), List.of(), found);
                }
            }
        }
    }

    private static List<String> errors(List<String> lines, int from) {
        return lines.stream()
                .skip(from)
                .takeWhile(line -> line.startsWith(ERROR))
                .toList();
    }

    private static void add(String place, String line, List<String> errors, List<DocumentedCommand> found) {
        Matcher start = START.matcher(line.replaceFirst("^\\$ ", ""));
        if (start.find() && !start.group("args").contains("...")) {
            String main = start.group("main");
            found.add(new DocumentedCommand(
                    place, main == null ? Main.class.getName() : main, words(start.group("args")), errors));
        }
    }

    /** Splits as a shell does, up to a comment, a pipe, a redirection or the next command. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        Matcher part = WORD.matcher(text);
        int end = 0;
        while (part.find()) {
            if (part.start() > end && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (word.isEmpty() && part.group().matches("#.*|\\||&&|;|2?>.*")) {
                return words;
            }
            String quoted = part.group(1) == null ? part.group(2) : part.group(1);
            word.append(quoted == null ? part.group() : quoted);
            end = part.end();
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    /** Returns whether it starts the command line of {@code benchmarks.jar}. */
    boolean isCommandLine() {
        return main.equals(Main.class.getName());
    }

    /** Returns whether it runs workloads and needs no file of the user's. */
    boolean runsWorkloadsAlone() {
        return isCommandLine()
                && args.stream().noneMatch(word -> Commands.names().contains(word))
                && args.stream().noneMatch(Set.of("-h", "--help")::contains)
                && args.stream().noneMatch(word -> word.matches(".*\\.(csv|jsonl?|gz)\\b.*"));
    }

    @Override
    public String toString() {
        return place + " " + String.join(" ", args);
    }
}
