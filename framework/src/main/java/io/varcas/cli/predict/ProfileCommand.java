package io.varcas.cli.predict;

import io.varcas.cli.flag.ExitCode;
import io.varcas.cli.flag.PrintFlags;
import io.varcas.profiler.kernel.KernelJson;
import io.varcas.profiler.kernel.KernelProfile;
import io.varcas.profiler.kernel.ProfileFile;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Kernel profiles of files: time by class, the longest kernels, idle share and engine steps. */
@Command(
        name = "profile",
        separator = " ",
        sortOptions = false,
        description = {
            "Show the kernels in a profile: time by class, the longest kernels, idle share, engine steps.",
            "Formats, also compressed by gzip: traces and tables of the torch profiler, CSV and SQLite exports of"
                    + " Nsight Systems, CSV of Nsight Compute.",
            ""
        },
        footer = {"", "Exit codes: 0 read, 1 a profile without inference kernels, 2 usage error."})
public final class ProfileCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "<file>", description = "Files of profilers.")
    List<Path> files = new ArrayList<>();

    @Option(names = "--top", paramLabel = "<n>", description = "Kernels to list (default: ${DEFAULT-VALUE}).")
    int top = 10;

    @Option(names = "--ranks", description = "The files are of the ranks of one server: show one profile of all.")
    boolean ranks;

    @Mixin
    PrintFlags print = new PrintFlags();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() {
        print.check();
        if (top < 1) {
            throw new UsageException("--top " + top + ": must be at least 1; the default is 10");
        }
        List<KernelProfile> profiles = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files) {
            try {
                profiles.add(new ProfileFile(file).read());
            } catch (IOException unreadable) {
                problems.add(FailureText.of(unreadable));
            }
        }
        if (!problems.isEmpty()) {
            throw new UsageException(problems);
        }
        if (ranks) {
            profiles = List.of(KernelProfile.ofRanks(profiles));
        }
        List<KernelProfile> shown = profiles;
        PrintWriter out = spec.commandLine().getOut();
        print.lines(() -> text(shown), () -> KernelJson.of(shown)).forEach(out::println);
        out.flush();
        return shown.stream().allMatch(KernelProfile::showsInference) ? ExitCode.MET : ExitCode.BROKEN;
    }

    private List<String> text(List<KernelProfile> profiles) {
        List<String> lines = new ArrayList<>();
        for (KernelProfile profile : profiles) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(new KernelText(profile).lines(top));
            if (!profile.showsInference()) {
                lines.add("ERROR: no inference was recorded: there is no matrix product, attention or expert kernel;"
                        + " profile the server's engine process while it serves requests");
            }
        }
        return lines;
    }
}
