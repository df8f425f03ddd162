package io.varcas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HelpTopicsTest {

    /** Lines of a small terminal window today; one of 24 would part the list of commands. */
    private static final int SCREEN = 30;

    private static String help(String... args) {
        StringWriter out = new StringWriter();
        Main.run(args, new PrintWriter(out, true), new PrintWriter(out, true));
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "ab -h", "size -h"})
    void eachTopicFitsOneScreen(String line) {
        String text = help(line.split(" "));
        assertThat(text).contains("Results:");
        for (String topic : text.split("\\R\\R", -1)) {
            assertThat(topic.lines().count()).as(topic).isLessThan(SCREEN);
        }
    }

    @Test
    void everyFlagOfALongHelpHasATopic() {
        CommandLine run = Main.commandLine(
                new RunCommand(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())));
        run.getSubcommands().values().forEach(HelpTopicsTest::hasTopics);
        hasTopics(run);
    }

    private static void hasTopics(CommandLine command) {
        var topics = HelpTopics.topics(command.getCommandSpec().options());
        if (topics.size() > 1) {
            assertThat(topics.getOrDefault(HelpTopics.OTHER, java.util.List.of()))
                    .extracting(option -> Arrays.toString(option.names()))
                    .isEmpty();
        }
    }
}
