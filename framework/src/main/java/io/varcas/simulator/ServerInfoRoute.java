package io.varcas.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.varcas.deployment.DeployedHardware;
import io.varcas.engine.EngineLimits;
import io.varcas.model.Precision;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * {@code /server_info} with {@code config_format=json}: the configuration under vLLM's names, as far as the simulation has it. vLLM
 * has the route in development mode only; here it is always open, for the simulator holds no secret.
 */
final class ServerInfoRoute {

    private static final Set<Precision> WHOLE = EnumSet.of(Precision.FP32, Precision.FP16, Precision.BF16);

    private final ServeOptions options;
    private final String version;

    ServerInfoRoute(ServeOptions options, String version) {
        this.options = options;
        this.version = version;
    }

    void answer(Exchange exchange) {
        exchange.json(200, Json.write(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("vllm_config");
            model(json);
            cache(json);
            scheduler(json);
            parallel(json);
            json.writeNullField("speculative_config");
            json.writeObjectFieldStart("device_config");
            json.writeStringField("device", "simulated");
            json.writeEndObject();
            json.writeEndObject();
            json.writeObjectFieldStart("system_env");
            json.writeStringField("vllm_version", version);
            Optional<DeployedHardware> device = options.engine().hardware();
            if (device.isPresent()) {
                json.writeStringField("nvidia_gpu_models", gpus(device.get()));
            }
            json.writeEndObject();
            json.writeEndObject();
        }));
    }

    /** Returns a line for each accelerator, as {@code nvidia-smi -L} has it. */
    private static String gpus(DeployedHardware device) {
        String name = device.deployment().accelerator().id() + " (simulated)";
        return IntStream.range(0, device.accelerators())
                .mapToObj(i -> "GPU " + i + ": " + name)
                .collect(Collectors.joining("\n"));
    }

    private void model(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("model_config");
        json.writeStringField("model", options.served().get(0));
        json.writeNumberField("max_model_len", limits().maxModelLen());
        Optional<DeployedHardware> device = options.engine().hardware();
        if (device.isPresent()) {
            Precision precision = device.get().deployment().precision();
            json.writeStringField("dtype", dtype(precision));
            json.writeStringField("quantization", WHOLE.contains(precision) ? null : precision.key());
        }
        json.writeEndObject();
    }

    /** Returns vLLM's name of the type that is multiplied with; quantized weights are multiplied in 16 bits. */
    private static String dtype(Precision precision) {
        return switch (precision) {
            case FP32 -> "float32";
            case FP16 -> "float16";
            default -> "bfloat16";
        };
    }

    private void cache(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("cache_config");
        json.writeNumberField("block_size", limits().blockTokens());
        json.writeNumberField("num_gpu_blocks", limits().kvBlocks());
        json.writeNumberField("kv_cache_size_tokens", limits().kvTokens());
        json.writeBooleanField(
                "enable_prefix_caching", options.engine().scheduling().prefixCaching());
        json.writeEndObject();
    }

    private void scheduler(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("scheduler_config");
        json.writeNumberField("max_num_seqs", limits().maxNumSeqs());
        json.writeNumberField("max_num_batched_tokens", limits().maxNumBatchedTokens());
        json.writeBooleanField(
                "enable_chunked_prefill", options.engine().scheduling().chunkedPrefill());
        json.writeEndObject();
    }

    private void parallel(JsonGenerator json) throws IOException {
        Optional<DeployedHardware> device = options.engine().hardware();
        json.writeObjectFieldStart("parallel_config");
        if (device.isPresent()) {
            json.writeNumberField(
                    "tensor_parallel_size", device.get().deployment().tensorParallel());
            json.writeNumberField(
                    "pipeline_parallel_size", device.get().deployment().pipelineParallel());
        }
        json.writeNumberField("data_parallel_size", options.engine().replicas());
        json.writeEndObject();
    }

    private EngineLimits limits() {
        return options.engine().limits();
    }
}
