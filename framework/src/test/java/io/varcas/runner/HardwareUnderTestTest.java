package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.result.PredictionResult;
import io.varcas.result.ServerCost;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.runner.flag.FlaggedTarget;
import io.varcas.runner.flag.WantedFlags;
import io.varcas.setting.Layer;
import io.varcas.validation.UsageException;
import io.varcas.workload.Plans;
import io.varcas.workload.WorkloadPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class HardwareUnderTestTest {

    private static final String URL = "http://gpu-host:8000";

    private static TargetIdentity server(String model) {
        return new TargetIdentity(URL, URL, false, Optional.of("0.32.0"), model, OptionalInt.of(8_192), Map.of());
    }

    private static Expectation expect(String target, WorkloadPlan plan) {
        HardwareUnderTest hardware = HardwareUnderTest.of(plain(target), List.of(plan));
        TargetIdentity server = server(plan.request().model().orElse(""));
        hardware.check(List.of(plan), server);
        return hardware.expect(plan, server);
    }

    private static PredictionResult predict(String target, WorkloadPlan plan) {
        return expect(target, plan).prediction();
    }

    private static ServerCost cost(String target, Map<String, String> settings) {
        return expect(target, Plans.of(Layer.COMMAND_LINE, settings)).cost();
    }

    @Test
    void costsWhatIsGivenElseWhatTheCatalogSays() {
        Map<String, String> h100 = Map.of("hardware.accelerator", "h100", "hardware.model", "llama-3.1-8b");
        assertThat(cost(URL, h100).usdPerHour()).isPresent();
        assertThat(cost(URL, h100).basis()).startsWith("1 x ").endsWith(", the cheapest with h100-sxm");
        assertThat(cost("sim:h100,tp=2,model=llama-3.1-8b", Map.of()).basis()).contains(" on demand at ");
        assertThat(cost(URL, Map.of("hardware.pricePerHour", "12.5")))
                .isEqualTo(ServerCost.of(12.5, "given as hardware.pricePerHour"));
        assertThat(cost(URL, Map.of()).basis())
                .isEqualTo(
                        "no price: the hardware is unknown; set it with -hardware h100,model=... or with @Hardware on"
                                + " the workload, or give the price with hardware.pricePerHour");
    }

    @Test
    void isWhatASimulatedTargetSimulates() {
        PredictionResult prediction = predict(
                "sim:l4,max-model-len=4096", Plans.of(Layer.ANNOTATION, Map.of("hardware.accelerator", "h100")));
        assertThat(prediction.basis()).contains("NVIDIA L4").contains("the simulator runs the same engine");
    }

    @Test
    void isSimulatedIfOnlyTheWorkloadSaysIt() {
        WorkloadPlan plan = Plans.of(
                Layer.ANNOTATION, Map.of("hardware.accelerator", "h100", "hardware.tensorParallel", "2", "rate", "1"));
        assertThat(HardwareUnderTest.of(plain("sim:seed=7"), List.of(plan)).target())
                .isEqualTo(plain("sim:h100,tp=2,seed=7"));
    }

    @Test
    void isSaidOnceOnly() {
        WorkloadPlan plan = Plans.of(Layer.COMMAND_LINE, Map.of("hardware.accelerator", "h100"));
        assertThatThrownBy(() -> HardwareUnderTest.of(plain("sim:l4,max-model-len=4096"), List.of(plan)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("hardware.accelerator on the command line sets it too; remove one");
    }

    @Test
    void isOneForAllTrialsOfASimulatedServer() {
        List<WorkloadPlan> plans = List.of(
                Plans.of(Layer.ANNOTATION, Map.of("hardware.accelerator", "h100")),
                Plans.of(Layer.ANNOTATION, Map.of("hardware.accelerator", "l40s")));
        assertThatThrownBy(() -> HardwareUnderTest.of(plain("sim:"), plans))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("(h100; l40s)");
        assertThat(HardwareUnderTest.of(plain(URL), plans).target()).isEqualTo(plain(URL));
    }

    @Test
    void ofARealServerIsOfTheModelItServes() {
        WorkloadPlan plan = Plans.of(Layer.ANNOTATION, Map.of("hardware.accelerator", "h100"));
        assertThat(predict(URL, plan.withModel("meta-llama/Llama-3.1-8B-Instruct"))
                        .basis())
                .startsWith("llama-3.1-8b in bf16 on 1 x NVIDIA H100 SXM 80 GB; engine simulation of ")
                .doesNotContain("simulated server");
        assertThat(predict(URL, plan.withModel("in-house")).basis())
                .isEqualTo("not predicted: model \"in-house\" is not in the catalog; set hardware.model to a catalog"
                        + " name or a config.json");
    }

    @Test
    void isNotGuessed() {
        assertThat(predict(URL, Plans.of(Layer.ANNOTATION, Map.of())).basis())
                .startsWith("not predicted: the hardware is unknown; set it with -hardware h100,model=...");
        assertThat(predict("sim:", Plans.of(Layer.ANNOTATION, Map.of())).basis())
                .startsWith("not predicted: this simulator has no hardware");
    }

    @Test
    void mustHaveAName() {
        assertThatThrownBy(() -> predict(URL, Plans.of(Layer.COMMAND_LINE, Map.of("hardware.tensorParallel", "2"))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("tp=2 needs an accelerator");
    }

    @Test
    void refusesWhatCannotFitIfToldTo() {
        Map<String, String> misfit = Map.of("hardware.accelerator", "t4", "hardware.model", "llama-3.1-8b");
        assertThat(predict(URL, Plans.of(Layer.ANNOTATION, misfit)).basis())
                .startsWith("not predicted: llama-3.1-8b in fp16 on 1 x t4 does not fit: weights 15.0 GiB");
        Map<String, String> refused =
                Map.of("hardware.accelerator", "t4", "hardware.model", "llama-3.1-8b", "hardware.refuseMisfit", "true");
        assertThatThrownBy(() -> predict(URL, Plans.of(Layer.ANNOTATION, refused)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("does not fit");
        assertThatThrownBy(() -> predict("sim:", Plans.of(Layer.ANNOTATION, misfit)))
                .as("what cannot fit cannot be simulated")
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("does not fit");
    }

    @Test
    void refusesWhatNoServerCanBe() {
        Map<String, String> wrong =
                Map.of("hardware.accelerator", "t4", "hardware.model", "tinyllama-1.1b", "hardware.precision", "bf16");
        assertThatThrownBy(() -> predict(URL, Plans.of(Layer.COMMAND_LINE, wrong)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("has no bf16 units; use fp16");
    }

    private static FlaggedTarget plain(String target) {
        return new FlaggedTarget(target, WantedFlags.NONE);
    }
}
