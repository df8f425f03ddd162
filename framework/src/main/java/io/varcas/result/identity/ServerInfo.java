package io.varcas.result.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Reads {@code /server_info}, which vLLM has with {@code VLLM_SERVER_DEV_MODE=1}: its whole configuration and its machine. */
final class ServerInfo {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<ServerProperty, String> FIELDS = Map.ofEntries(
            Map.entry(ServerProperty.MODEL, "/vllm_config/model_config/model"),
            Map.entry(ServerProperty.REVISION, "/vllm_config/model_config/revision"),
            Map.entry(ServerProperty.DTYPE, "/vllm_config/model_config/dtype"),
            Map.entry(ServerProperty.QUANTIZATION, "/vllm_config/model_config/quantization"),
            Map.entry(ServerProperty.CONTEXT, "/vllm_config/model_config/max_model_len"),
            Map.entry(ServerProperty.KV_DTYPE, "/vllm_config/cache_config/cache_dtype"),
            Map.entry(ServerProperty.KV_TOKENS, "/vllm_config/cache_config/kv_cache_size_tokens"),
            Map.entry(ServerProperty.KV_BLOCKS, "/vllm_config/cache_config/num_gpu_blocks"),
            Map.entry(ServerProperty.BLOCK_SIZE, "/vllm_config/cache_config/block_size"),
            Map.entry(ServerProperty.PREFIX_CACHE, "/vllm_config/cache_config/enable_prefix_caching"),
            Map.entry(ServerProperty.MAX_NUM_SEQS, "/vllm_config/scheduler_config/max_num_seqs"),
            Map.entry(ServerProperty.MAX_BATCHED_TOKENS, "/vllm_config/scheduler_config/max_num_batched_tokens"),
            Map.entry(ServerProperty.CHUNKED_PREFILL, "/vllm_config/scheduler_config/enable_chunked_prefill"),
            Map.entry(ServerProperty.TENSOR_PARALLEL, "/vllm_config/parallel_config/tensor_parallel_size"),
            Map.entry(ServerProperty.PIPELINE_PARALLEL, "/vllm_config/parallel_config/pipeline_parallel_size"),
            Map.entry(ServerProperty.DATA_PARALLEL, "/vllm_config/parallel_config/data_parallel_size"),
            Map.entry(ServerProperty.ATTENTION, "/vllm_config/attention_config/backend"),
            Map.entry(ServerProperty.GRAPHS, "/vllm_config/compilation_config/cudagraph_mode"),
            Map.entry(ServerProperty.DEVICE, "/vllm_config/device_config/device"),
            Map.entry(ServerProperty.DRIVER, "/system_env/nvidia_driver_version"),
            Map.entry(ServerProperty.VERSION, "/system_env/vllm_version"));

    private ServerInfo() {}

    /**
     * Adds what a page reports.
     *
     * @param page text of {@code /server_info}; passed over if it is not JSON
     * @param identity to add to
     */
    static void add(String page, ServerIdentity.Builder identity) {
        JsonNode info;
        try {
            info = JSON.readTree(page);
        } catch (JsonProcessingException other) {
            return;
        }
        FIELDS.forEach((property, path) -> {
            JsonNode value = info.at(path);
            if (!value.isMissingNode()) {
                identity.add(property, FactSource.SERVER_INFO, text(property, value));
            }
        });
        JsonNode config = info.path("vllm_config");
        if (config.isTextual()) {
            StartLog line = new StartLog(); // as the log of a start has it
            line.line("Initializing a V1 LLM engine (v) with config: " + config.textValue());
            line.facts().forEach((property, value) -> identity.add(property, FactSource.SERVER_INFO, value));
        } else if (config.isObject()) {
            JsonNode speculation = config.path("speculative_config");
            identity.add(
                    ServerProperty.SPECULATION,
                    FactSource.SERVER_INFO,
                    speculation.isNull() ? "none" : speculation.path("method").asText(""));
        }
        identity.add(
                ServerProperty.GPU,
                FactSource.SERVER_INFO,
                gpus(info.path("system_env").path("nvidia_gpu_models").asText("")));
    }

    private static String text(ServerProperty property, JsonNode value) {
        return ServerValues.plain(property, value.isContainerNode() ? value.toString() : value.asText(""));
    }

    /** Turns {@code GPU 0: NVIDIA L4} and further lines into {@code 2 x NVIDIA L4}. */
    private static String gpus(String lines) {
        return HostGpus.counted(lines.lines()
                .map(line -> line.replaceFirst("^GPU \\d+: ", "").strip())
                .filter(line -> !line.isEmpty() && !line.equals("null"))
                .toList());
    }
}
