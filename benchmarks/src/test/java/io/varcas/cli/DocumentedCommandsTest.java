package io.varcas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.varcas.cli.flag.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The commands of README and documentation are parsed; one fails only where its page says so. */
class DocumentedCommandsTest {

    /** With all its sub-commands, which take a while to build. */
    private static final CommandLine EVERY_COMMAND = Main.commandLine(new RunCommand(nowhere(), nowhere()));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Stream<DocumentedCommand> commandLines() throws IOException {
        return DocumentedCommand.all().stream().filter(DocumentedCommand::isCommandLine);
    }

    static Stream<DocumentedCommand> runs() throws IOException {
        return commandLines()
                .filter(DocumentedCommand::runsWorkloadsAlone)
                .filter(command -> command.errors().isEmpty());
    }

    static Stream<DocumentedCommand> wrong() throws IOException {
        return commandLines()
                .filter(DocumentedCommand::runsWorkloadsAlone)
                .filter(command -> !command.errors().isEmpty());
    }

    static Stream<DocumentedCommand> otherPrograms() throws IOException {
        return DocumentedCommand.all().stream().filter(command -> !command.isCommandLine());
    }

    @Test
    void areFound() throws IOException {
        assertThat(commandLines().map(DocumentedCommand::place))
                .anyMatch(place -> place.startsWith("README.md"))
                .anyMatch(place -> place.startsWith("docs/comparing.md"))
                .hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void haveFlagsThatThereAre(DocumentedCommand command) {
        assertThatCode(() -> EVERY_COMMAND.parseArgs(command.args().toArray(String[]::new)))
                .doesNotThrowAnyException();
    }

    /** Everything but the load: {@code -lp} plans the trials, and lists what they would run with. */
    @ParameterizedTest
    @MethodSource("runs")
    void nameWorkloadsAndSettingsThatThereAre(DocumentedCommand command) {
        List<String> args = new ArrayList<>(command.args());
        if (Stream.of("-l", "-lp", "-lc", "-lrf", "-lprof", "-h").noneMatch(args::contains)) {
            args.add("-lp");
        }
        assertThat(run(args)).as(err.toString()).isEqualTo(ExitCode.MET);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void failWithTheLinesThatArePrinted(DocumentedCommand command) {
        assertThat(run(command.args())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines()).containsAll(command.errors());
    }

    @ParameterizedTest
    @MethodSource("otherPrograms")
    void startClassesThatThereAre(DocumentedCommand command) {
        String file = command.main().replace('.', '/') + ".java";
        boolean tested = Files.exists(Path.of("..", "reports", "src", "test", "java", file));
        assertThat(tested || isProgram(command.main())).as(command.main()).isTrue();
    }

    private static boolean isProgram(String name) {
        try {
            Class.forName(name).getMethod("main", String[].class);
            return true;
        } catch (ReflectiveOperationException none) {
            return false;
        }
    }

    private static PrintWriter nowhere() {
        return new PrintWriter(Writer.nullWriter());
    }

    private int run(List<String> args) {
        return Main.run(args.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
