package io.varcas.cli;

import io.varcas.cli.bundle.CheckCommand;
import io.varcas.cli.bundle.DatasetCommand;
import io.varcas.cli.bundle.ExportCommand;
import io.varcas.cli.bundle.GroundTruthCommand;
import io.varcas.cli.bundle.ImportCommand;
import io.varcas.cli.bundle.ReportCommand;
import io.varcas.cli.bundle.ScoreCommand;
import io.varcas.cli.compare.AbCommand;
import io.varcas.cli.compare.BaselineCommand;
import io.varcas.cli.compare.CompareCommand;
import io.varcas.cli.compare.HistoryCommand;
import io.varcas.cli.doctor.DoctorCommand;
import io.varcas.cli.fleet.BalanceCommand;
import io.varcas.cli.predict.CalibrateCommand;
import io.varcas.cli.predict.ProfileCommand;
import io.varcas.cli.predict.RooflineCommand;
import io.varcas.cli.predict.SizeCommand;
import io.varcas.cli.predict.SupportCommand;
import io.varcas.cli.tune.CapacityCommand;
import io.varcas.cli.tune.PlanCommand;
import io.varcas.cli.tune.StepsCommand;
import io.varcas.cli.tune.TuneCommand;
import io.varcas.fork.Workloads;
import io.varcas.validation.DidYouMean;
import io.varcas.validation.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The sub-commands. */
final class Commands {

    private Commands() {}

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
        Set<String> commands = names();
        Set<String> known = new TreeSet<>(commands);
        try {
            Workloads workloads = Workloads.discover();
            if (workloads.matches(word)) {
                return Optional.empty();
            }
            known.addAll(workloads.names());
        } catch (UsageException none) {
            // without workloads, or with a malformed expression, it can be a command nevertheless
        }
        return DidYouMean.to(word, known)
                .filter(commands::contains)
                .map(command -> "no workload matches \"" + word + "\"; did you mean the command \"" + command + "\"?");
    }

    /** Returns what they are called. */
    static Set<String> names() {
        CommandLine run = new CommandLine(CommandSpec.create());
        addTo(run);
        return run.getSubcommands().keySet();
    }

    /** Adds them to the command of a run. */
    static void addTo(CommandLine run) {
        run.addSubcommand(ServeCommand.commandLine())
                .addSubcommand(new BalanceCommand())
                .addSubcommand(new ReportCommand())
                .addSubcommand(new ImportCommand())
                .addSubcommand(new ExportCommand())
                .addSubcommand(new CapacityCommand())
                .addSubcommand(new SizeCommand())
                .addSubcommand(new RooflineCommand())
                .addSubcommand(new ProfileCommand())
                .addSubcommand(new CalibrateCommand())
                .addSubcommand(new SupportCommand())
                .addSubcommand(new PlanCommand())
                .addSubcommand(new StepsCommand())
                .addSubcommand(new TuneCommand())
                .addSubcommand(new CompareCommand())
                .addSubcommand(new AbCommand())
                .addSubcommand(HistoryCommand.commandLine())
                .addSubcommand(new BaselineCommand())
                .addSubcommand(new DatasetCommand())
                .addSubcommand(new CheckCommand())
                .addSubcommand(new DoctorCommand())
                .addSubcommand(new GroundTruthCommand())
                .addSubcommand(new ScoreCommand());
    }
}
