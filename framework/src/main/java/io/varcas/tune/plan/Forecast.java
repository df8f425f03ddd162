package io.varcas.tune.plan;

import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeployedHardware;
import io.varcas.engine.EngineCounters;
import io.varcas.engine.SimulationResult;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.prediction.CatalogPrice;
import io.varcas.prediction.PredictedMetrics;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The predicted numbers of one configuration.
 *
 * @param metrics metrics by their names, of one draw; of several the first's
 * @param outputPerSecond output tokens a second, those of unfinished requests included
 * @param requestsPerSecond requests finished a second
 * @param latency latency that plans are judged by, milliseconds; infinite if too many requests never finish
 * @param ttftMillis median time to first token, milliseconds
 * @param itlMillis median time between output tokens, over all tokens of the measured time, milliseconds
 * @param goodput requests a second that meet every per-request objective
 * @param usdPerToken price of an output token, US dollars; 0 if no price is known
 * @param running mean requests running
 * @param waiting mean requests waiting
 * @param kvUsage highest use of the KV pool, from 0 to 1
 * @param cachedShare share of prompt tokens found in the prefix cache, from 0 to 1
 * @param preemptions preempted requests
 * @param memoryGib memory that the server reserves on all accelerators, GiB
 */
public record Forecast(
        MetricSet metrics,
        double outputPerSecond,
        double requestsPerSecond,
        double latency,
        double ttftMillis,
        double itlMillis,
        double goodput,
        double usdPerToken,
        double running,
        double waiting,
        double kvUsage,
        double cachedShare,
        double preemptions,
        double memoryGib) {

    private static final double GIB = 1L << 30;
    private static final double SECONDS_PER_HOUR = 3_600;

    static Forecast of(DeployedHardware hardware, SimulationResult result, Criteria criteria) {
        MetricSet metrics = PredictedMetrics.of(List.of(result), hardware.ingress());
        long asked = count(result, EngineCounters::prefixCacheQueries);
        double output = result.outputTokensPerSecond();
        return new Forecast(
                metrics,
                output,
                result.requestsPerSecond(),
                metric(metrics, criteria.latency(), Double.POSITIVE_INFINITY),
                metric(metrics, MetricKey.parse("ttft.p50"), Double.POSITIVE_INFINITY),
                metric(metrics, MetricKey.parse("itl.p50"), Double.POSITIVE_INFINITY),
                criteria.good(result, hardware.ingress()) / result.seconds(),
                output <= 0 ? Double.POSITIVE_INFINITY : usdPerHour(hardware) / SECONDS_PER_HOUR / output,
                result.meanRunning(),
                Math.max(0, result.meanInSystem() - result.meanRunning()),
                result.maxKvUsage(),
                asked == 0 ? 0 : (double) count(result, EngineCounters::prefixCacheHits) / asked,
                result.preemptions(),
                memoryGib(hardware));
    }

    /** Returns this for hardware that differs only in the memory that it reserves. */
    Forecast withMemoryOf(DeployedHardware hardware) {
        return new Forecast(
                metrics,
                outputPerSecond,
                requestsPerSecond,
                latency,
                ttftMillis,
                itlMillis,
                goodput,
                usdPerToken,
                running,
                waiting,
                kvUsage,
                cachedShare,
                preemptions,
                memoryGib(hardware));
    }

    private static double memoryGib(DeployedHardware hardware) {
        return hardware.limits().gpuMemoryUtilization()
                * hardware.memory().usableBytes()
                * hardware.accelerators()
                / GIB;
    }

    /** Returns the means over draws. */
    static Forecast mean(List<Forecast> draws) {
        return new Forecast(
                draws.get(0).metrics,
                mean(draws, Forecast::outputPerSecond),
                mean(draws, Forecast::requestsPerSecond),
                mean(draws, Forecast::latency),
                mean(draws, Forecast::ttftMillis),
                mean(draws, Forecast::itlMillis),
                mean(draws, Forecast::goodput),
                mean(draws, Forecast::usdPerToken),
                mean(draws, Forecast::running),
                mean(draws, Forecast::waiting),
                mean(draws, Forecast::kvUsage),
                mean(draws, Forecast::cachedShare),
                mean(draws, Forecast::preemptions),
                mean(draws, Forecast::memoryGib));
    }

    private static double mean(List<Forecast> draws, ToDoubleFunction<Forecast> number) {
        return draws.stream().mapToDouble(number).average().orElseThrow();
    }

    private static double usdPerHour(DeployedHardware hardware) {
        return CatalogPrice.of(hardware, Catalogs.bundled().hardware())
                .usdPerHour()
                .orElse(0);
    }

    private static double metric(MetricSet metrics, MetricKey key, double absent) {
        return metrics.find(key).isPresent() ? metrics.value(key).orElse(absent) : absent;
    }

    private static long count(SimulationResult result, ToLongFunction<EngineCounters> number) {
        return result.counters().stream().mapToLong(number).sum();
    }
}
