package io.varcas.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Adds flags to a command in the order of its help page; each holds its value once the command line is read. Annotations would say the same,
 * but to read those of a run takes a tenth of a second at each of its starts.
 */
final class Flags {

    private final CommandSpec command;

    Flags(CommandSpec command) {
        this.command = command;
    }

    OptionSpec add(OptionSpec.Builder flag) {
        OptionSpec added = flag.build();
        command.addOption(added);
        return added;
    }

    /** Adds what stands on the command line without a flag: any number of texts. */
    PositionalParamSpec addOthers(String label, String description) {
        PositionalParamSpec added = PositionalParamSpec.builder()
                .arity("0..1")
                .paramLabel(label)
                .description(description)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .initialValue(List.of())
                .build();
        command.addPositional(added);
        return added;
    }

    /** Returns a flag whose value is the text after it. */
    static OptionSpec.Builder text(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .description(description)
                .type(String.class);
    }

    /** Returns a flag whose value is the file or folder after it. */
    static OptionSpec.Builder file(String name, String label, String description) {
        return text(name, label, description).type(Path.class);
    }

    /** Returns a flag that may be given several times; its value is a list of texts. */
    static OptionSpec.Builder texts(String name, String label, String description) {
        return text(name, label, description)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .initialValue(List.of());
    }

    /** Returns a flag with nothing after it, whose value is whether it is there. */
    static OptionSpec.Builder on(String name, String description) {
        return OptionSpec.builder(name)
                .description(description)
                .type(boolean.class)
                .initialValue(false);
    }
}
