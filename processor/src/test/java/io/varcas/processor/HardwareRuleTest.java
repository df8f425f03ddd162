package io.varcas.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HardwareRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Hardware(accelerator = \"h100\")",
                "@Hardware(accelerator = \"H100-SXM-80GB\", model = \"meta-llama/Llama-3.1-70B-Instruct\", precision = \"fp8\","
                        + " tensorParallel = 2, replicas = 4, maxNumSeqs = 64, gpuMemoryUtilization = 0.85, refuseMisfit = true)",
                "@Hardware(instance = \"a3-highgpu-8g\", tensorParallel = 8)",
                "@Hardware(accelerator = \"ours.json\", model = \"models/config.json\")",
            })
    void acceptsHardwareThatThereIs(String annotation) {
        Expect.accepted(chat(annotation));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "@Hardware(accelerator = /*SET001*/\"h1000\") | hardware.accelerator = \"h1000\": must be an accelerator of the"
                        + " catalog, or a JSON file that describes one; did you mean h100?",
                "@Hardware(accelerator = \"h100\", model = /*SET001*/\"lama-3.1-8b\") | hardware.model = \"lama-3.1-8b\": must be"
                        + " a model of the catalog, or a Hugging Face config.json; did you mean llama-3.1-8b?",
                "@Hardware(accelerator = \"h100\", precision = /*SET001*/\"fb8\") | hardware.precision = \"fb8\": must be one of"
                        + " fp32, fp16, bf16, fp8, int8, int4-awq, int4-gptq, mxfp4, nvfp4; did you mean fp8?",
                "@Hardware(accelerator = \"h100\", tensorParallel = /*SET001*/0) | hardware.tensorParallel = \"0\": must be a"
                        + " whole number from 1 to 1000; did you mean 1?",
                "@Hardware(precision = /*HRD001*/\"fp8\") | the hardware has no name; add accelerator = \"h100\", or instance = ...",
                "@Hardware(accelerator = /*HRD002*/\"t4\", model = \"tinyllama-1.1b\", precision = \"bf16\") |"
                        + " t4,model=tinyllama-1.1b,precision=bf16: tinyllama-1.1b on t4: NVIDIA T4 (compute capability 7.5) has"
                        + " no bf16 units; use fp16 (--dtype half)",
            })
    void refusesHardwareThatThereIsNot(String annotation, String text) {
        Expect.refused(chat(annotation), text);
    }

    @Test
    void warnsOfAModelThatDoesNotFit() {
        Expect.warned(
                chat("@Hardware(accelerator = /*HRD003*/\"t4\", model = \"llama-3.1-8b\")"),
                "llama-3.1-8b in fp16 on 1 x t4 does not fit: weights 15.0 GiB, activations 1.2 GiB and 0.1 GiB of overhead"
                        + " exceed the budget of 13.4 GiB per accelerator");
    }

    @Test
    void standsOnAnotherAnnotationToo() {
        Compiled compiled = Expect.accepted("""
                package t;
                import io.varcas.annotation.*;
                @Workload @OnOurMachine class Chat {}
                """, """
                package t;
                import io.varcas.annotation.*;
                @Hardware(accelerator = "l4", tensorParallel = 2) @interface OnOurMachine {}
                """);
        assertThat(compiled.runner("t.Chat_Runner").spec().settings())
                .containsEntry("hardware.accelerator", "l4")
                .containsEntry("hardware.tensorParallel", "2");
    }

    private static String chat(String annotation) {
        return """
                package t;
                import io.varcas.annotation.*;
                @Workload %s class Chat {}
                """.formatted(annotation);
    }
}
