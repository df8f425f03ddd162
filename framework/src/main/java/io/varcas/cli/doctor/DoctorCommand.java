package io.varcas.cli.doctor;

import io.varcas.cli.flag.ExitCode;
import io.varcas.cli.flag.PrintFlags;
import io.varcas.doctor.Doctor;
import io.varcas.doctor.HostCheck;
import io.varcas.doctor.Severity;
import io.varcas.doctor.Snippet;
import io.varcas.doctor.Tools;
import io.varcas.doctor.Treatment;
import io.varcas.profiler.host.HostFiles;
import io.varcas.validation.DidYouMean;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks this machine for serving and load generation. */
@Command(
        name = "doctor",
        separator = " ",
        sortOptions = false,
        description = {
            "Check this machine for serving and load generation: GPU, CPU, memory, limits, network.",
            "It only reads, unless --apply is given.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 no error, 1 an error (with --strict also a warning), 2 usage error, 3 a value could not be"
                    + " set or restored."
        })
public final class DoctorCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Option(names = "--strict", description = "Exit with 1 for warnings as well.")
    boolean strict;

    @Option(
            names = "--server-pid",
            paramLabel = "<pid>",
            description = "Process of the server, to check its limits as well.")
    @Nullable
    Long serverPid;

    @Option(
            names = "--apply",
            description = "Set the values that are safe to set and to restore; needs root. They hold until a reboot.")
    boolean apply;

    @Option(names = "--undo", description = "Restore the values that --apply replaced.")
    boolean undo;

    @Option(
            names = "--undo-file",
            paramLabel = "<file>",
            description = "File for the old values (default: .varcas/doctor-undo.json in the home folder).")
    Path undoFile = Path.of(System.getProperty("user.home", "."), ".varcas", "doctor-undo.json");

    @Option(
            names = "--snippet",
            paramLabel = "<docker|compose|kubernetes|script>",
            description = "Print how to start a vLLM server with the recommended limits, and exit.")
    @Nullable
    String snippet;

    @Mixin
    PrintFlags print = new PrintFlags();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    private final HostFiles files;
    private final Tools tools;
    private final Runnable pause;

    /** Creates the command for this machine. */
    public DoctorCommand() {
        this(new HostFiles(Path.of("/")), Tools.HERE, DoctorCommand::second);
    }

    DoctorCommand(HostFiles files, Tools tools, Runnable pause) {
        this.files = files;
        this.tools = tools;
        this.pause = pause;
    }

    @Override
    public Integer call() {
        print.check();
        if (apply && undo) {
            throw new UsageException("--apply and --undo exclude each other");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (snippet != null) {
            out.print(snippet(snippet).text());
            out.flush();
            return ExitCode.MET;
        }
        Treatment treatment = new Treatment(files, undoFile);
        try {
            return undo ? undo(treatment, out) : examine(treatment, out);
        } catch (IOException failed) {
            throw new UsageException(FailureText.of(failed));
        }
    }

    private int undo(Treatment treatment, PrintWriter out) throws IOException {
        if (!Files.exists(undoFile)) {
            throw new UsageException("there is nothing to undo: " + undoFile + " does not exist");
        }
        return outcome(treatment.undo(), out);
    }

    private int examine(Treatment treatment, PrintWriter out) throws IOException {
        List<HostCheck> checks = doctor().examine();
        if (apply) {
            PrintWriter steps =
                    print.format().equals("json") ? spec.commandLine().getErr() : out;
            int applied = outcome(treatment.apply(checks), steps);
            steps.println("undo with doctor --undo; old values are in " + undoFile);
            steps.flush();
            checks = doctor().examine();
            show(checks, out);
            return applied == ExitCode.MET ? exitCode(checks) : applied;
        }
        show(checks, out);
        return exitCode(checks);
    }

    private Doctor doctor() {
        return new Doctor(files, tools, pause, serverPid == null ? OptionalLong.empty() : OptionalLong.of(serverPid));
    }

    private void show(List<HostCheck> checks, PrintWriter out) {
        print.lines(() -> DoctorText.of(checks), () -> DoctorText.json(checks)).forEach(out::println);
        out.flush();
    }

    private int exitCode(List<HostCheck> checks) {
        Severity limit = strict ? Severity.WARNING : Severity.ERROR;
        return checks.stream().anyMatch(check -> check.severity().compareTo(limit) >= 0)
                ? ExitCode.BROKEN
                : ExitCode.MET;
    }

    private static int outcome(List<Treatment.Step> steps, PrintWriter out) {
        steps.forEach(step -> out.println(step.line()));
        out.flush();
        return steps.stream().allMatch(Treatment.Step::done) ? ExitCode.MET : ExitCode.FAILED;
    }

    private static Snippet snippet(String name) {
        return List.of(Snippet.values()).stream()
                .filter(known -> known.label().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new UsageException("--snippet: " + DidYouMean.message("snippet", name, Snippet.labels())));
    }

    private static void second() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
