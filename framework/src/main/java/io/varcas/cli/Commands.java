package io.varcas.cli;

import io.varcas.runner.UsageException;
import io.varcas.runner.Workloads;
import io.varcas.setting.Nearest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;

/**
 * The sub-commands. A run of workloads needs none of them, and to read the flags of all from their annotations takes a tenth of a second
 * at its start; so they are there only when a command line names one, or asks for help.
 */
final class Commands {

    /** What the command line must hold for them to be there: the name of one, or a flag of help. */
    private static final Set<String> CALLS = Set.of(
            "serve",
            "report",
            "import",
            "export",
            "size",
            "roofline",
            "calibrate",
            "compare",
            "ab",
            "history",
            "baseline",
            "dataset",
            "check",
            "-h",
            "--help");

    private Commands() {}

    /** Whether a command line can need them. */
    static boolean isCalled(String[] args) {
        return !Collections.disjoint(CALLS, Arrays.asList(args));
    }

    /**
     * Returns a line that names the command that was probably meant by the first word of a command line.
     *
     * @param words the arguments without a flag
     * @return empty if the word selects a workload, or no command is nearer than any workload
     */
    static Optional<String> meant(List<String> words) {
        return words.stream().findFirst().flatMap(Commands::meant);
    }

    private static Optional<String> meant(String word) {
        Set<String> known = new TreeSet<>(CALLS);
        try {
            Workloads workloads = Workloads.discover();
            if (workloads.matches(word)) {
                return Optional.empty();
            }
            known.addAll(workloads.names());
        } catch (UsageException none) {
            // without workloads, or with a malformed expression, it can be a command nevertheless
        }
        return Nearest.to(word, known)
                .filter(CALLS::contains)
                .map(command -> "no workload matches \"" + word + "\"; did you mean the command \"" + command + "\"?");
    }

    /** Adds them to the command of a run, if a command line can need them. */
    static void addTo(CommandLine run, String[] args) {
        if (isCalled(args)) {
            run.addSubcommand(new ServeCommand())
                    .addSubcommand(new ReportCommand())
                    .addSubcommand(new ImportCommand())
                    .addSubcommand(new ExportCommand())
                    .addSubcommand(new SizeCommand())
                    .addSubcommand(new RooflineCommand())
                    .addSubcommand(new CalibrateCommand())
                    .addSubcommand(new CompareCommand())
                    .addSubcommand(new AbCommand())
                    .addSubcommand(HistoryCommand.commandLine())
                    .addSubcommand(new BaselineCommand())
                    .addSubcommand(new DatasetCommand())
                    .addSubcommand(new CheckCommand());
        }
    }
}
