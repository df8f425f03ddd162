package io.varcas.cli.bundle;

import io.varcas.cli.flag.ExitCode;
import io.varcas.dataset.Dataset;
import io.varcas.dataset.DatasetSpec;
import io.varcas.dataset.OutputCheck;
import io.varcas.dataset.file.DatasetException;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks two recordings for equal prompts and equal outputs. */
@Command(
        name = "check",
        separator = " ",
        sortOptions = false,
        description = {
            "Compare the requests and outputs of two recordings, one by one.",
            "A recording is a bundle of a run with -record, a trace, or a result of the Python harness.",
            ""
        },
        footer = {"", "Exit codes: 0 no difference, 1 a difference, 2 usage error."})
public final class CheckCommand implements Callable<Integer> {

    private static final int SHOWN = 60;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "<first>", description = "First recording.")
    Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "<second>", description = "Second recording.")
    Path second = Path.of("");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Path> one = recordings(first);
        List<Path> other = recordings(second);
        if (one.size() != other.size()) {
            throw new UsageException(first + " has " + one.size() + " traces and " + second + " has " + other.size()
                    + "; name two trace files instead");
        }
        boolean equal = true;
        for (int i = 0; i < one.size(); i++) {
            equal &= check(one.get(i), other.get(i), out);
        }
        return equal ? ExitCode.MET : ExitCode.BROKEN;
    }

    private static boolean check(Path one, Path other, PrintWriter out) {
        ClassLoader loader = CheckCommand.class.getClassLoader();
        try (Dataset first = Dataset.open(DatasetSpec.of(one.toString()), loader);
                Dataset second = Dataset.open(DatasetSpec.of(other.toString()), loader)) {
            OutputCheck check = OutputCheck.of(first, second);
            out.println(one + " and " + other + (check.isEqual() ? ": equal" : ": different"));
            out.println("  requests " + check.requests() + only(check.onlyFirst(), "first")
                    + only(check.onlySecond(), "second"));
            out.println("  prompts  " + (check.requests() - check.otherPrompts()) + " equal, " + check.otherPrompts()
                    + " different; maximum output length different " + check.otherLengths()
                    + (check.otherFields() == 0 ? "" : "; other fields different " + check.otherFields()));
            out.println("  outputs  "
                    + (check.answered() + check.oneAnswer() == 0
                            ? "none to compare: no equal prompts have outputs"
                            : (check.answered() - check.otherAnswers()) + " equal, " + check.otherAnswers()
                                    + " different, " + check.oneAnswer() + " in one only"));
            for (OutputCheck.Sample sample : check.samples()) {
                int from = Math.max(0, commonStart(sample.first(), sample.second()) - SHOWN / 2);
                out.println("  request " + sample.request() + ", " + sample.what() + ":");
                out.println("    first  " + shown(sample.first(), from));
                out.println("    second " + shown(sample.second(), from));
            }
            return check.isEqual();
        } catch (DatasetException fault) {
            throw new UsageException(String.valueOf(fault.getMessage()));
        }
    }

    /** Returns the traces of a bundle in their order, or the file itself. */
    private static List<Path> recordings(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> traces = files.filter(
                            file -> file.getFileName().toString().equals("trace.jsonl.gz"))
                    .sorted()
                    .toList();
            if (traces.isEmpty()) {
                throw new UsageException(path + " contains no trace; run with -record to keep prompts and outputs");
            }
            return traces;
        }
    }

    private static String only(long count, String which) {
        return count == 0 ? "" : ", and " + count + " more in the " + which;
    }

    private static int commonStart(String first, String second) {
        int at = 0;
        while (at < Math.min(first.length(), second.length()) && first.charAt(at) == second.charAt(at)) {
            at++;
        }
        return at;
    }

    /** A piece around the first difference, on one line. */
    private static String shown(String text, int from) {
        String piece = text.substring(Math.min(from, text.length()), Math.min(text.length(), from + SHOWN));
        return "\"" + (from > 0 ? "..." : "") + piece.replaceAll("\\s", " ")
                + (from + SHOWN < text.length() ? "..." : "") + "\"";
    }
}
