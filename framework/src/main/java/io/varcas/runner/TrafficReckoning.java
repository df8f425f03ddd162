package io.varcas.runner;

import io.varcas.dataset.DatasetSpec;
import io.varcas.load.LoadRun;
import io.varcas.metric.Measurements;
import io.varcas.metric.MetricCalculator;
import io.varcas.metric.Origin;
import io.varcas.metric.RequestLogReader;
import io.varcas.result.BundleFolder;
import io.varcas.result.ForkResult;
import io.varcas.result.PartResult;
import io.varcas.result.Status;
import io.varcas.result.TrafficResult;
import io.varcas.workload.ContextLimit;
import io.varcas.workload.PromptTally;
import io.varcas.workload.TrafficPart;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Turns what the forks of a trial counted of their prompts, and recorded of the parts of a mix or of data, into its result. */
final class TrafficReckoning {

    /** Parts of data that are told apart: of more, the most frequent. */
    private static final int MOST_PARTS = 20;

    private final BundleFolder bundle;
    private final WorkloadPlan plan;
    private final Origin origin;

    TrafficReckoning(BundleFolder bundle, WorkloadPlan plan, Origin origin) {
        this.bundle = bundle;
        this.plan = plan;
        this.origin = origin;
    }

    /**
     * Reckons.
     *
     * @throws IOException if what forks left cannot be read
     */
    TrafficResult of(List<ForkResult> forks) throws IOException {
        List<PromptTally.Counts> counts = new ArrayList<>();
        for (ForkResult fork : forks) {
            counts.addAll(TrafficResult.read(Objects.requireNonNull(log(fork).getParent())));
        }
        ContextLimit context = plan.context();
        return TrafficResult.of(
                counts,
                context.tokens().isPresent() ? OptionalInt.of(context.room()) : OptionalInt.empty(),
                parts(forks));
    }

    /** Reckons the parts of a mix or of the data, each as if its requests had been the only ones. */
    private List<PartResult> parts(List<ForkResult> forks) throws IOException {
        List<PartResult> parts = new ArrayList<>();
        for (Map.Entry<String, Double> share : shares(forks).entrySet()) {
            Measurements measured = measure(forks, share.getKey());
            long requests = measured.counts().outcomes().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            parts.add(new PartResult(share.getKey(), share.getValue(), requests, measured.pooled()));
        }
        return parts;
    }

    private Map<String, Double> shares(List<ForkResult> forks) throws IOException {
        if (DatasetSpec.of(plan.settings()).isPresent()) {
            return sharesOfData(forks);
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
    private Map<String, Double> sharesOfData(List<ForkResult> forks) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        for (ForkResult fork : forks) {
            if (Files.exists(log(fork))) {
                RequestLogReader.read(log(fork), request -> counts.merge(request.part(), 1L, Long::sum));
            }
        }
        double all = counts.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Double> shares = new LinkedHashMap<>();
        counts.entrySet().stream()
                .filter(count -> !count.getKey().isEmpty())
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_PARTS)
                .forEach(count -> shares.put(count.getKey(), count.getValue() / all));
        return shares;
    }

    private Measurements measure(List<ForkResult> forks, String part) throws IOException {
        MetricCalculator calculator = new MetricCalculator(LoadRun.contextOf(plan, origin));
        for (ForkResult fork : forks) {
            if (Files.exists(log(fork))) {
                calculator.begin(fork.measured(), fork.status() != Status.COMPLETED);
                RequestLogReader.read(log(fork), request -> {
                    if (request.part().equals(part)) {
                        calculator.add(request);
                    }
                });
            }
        }
        return calculator.result();
    }

    private Path log(ForkResult fork) {
        return bundle.folder().resolve(fork.requests());
    }
}
