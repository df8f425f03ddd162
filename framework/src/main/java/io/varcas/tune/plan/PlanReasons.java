package io.varcas.tune.plan;

import io.varcas.deployment.DeployedHardware;
import io.varcas.text.NumberText;
import io.varcas.utilization.Bottleneck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The reasons for a plan, and its risks, from the simulated state of the engine. */
final class PlanReasons {

    private static final double NOTABLE = 0.05;
    private static final double NEARLY_FULL = 0.9;

    /** Above it little memory is left for what vLLM does not count: other processes, fragmentation, NCCL. */
    private static final double MUCH_MEMORY = 0.92;

    private PlanReasons() {}

    static String why(Candidate best, Optional<Bottleneck> bottleneck) {
        Forecast before = Forecast.mean(best.baseline());
        Forecast after = best.forecast();
        List<String> changes = new ArrayList<>();
        change(changes, "requests running", before.running(), after.running());
        change(changes, "requests waiting", before.waiting(), after.waiting());
        change(changes, "KV pool in use at most, %", 100 * before.kvUsage(), 100 * after.kvUsage());
        change(changes, "prompt tokens cached, %", 100 * before.cachedShare(), 100 * after.cachedShare());
        change(changes, "preemptions", before.preemptions(), after.preemptions());
        change(changes, "memory reserved, GiB", before.memoryGib(), after.memoryGib());
        return bottleneck
                        .filter(found -> found.kind() != Bottleneck.Kind.NONE)
                        .map(found -> "the baseline is bound by " + found.kind().label() + "; ")
                        .orElse("")
                + (changes.isEmpty() ? "steps take less time" : String.join(", ", changes));
    }

    private static void change(List<String> changes, String name, double before, double after) {
        if (Math.abs(after - before) > NOTABLE * Math.max(1, Math.abs(before))) {
            changes.add(name + " " + NumberText.of(before) + " -> " + NumberText.of(after));
        }
    }

    static List<String> risks(Candidate best, DeployedHardware hardware) {
        Forecast before = Forecast.mean(best.baseline());
        Forecast after = best.forecast();
        List<String> risks = new ArrayList<>();
        worse(risks, "latency", before.latency(), after.latency());
        worse(risks, "ttft.p50", before.ttftMillis(), after.ttftMillis());
        worse(risks, "itl.p50", before.itlMillis(), after.itlMillis());
        worse(risks, "output tokens/s", -before.outputPerSecond(), -after.outputPerSecond());
        if (after.preemptions() > before.preemptions() + 1) {
            risks.add(NumberText.of(after.preemptions()) + " preemptions: preempted requests are computed again");
        } else if (after.kvUsage() > NEARLY_FULL && after.kvUsage() > before.kvUsage() + NOTABLE) {
            risks.add(String.format(
                    Locale.ROOT,
                    "the KV pool is up to %.0f %% full: longer requests cause preemptions",
                    100 * after.kvUsage()));
        }
        if ("fp8".equals(best.configuration().changes().get(PlanFlag.KV_CACHE_DTYPE))) {
            risks.add("fp8 KV cache may change outputs: compare the accuracy before and after");
        }
        if (best.configuration().changes().containsKey(PlanFlag.GPU_MEMORY_UTILIZATION)
                && hardware.limits().gpuMemoryUtilization() > MUCH_MEMORY) {
            risks.add("little memory is left outside the budget: the start fails if other processes hold some");
        }
        if (best.configuration().changes().containsKey(PlanFlag.GPU_MEMORY_UTILIZATION)
                && after.memoryGib() < before.memoryGib()) {
            risks.add("a smaller KV pool: longer contexts or more requests than in this load may not fit");
        }
        if (best.configuration().changes().containsKey(PlanFlag.TENSOR_PARALLEL_SIZE)) {
            risks.add("the step model was not fitted at this tensor-parallel size");
        }
        if ("off".equals(best.configuration().changes().get(PlanFlag.ENABLE_CHUNKED_PREFILL))) {
            risks.add("without chunked prefill a long prompt stalls running requests, and the start fails if"
                    + " max-num-batched-tokens is below max-model-len");
        }
        if (after.running() > 2 * Math.max(1, before.running())) {
            risks.add("more than twice the running requests of the baseline: the step model was not checked there on"
                    + " this server");
        }
        return risks;
    }

    private static void worse(List<String> risks, String name, double before, double after) {
        double change = (after - before) / Math.abs(before);
        if (change > Goal.TOLERATED_LOSS) {
            risks.add(String.format(
                    Locale.ROOT,
                    "%s gets worse by %.0f %%, from %s to %s",
                    name,
                    100 * change,
                    NumberText.of(Math.abs(before)),
                    NumberText.of(Math.abs(after))));
        }
    }
}
