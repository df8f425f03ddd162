package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.client.LoopbackServer;
import io.varcas.deployment.DeploymentOption;
import io.varcas.result.TrialResult;
import io.varcas.setting.HardwareSettings;
import io.varcas.setting.LoadSettings;
import io.varcas.setting.Settings;
import io.varcas.validity.Validity;
import io.varcas.validity.Validity.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is said to run on hardware is held to what that hardware can do. */
class PhysicsAuditTest {

    @TempDir
    Path out;

    private List<Finding> findings(String... drafts) throws IOException {
        try (LoopbackServer server = LoopbackServer.start(c -> {
            for (String request = c.request(); request != null; request = c.request()) {
                if (request.contains("\"stream\":true")) {
                    c.sendAnswer(20);
                } else {
                    c.sendJson(404, "{}");
                }
            }
        })) {
            RunOptions.Builder options = RunOptions.builder()
                    .include(RepeatingWorkload.NAME)
                    .out(out)
                    .target(server.target().base().toString())
                    .set(Settings.MODEL, "m")
                    .set(Settings.RATE, 50.0)
                    .set(Settings.OUTPUT_TOKENS.mean(), 20.0)
                    .set(LoadSettings.REQUESTS, 20)
                    .set(HardwareSettings.of(DeploymentOption.ACCELERATOR), "h100")
                    .set(HardwareSettings.of(DeploymentOption.TP), "4")
                    .set(HardwareSettings.of(DeploymentOption.MODEL), "llama-3.1-70b");
            if (drafts.length > 0) {
                options.set(HardwareSettings.of(DeploymentOption.SPEC_TOKENS), drafts[0])
                        .set(HardwareSettings.of(DeploymentOption.SPEC_ACCEPTANCE), drafts[1]);
            }
            TrialResult trial =
                    new Runner(options.build()).run().result().trials().get(0);
            return trial.validity().findings().stream()
                    .filter(finding -> finding.check().startsWith("physics."))
                    .toList();
        }
    }

    @Test
    void tokensFasterThanWeightsAreReadMakeARunInvalid() throws IOException {
        // 137 GB of weights over four H100 of 3.35 TB/s take 10 ms; the server of the test writes at once.
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo("physics.tpotBelowWeightRead");
            assertThat(finding.weight()).isEqualTo(Validity.Weight.INVALID);
            assertThat(finding.limit()).isBetween(10.0, 10.5);
            assertThat(finding.value()).isLessThan(finding.limit());
            assertThat(finding.sentence())
                    .startsWith("not possible of llama-3.1-70b in bf16 on 4 x NVIDIA H100")
                    .contains("ms it takes to read the weights once", "spec-tokens=3")
                    .doesNotContain("\n");
        });
    }

    @Test
    void draftsMakeSeveralTokensOfOneReading() throws IOException {
        assertThat(findings("3", "0.7")).isEmpty();
    }
}
