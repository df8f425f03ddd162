package io.varcas.accuracy.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a program with tests out of the output of a model. The code is that of the first Markdown fence that defines the function of
 * the tests, else of the first fence, Python's before others; a fence that is not closed ends with the output. Without a fence it is the whole output, if it
 * looks like code. An output that does not define the function continues the beginning that its prompt gave, up to the next statement
 * outside of the function.
 */
public final class CodeExtraction {

    private static final Pattern FENCED = Pattern.compile(
            "^[ \\t]*```([\\w+-]*)[^\\n]*\\n(.*?)(?:^[ \\t]*```|\\z)", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile(
            "^\\s*((def|class|import|from|return|for|while|if|try|with|print|assert|raise|async|lambda|@)\\b|@\\w|[\\w.\\[\\]]+\\s*[-+*/|&]?=[^=])",
            Pattern.MULTILINE);

    /** Beginnings of lines that end a continued function, as in HumanEval (Chen et al. 2021, section 3.1). */
    private static final List<String> STOPS = List.of("\nclass", "\ndef", "\n#", "\nif", "\nprint");

    private CodeExtraction() {}

    /**
     * Returns the program with its tests; empty if the output has no code.
     *
     * @param task the task
     * @param output text of the output
     */
    public static Optional<String> program(CodeTask task, String output) {
        List<String> blocks = fenced(output);
        Optional<Pattern> definition = task.entryPoint()
                .map(name -> Pattern.compile(
                        "^((async +)?def|class) +" + Pattern.quote(name) + "\\b|^" + Pattern.quote(name) + " *=",
                        Pattern.MULTILINE));
        List<String> texts = blocks.isEmpty() ? List.of(output) : blocks;
        Optional<String> whole = texts.stream()
                .filter(text ->
                        definition.isEmpty() || definition.get().matcher(text).find())
                .findFirst();
        String code = whole.orElse(texts.get(0));
        if (!CODE.matcher(code).find()) {
            return Optional.empty();
        }
        boolean continues = task.continued() && whole.isEmpty();
        return Optional.of((continues ? task.setup() + untilStop(code) : task.setup() + "\n\n" + code) + "\n\n"
                + task.tests() + "\n");
    }

    private static List<String> fenced(String output) {
        List<String> blocks = new ArrayList<>();
        List<String> python = new ArrayList<>();
        Matcher matcher = FENCED.matcher(output.replace("\r\n", "\n"));
        while (matcher.find()) {
            blocks.add(matcher.group(2));
            if (matcher.group(1).toLowerCase(Locale.ROOT).startsWith("py")) {
                python.add(matcher.group(2));
            }
        }
        return python.isEmpty() ? blocks : python;
    }

    private static String untilStop(String code) {
        int end = code.length();
        for (String stop : STOPS) {
            int found = code.indexOf(stop);
            end = found >= 0 ? Math.min(end, found) : end;
        }
        return code.substring(0, end);
    }
}
