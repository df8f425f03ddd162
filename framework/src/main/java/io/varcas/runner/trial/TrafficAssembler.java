package io.varcas.runner.trial;

import io.varcas.dataset.DatasetSpec;
import io.varcas.load.LoadRun;
import io.varcas.metric.Measurements;
import io.varcas.metric.MetricCalculator;
import io.varcas.metric.Origin;
import io.varcas.record.RequestLogReader;
import io.varcas.record.RequestRecord;
import io.varcas.request.PromptStatistics;
import io.varcas.result.BundleFolder;
import io.varcas.result.ForkResult;
import io.varcas.result.PartResult;
import io.varcas.result.Status;
import io.varcas.result.TrafficResult;
import io.varcas.workload.ContextLimit;
import io.varcas.workload.TrafficPart;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Turns what the forks of a trial counted of their prompts, and recorded of the parts of a mix or of data, into its result. */
final class TrafficAssembler {

    /** Parts of data that are told apart: of more, the most frequent. */
    private static final int MOST_PARTS = 20;

    private final BundleFolder bundle;
    private final WorkloadPlan plan;
    private final Origin origin;
    private final Map<String, Long> requests = new TreeMap<>();

    TrafficAssembler(BundleFolder bundle, WorkloadPlan plan, Origin origin) {
        this.bundle = bundle;
        this.plan = plan;
        this.origin = origin;
    }

    /** Counts a request of the log. */
    void count(RequestRecord request) {
        requests.merge(request.part(), 1L, Long::sum);
    }

    /**
     * Computes, once every request was counted.
     *
     * @throws IOException if what forks left cannot be read
     */
    TrafficResult of(List<ForkResult> forks) throws IOException {
        List<PromptStatistics.Counts> counts = prompts(forks);
        ContextLimit context = plan.context();
        return TrafficResult.of(
                counts,
                context.tokens().isPresent() ? OptionalInt.of(context.room()) : OptionalInt.empty(),
                parts(forks));
    }

    /**
     * Returns what forks counted of their prompts.
     *
     * @throws IOException if it cannot be read
     */
    List<PromptStatistics.Counts> prompts(List<ForkResult> forks) throws IOException {
        List<PromptStatistics.Counts> counts = new ArrayList<>();
        for (ForkResult fork : forks) {
            TrafficResult.read(Objects.requireNonNull(log(fork).getParent())).ifPresent(counts::add);
        }
        return counts;
    }

    /** Computes the parts of a mix or of the data, each as if its requests had been the only ones. */
    private List<PartResult> parts(List<ForkResult> forks) throws IOException {
        Map<String, Double> shares = shares();
        Map<String, MetricCalculator> calculators = new HashMap<>();
        shares.keySet().forEach(part -> calculators.put(part, new MetricCalculator(LoadRun.contextOf(plan, origin))));
        measure(forks, calculators);
        List<PartResult> parts = new ArrayList<>();
        shares.forEach((part, share) -> {
            Measurements measured =
                    Objects.requireNonNull(calculators.get(part)).result();
            long requests = measured.counts().outcomes().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            parts.add(new PartResult(part, share, requests, measured.pooled()));
        });
        return parts;
    }

    private Map<String, Double> shares() {
        if (DatasetSpec.of(plan.settings()).isPresent()) {
            return sharesOfData();
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        if (plan.isMix()) {
            double weights =
                    plan.parts().stream().mapToDouble(TrafficPart::weight).sum();
            plan.parts().forEach(part -> shares.put(part.name(), part.weight() / weights));
        }
        return shares;
    }

    /** Parts that data name have the share of the requests that they had. */
    private Map<String, Double> sharesOfData() {
        double all = requests.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Double> shares = new LinkedHashMap<>();
        requests.entrySet().stream()
                .filter(count -> !count.getKey().isEmpty())
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_PARTS)
                .forEach(count -> shares.put(count.getKey(), count.getValue() / all));
        return shares;
    }

    /** Reads the logs once for all parts; not at all if there are none. */
    private void measure(List<ForkResult> forks, Map<String, MetricCalculator> calculators) throws IOException {
        for (ForkResult fork : forks) {
            if (!calculators.isEmpty() && Files.exists(log(fork))) {
                calculators
                        .values()
                        .forEach(part -> part.begin(
                                fork.measured(),
                                fork.ranOutNanos().orElse(Long.MAX_VALUE),
                                fork.status() != Status.COMPLETED));
                RequestLogReader.read(log(fork), request -> {
                    MetricCalculator part = calculators.get(request.part());
                    if (part != null) {
                        part.add(request);
                    }
                });
            }
        }
    }

    private Path log(ForkResult fork) {
        return bundle.folder().resolve(fork.requests());
    }
}
