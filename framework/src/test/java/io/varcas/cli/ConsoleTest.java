package io.varcas.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.runner.WindowProgress;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.workload.PlanResolver;
import io.varcas.workload.WorkloadPlan;
import io.varcas.workload.WorkloadSpec;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTest {

    @Test
    void saysWhatAWindowWithoutTimeMeans() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(text, true, UTF_8), OutputFlags.Verbosity.NORMAL, false);
        console.trialStarted(planOf(Map.of("model", "m", "rate", "5")), 0);
        console.windowEnded(new WindowProgress(1, 0, 0, 0, 3, 0, Double.NaN));
        assertThat(text.toString(UTF_8)).endsWith(": not measured: the client stood still until it was over\n");
    }

    private static WorkloadPlan planOf(Map<String, String> settings) {
        return PlanResolver.resolve(
                WorkloadSpec.of("com.acme.Chat", "Chat").build(),
                Map.of(),
                ResolvedSettings.of(Map.of(Layer.COMMAND_LINE, settings)));
    }

    private static String headOf(Map<String, String> settings) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new Console(new PrintStream(text, true, UTF_8), OutputFlags.Verbosity.NORMAL, false)
                .trialStarted(planOf(settings), 0);
        return text.toString(UTF_8);
    }

    @Test
    void saysHowManyClientsShareTheLoad() {
        assertThat(headOf(Map.of("model", "m", "rate", "5", "clients", "2")))
                .contains("# Load: ", "# Clients: 2 JVMs, each with its share of the load\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 0 | # Load: closed loop, 2 users, seed 42",
                "1 | 6 | # Load: closed loop, 2 users, ends after 6 requests, seed 42",
                "3 | 6 | # Load: closed loop, 2 users, ends after 6 conversations of up to 3 requests each, seed 42",
                "3 | 1 | # Load: closed loop, 2 users, ends after 1 conversation of up to 3 requests each, seed 42"
            })
    void saysAfterHowManyRequestsOrConversationsTheLoadEnds(String turns, String requests, String line) {
        assertThat(headOf(Map.of("users", "2", "session.turns", turns, "requests", requests)))
                .contains(line + "\n");
    }

    @Test
    void doesNotSpeakOfClientsWhereThereIsOne() {
        assertThat(headOf(Map.of("model", "m", "rate", "5")))
                .contains("# Load: ")
                .doesNotContain("# Clients");
    }
}
