package io.varcas.server;

import io.varcas.engine.EngineCounters;
import io.varcas.engine.EngineLimits;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/** {@code /metrics}: the engine's numbers under vLLM's names. What a simulation does not have is not there, rather than 0. */
final class MetricsRoute {

    private final ServeOptions options;
    private final EngineLoop loop;
    private final EngineStats stats;
    private final ServerCounts counts;

    MetricsRoute(ServeOptions options, EngineLoop loop, EngineStats stats, ServerCounts counts) {
        this.options = options;
        this.loop = loop;
        this.stats = stats;
        this.counts = counts;
    }

    void answer(Exchange exchange) {
        Exposition page = new Exposition(options.model());
        EngineCounters engine = loop.counters();
        about(page);
        gauges(page, engine);
        tokens(page, engine);
        requests(page, engine);
        stats.addTo(page);
        cacheConfig(page);
        byte[] text = page.text().getBytes(StandardCharsets.UTF_8);
        exchange.reply(200, "text/plain; version=1.0.0; charset=utf-8", text);
    }

    private static void about(Exposition page) {
        double started = ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0;
        page.family("varcas_sim:simulated", "gauge", "1: every number here is a simulation's")
                .plain("varcas_sim:simulated", 1);
        page.family("process_start_time_seconds", "gauge", "start of the process since the Unix epoch")
                .plain("process_start_time_seconds", started);
    }

    private static void gauges(Exposition page, EngineCounters engine) {
        page.family("vllm:num_requests_running", "gauge", "requests in the running batch")
                .sample("vllm:num_requests_running", engine.running());
        page.family("vllm:num_requests_waiting", "gauge", "requests waiting to be scheduled")
                .sample("vllm:num_requests_waiting", engine.waiting());
        page.family("vllm:num_requests_waiting_by_reason", "gauge", "waiting requests by what they wait for")
                .sample("vllm:num_requests_waiting_by_reason", "reason", "capacity", engine.waiting())
                .sample("vllm:num_requests_waiting_by_reason", "reason", "deferred", 0);
        page.family("vllm:kv_cache_usage_perc", "gauge", "share of the KV cache in use, 0 to 1")
                .sample("vllm:kv_cache_usage_perc", engine.kvUsage());
    }

    private static void tokens(Exposition page, EngineCounters engine) {
        counter(page, "prefix_cache_queries_total", "prompt tokens looked up", engine.prefixCacheQueries());
        counter(page, "prefix_cache_hits_total", "prompt tokens found", engine.prefixCacheHits());
        counter(page, "num_preemptions_total", "requests put back to waiting", engine.preemptions());
        counter(page, "prompt_tokens_total", "prompt tokens processed", engine.promptTokens());
        counter(page, "prompt_tokens_cached_total", "prompt tokens taken from the cache", engine.prefixCacheHits());
        counter(page, "generation_tokens_total", "output tokens", engine.generationTokens());
        if (engine.drafts() > 0) {
            counter(page, "spec_decode_num_drafts_total", "verifications with drafts", engine.drafts());
            counter(page, "spec_decode_num_draft_tokens_total", "tokens drafted", engine.draftTokens());
            counter(page, "spec_decode_num_accepted_tokens_total", "drafts accepted", engine.acceptedDraftTokens());
        }
    }

    private static void counter(Exposition page, String name, String help, long value) {
        page.family("vllm:" + name, "counter", help).sample("vllm:" + name, (double) value);
    }

    /** An aborted request is in none of vLLM 0.32's reasons, though there is a reason of that name: seen on the real server. */
    private void requests(Exposition page, EngineCounters engine) {
        String success = "vllm:request_success_total";
        page.family(success, "counter", "finished requests by reason")
                .sample(success, "finished_reason", "stop", (double) engine.finishedStop())
                .sample(success, "finished_reason", "length", (double) engine.finishedLength())
                .sample(success, "finished_reason", "abort", 0)
                .sample(success, "finished_reason", "error", 0)
                .sample(success, "finished_reason", "repetition", 0);
        String aborted = "varcas_sim:requests_aborted_total";
        page.family(aborted, "counter", "requests whose client went away")
                .sample(aborted, (double) engine.finishedAbort());
        String rejections = "vllm:admission_rejections_total";
        page.family(rejections, "counter", "requests refused for load")
                .sample(rejections, "reason", "max_num_queued_reqs", (double) counts.rejections());
    }

    private void cacheConfig(Exposition page) {
        EngineLimits limits = options.engine().limits();
        String name = "vllm:cache_config_info";
        page.family(name, "gauge", "configuration of the KV cache");
        page.line(name + "{block_size=\"" + limits.blockTokens() + "\",cache_dtype=\"auto\",enable_prefix_caching=\""
                + (options.engine().scheduling().prefixCaching() ? "True" : "False")
                + "\",engine=\"0\",gpu_memory_utilization=\"None\",kv_cache_size_tokens=\"" + limits.kvTokens()
                + "\",num_gpu_blocks=\"" + limits.kvBlocks() + "\"} 1.0");
    }
}
