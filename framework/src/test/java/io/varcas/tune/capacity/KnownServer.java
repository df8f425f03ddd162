package io.varcas.tune.capacity;

import io.varcas.engine.Cluster;
import io.varcas.engine.Engine;
import io.varcas.engine.EngineLimits;
import io.varcas.engine.LinearStepTime;
import io.varcas.engine.Scheduling;
import io.varcas.setting.Layer;
import io.varcas.sla.Objective;
import io.varcas.tune.capacity.EngineProbe.Setup;
import io.varcas.workload.Plans;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A simulator whose capacity is known from long simulations.
 *
 * @param truth its capacity, from four simulations of 1,000 s at each load, to half a percent
 * @param axis what is varied
 * @param places requests that run at once
 * @param settings settings of the workload
 * @param objectives objectives
 */
record KnownServer(double truth, LoadAxis axis, int places, List<String> settings, List<String> objectives) {

    private static final List<String> CHAT =
            List.of("inputTokens.mean=500", "inputTokens.std=200", "outputTokens.mean=100", "outputTokens.std=50");

    /** A server whose prompts wait for each other: its first tokens come late at 49 requests/s. */
    static final KnownServer PREFILL = new KnownServer(49.27, LoadAxis.RATE, 256, CHAT, List.of("ttft.p95<=200ms"));

    /** A server that writes slower with each user. */
    static final KnownServer USERS = new KnownServer(77, LoadAxis.USERS, 256, CHAT, List.of("tpot.p90<=20ms"));

    /** Returns the same server under another objective, whose capacity is not known. */
    KnownServer withObjective(String objective) {
        return new KnownServer(Double.NaN, axis, places, settings, List.of(objective));
    }

    List<LoadLimit> limits() {
        return objectives.stream()
                .map(text ->
                        LoadLimit.of(Objective.parse(text, Layer.COMMAND_LINE)).orElseThrow())
                .toList();
    }

    WorkloadPlan plan(long seed, double load) {
        Map<String, String> values = new LinkedHashMap<>();
        settings.forEach(setting ->
                values.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1)));
        values.put(axis.setting(), axis.format(load));
        values.put("seed", String.valueOf(seed));
        return Plans.of(Layer.COMMAND_LINE, values);
    }

    Cluster cluster() {
        return Cluster.single(new Engine(
                new EngineLimits(places, 8192, 8192, 25_600, 16, 1),
                new LinearStepTime(6_000_000, 20_000, 39, 25_000),
                Scheduling.DEFAULT));
    }

    EngineProbe probe(long seed) {
        return new EngineProbe(
                (Setup setup) -> plan(1_000 * seed + setup.number(), setup.load()), this::cluster, Duration.ZERO, 2);
    }

    CapacitySearch.Found search(long seed, double start, CapacityOptions options) throws IOException {
        return new CapacitySearch(
                        limits(), axis, false, start, options, probe(seed), Path.of(""), new CapacityListener() {})
                .run(soFar -> trace(soFar));
    }

    private static void trace(CapacitySearch.Found soFar) {
        if (Boolean.getBoolean("trace")) {
            ProbeResult last = soFar.probes().get(soFar.probes().size() - 1);
            System.out.println(last.number() + " at " + last.load() + " " + last.decision() + " "
                    + last.measuredSeconds() + " s, " + last.limits() + " -> " + soFar.capacity() + " "
                    + soFar.interval() + " spent " + soFar.spentSeconds());
        }
    }

    /** Returns whether all objectives hold in long simulations. */
    boolean holds(double load, int simulations, Duration each) {
        List<double[]> sums = new ArrayList<>();
        limits().forEach(limit -> sums.add(new double[2]));
        for (int i = 0; i < simulations; i++) {
            Probe.End end = probe(900_000 + i).run(1, load, Duration.ofSeconds(60), each, look -> true);
            for (int k = 0; k < sums.size(); k++) {
                LimitSamples samples = LimitSamples.of(limits().get(k), end.look(), 0, 5);
                boolean share = limits().get(k).allowed().isPresent();
                sums.get(k)[0] += share ? samples.countBeyond() : Math.exp(samples.margin()) * samples.n();
                sums.get(k)[1] += samples.n();
            }
        }
        for (int k = 0; k < sums.size(); k++) {
            double value = sums.get(k)[0] / sums.get(k)[1];
            if (value > limits().get(k).allowed().orElse(1)) {
                return false;
            }
        }
        return true;
    }

    /** The capacity by bisection, to half a percent. */
    double capacity(double low, double high, int simulations, Duration each) {
        double from = low;
        double to = high;
        while (to / from > 1.005 && (axis == LoadAxis.RATE || to - from > 1)) {
            double middle = axis.nearest(Math.sqrt(from * to));
            if (holds(middle, simulations, each)) {
                from = middle;
            } else {
                to = middle;
            }
        }
        return axis.isWhole() ? from : Math.sqrt(from * to);
    }

    /** Time of a bisection with fixed runs of 60 s, from the same start to the same precision, each warmed up as long as the search's first. */
    double plainBisectionSeconds(double start, double capacity, double precision, Duration overhead) {
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double load = start;
        int probes = 0;
        while (low == 0 || Double.isInfinite(high) || (high - low) / 2 > precision * (high + low) / 2) {
            probes++;
            if (load <= capacity) {
                low = load;
            } else {
                high = load;
            }
            load = low == 0 ? load / 2 : Double.isInfinite(high) ? load * 2 : (low + high) / 2;
        }
        return probes * (60.0 + overhead.toMillis() / 1e3);
    }
}
