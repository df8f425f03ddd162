package io.varcas.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** The commands of {@code benchmarks.jar} for tests in other packages. */
public final class AllCommands {

    private AllCommands() {}

    /** Returns the command that runs workloads, then all sub-commands, each before its own. */
    public static List<CommandLine> list() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        List<CommandLine> commands = new ArrayList<>();
        add(Main.commandLine(new RunCommand(nowhere, nowhere)), commands);
        return commands;
    }

    private static void add(CommandLine command, List<CommandLine> commands) {
        commands.add(command);
        command.getSubcommands().values().forEach(sub -> add(sub, commands));
    }
}
