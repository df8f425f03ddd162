package io.varcas.simulator;

import io.varcas.deployment.DeployedHardware;
import io.varcas.engine.EngineCounters;
import io.varcas.engine.EngineLimits;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** {@code /metrics}: the engine's numbers under vLLM's names. What a simulation does not have is not there, rather than 0. */
final class MetricsRoute {

    private final ServeOptions options;
    private final EngineFleet fleet;
    private final ServerCounts counts;

    MetricsRoute(ServeOptions options, EngineFleet fleet, ServerCounts counts) {
        this.options = options;
        this.fleet = fleet;
        this.counts = counts;
    }

    void answer(Exchange exchange) {
        Exposition page = new Exposition(options.model());
        List<EngineCounters> engines = fleet.counters();
        about(page);
        gauges(page, engines);
        tokens(page, engines);
        requests(page, engines);
        EngineStats.addTo(page, fleet.stats());
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

    private static void gauges(Exposition page, List<EngineCounters> engines) {
        gauge(page, "num_requests_running", "requests in the running batch", engines, EngineCounters::running);
        gauge(page, "num_requests_waiting", "requests waiting to be scheduled", engines, EngineCounters::waiting);
        String reasons = "vllm:num_requests_waiting_by_reason";
        page.family(reasons, "gauge", "waiting requests by what they wait for");
        each(
                page,
                engines,
                engine -> page.sample(reasons, "reason", "capacity", engine.waiting())
                        .sample(reasons, "reason", "deferred", 0));
        gauge(page, "kv_cache_usage_perc", "share of the KV cache in use, 0 to 1", engines, EngineCounters::kvUsage);
    }

    private static void tokens(Exposition page, List<EngineCounters> all) {
        counter(page, "prefix_cache_queries", "prompt tokens looked up", all, EngineCounters::prefixCacheQueries);
        counter(page, "prefix_cache_hits", "prompt tokens found", all, EngineCounters::prefixCacheHits);
        counter(page, "num_preemptions", "requests put back to waiting", all, EngineCounters::preemptions);
        counter(page, "prompt_tokens", "prompt tokens processed", all, EngineCounters::promptTokens);
        counter(page, "prompt_tokens_cached", "prompt tokens from the cache", all, EngineCounters::prefixCacheHits);
        counter(page, "generation_tokens", "output tokens", all, EngineCounters::generationTokens);
        if (all.stream().anyMatch(engine -> engine.drafts() > 0)) {
            String drafts = "spec_decode_num_";
            counter(page, drafts + "drafts", "verifications with drafts", all, EngineCounters::drafts);
            counter(page, drafts + "draft_tokens", "tokens drafted", all, EngineCounters::draftTokens);
            counter(page, drafts + "accepted_tokens", "drafts accepted", all, EngineCounters::acceptedDraftTokens);
        }
    }

    private static void gauge(
            Exposition page,
            String name,
            String help,
            List<EngineCounters> engines,
            ToDoubleFunction<EngineCounters> value) {
        page.family("vllm:" + name, "gauge", help);
        each(page, engines, engine -> page.sample("vllm:" + name, value.applyAsDouble(engine)));
    }

    private static void counter(
            Exposition page,
            String name,
            String help,
            List<EngineCounters> engines,
            ToLongFunction<EngineCounters> value) {
        String series = "vllm:" + name + "_total";
        page.family(series, "counter", help);
        each(page, engines, engine -> page.sample(series, (double) value.applyAsLong(engine)));
    }

    private static void each(Exposition page, List<EngineCounters> engines, Consumer<EngineCounters> writing) {
        for (int i = 0; i < engines.size(); i++) {
            page.engine(i);
            writing.accept(engines.get(i));
        }
        page.engine(0);
    }

    /** An aborted request is in none of vLLM 0.32's reasons, though there is a reason of that name: seen on the real server. */
    private void requests(Exposition page, List<EngineCounters> engines) {
        String success = "vllm:request_success_total";
        String reason = "finished_reason";
        page.family(success, "counter", "finished requests by reason");
        each(
                page,
                engines,
                engine -> page.sample(success, reason, "stop", (double) engine.finishedStop())
                        .sample(success, reason, "length", (double) engine.finishedLength())
                        .sample(success, reason, "abort", 0)
                        .sample(success, reason, "error", 0)
                        .sample(success, reason, "repetition", 0));
        String aborted = "varcas_sim:requests_aborted_total";
        page.family(aborted, "counter", "requests whose client went away");
        each(page, engines, engine -> page.sample(aborted, (double) engine.finishedAbort()));
        String rejections = "vllm:admission_rejections_total";
        page.family(rejections, "counter", "requests refused for load")
                .sample(rejections, "reason", "max_num_queued_reqs", (double) counts.rejections());
    }

    private void cacheConfig(Exposition page) {
        SimulatedEngine simulated = options.engine();
        EngineLimits limits = simulated.limits();
        Optional<DeployedHardware> device = simulated.hardware();
        String dtype = device.map(d -> d.deployment().kvPrecision().key()).orElse("auto");
        String share = device.map(d -> String.valueOf(d.limits().gpuMemoryUtilization()))
                .orElse("None");
        String name = "vllm:cache_config_info";
        page.family(name, "gauge", "configuration of the KV cache");
        for (int i = 0; i < simulated.replicas(); i++) {
            page.line(name + "{block_size=\"" + limits.blockTokens() + "\",cache_dtype=\"" + dtype
                    + "\",enable_prefix_caching=\"" + (simulated.scheduling().prefixCaching() ? "True" : "False")
                    + "\",engine=\"" + i + "\",gpu_memory_utilization=\"" + share + "\",kv_cache_size_tokens=\""
                    + limits.kvTokens() + "\",num_gpu_blocks=\"" + limits.kvBlocks() + "\"} 1.0");
        }
    }
}
