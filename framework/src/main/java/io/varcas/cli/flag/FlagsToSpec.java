package io.varcas.cli.flag;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Hands flags to picocli, which reads a command line for them and makes the help page. */
public final class FlagsToSpec {

    private FlagsToSpec() {}

    /** Returns a command of these flags alone, to be mixed into others. */
    public static CommandSpec spec(Flags flags) {
        CommandSpec command = CommandSpec.create();
        add(flags, command);
        return command;
    }

    public static void add(Flags flags, CommandSpec command) {
        Flag words = flags.words();
        if (words != null) {
            command.addPositional(words(words));
        }
        for (Flag flag : flags.all()) {
            command.addOption(option(flag));
        }
    }

    private static PositionalParamSpec words(Flag words) {
        Binding binding = new Binding(words);
        return PositionalParamSpec.builder()
                .arity("0..1")
                .paramLabel(words.label())
                .description(words.description())
                .type(List.class)
                .auxiliaryTypes(String.class)
                .getter(binding)
                .setter(binding)
                .build();
    }

    private static OptionSpec option(Flag flag) {
        Binding binding = new Binding(flag);
        OptionSpec.Builder option = OptionSpec.builder(flag.name())
                .paramLabel(flag.label())
                .description(flag.description())
                .type(flag.type())
                .getter(binding)
                .setter(binding);
        if (flag.defaultValue() != null) {
            option.defaultValue(flag.defaultValue());
        }
        switch (flag.kind()) {
            case ON, TEXT -> {}
            case CHOICE -> option.arity("1");
            case TEXTS -> option.type(List.class).auxiliaryTypes(String.class);
            case SEPARATED ->
                option.type(List.class).auxiliaryTypes(String.class).splitRegex(",");
        }
        return option.build();
    }

    /** Gives a flag what picocli read for it, and picocli what it read before. */
    private static final class Binding implements IGetter, ISetter {

        private final Flag flag;
        private @Nullable Object read;

        Binding(Flag flag) {
            this.flag = flag;
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"}) // picocli's signature
        public <T> T get() {
            return (T) read;
        }

        @Override
        public <T> T set(T value) {
            read = value;
            if (value instanceof Collection<?> several) {
                flag.give(several.stream().map(String::valueOf).toList());
            } else {
                flag.give(value == null ? List.of() : List.of(value.toString()));
            }
            return value;
        }
    }
}
