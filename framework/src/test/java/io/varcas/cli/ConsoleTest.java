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

    @Test
    void doesNotSpeakOfClientsWhereThereIsOne() {
        assertThat(headOf(Map.of("model", "m", "rate", "5")))
                .contains("# Load: ")
                .doesNotContain("# Clients");
    }
}
