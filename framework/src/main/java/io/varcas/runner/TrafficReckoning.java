package io.varcas.runner;

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
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** Turns what the forks of a trial counted of their prompts, and recorded of the parts of a mix, into its result. */
final class TrafficReckoning {

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
                plan.isMix() ? parts(forks) : List.of());
    }

    /** Reckons the parts of a mix, each as if its requests had been the only ones. */
    private List<PartResult> parts(List<ForkResult> forks) throws IOException {
        double weights = plan.parts().stream().mapToDouble(TrafficPart::weight).sum();
        List<PartResult> parts = new ArrayList<>();
        for (TrafficPart part : plan.parts()) {
            Measurements measured = measure(forks, part.name());
            long requests = measured.counts().outcomes().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            parts.add(new PartResult(part.name(), part.weight() / weights, requests, measured.pooled()));
        }
        return parts;
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
