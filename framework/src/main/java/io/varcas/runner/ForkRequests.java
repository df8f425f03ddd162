package io.varcas.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.dataset.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetException;
import io.varcas.dataset.DatasetRequests;
import io.varcas.dataset.DatasetSpec;
import io.varcas.dataset.DatasetTally;
import io.varcas.metric.Validity;
import io.varcas.traffic.Seed;
import io.varcas.workload.LoadShape;
import io.varcas.workload.PromptCounter;
import io.varcas.workload.RequestMaker;
import io.varcas.workload.RequestSource;
import io.varcas.workload.WorkloadInstance;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the requests of a fork come from: made, or out of a dataset.
 *
 * @param maker makes them, or what the data do not say of them
 * @param source the requests
 * @param data the dataset, if they come from one
 */
record ForkRequests(RequestMaker maker, RequestSource source, Optional<DatasetRequests> data) implements AutoCloseable {

    /** File in the fork's folder that says what was found in its data. */
    static final String TALLY = "dataset.json";

    /** Entries that are looked at before a run. */
    private static final int LOOKED_AT = 1_000;

    /**
     * Opens where they come from.
     *
     * @param plan whose requests they are
     * @param instance writes prompts, if the workload does
     * @param texts root of what prompts say
     * @param counter counts their tokens
     */
    static ForkRequests of(WorkloadPlan plan, WorkloadInstance instance, Seed texts, PromptCounter counter) {
        RequestMaker maker = new RequestMaker(
                plan,
                plan.spec().writesPrompts() ? Optional.of(instance) : Optional.empty(),
                plan.seed(),
                texts,
                Optional.of(counter));
        Optional<DatasetRequests> data = DatasetSpec.of(plan.settings())
                .map(spec -> new DatasetRequests(spec, instance.getClass().getClassLoader(), maker));
        return new ForkRequests(
                maker, data.<RequestSource>map(requests -> requests).orElse(maker), data);
    }

    /** Says what is wrong with the data of a plan, as far as their beginning shows it. */
    static Optional<String> check(WorkloadPlan plan) {
        Optional<DatasetSpec> spec = DatasetSpec.of(plan.settings());
        if (spec.isEmpty()) {
            return Optional.empty();
        }
        try (Dataset data = Dataset.open(spec.get(), ForkRequests.class.getClassLoader())) {
            Optional<DatasetEntry> entry = data.next();
            if (entry.isEmpty()) {
                return Optional.of(spec.get().path() + ": holds no request (read as " + data.format() + ")");
            }
            MeasuredData measured = new MeasuredData(plan, spec.get());
            for (int i = 0; (i < LOOKED_AT || !measured.isReached()) && entry.isPresent(); i++) {
                if (plan.load() instanceof LoadShape.Replay
                        && entry.get().atNanos().isEmpty()) {
                    return Optional.of(spec.get().path() + ": request " + (i + 1)
                            + " has no time, but arrivals = replay needs one for each; use another process of"
                            + " arrivals");
                }
                measured.add(entry.get());
                entry = data.next();
            }
            return measured.fault();
        } catch (DatasetException fault) {
            return Optional.of(String.valueOf(fault.getMessage()));
        }
    }

    /** Returns the models that the data of a plan name, as far as their beginning shows it. */
    static Set<String> models(WorkloadPlan plan) {
        Set<String> models = new LinkedHashSet<>();
        Optional<DatasetSpec> spec = DatasetSpec.of(plan.settings());
        if (spec.isPresent()) {
            try (Dataset data = Dataset.open(spec.get(), ForkRequests.class.getClassLoader())) {
                Optional<DatasetEntry> entry = data.next();
                for (int i = 0; i < LOOKED_AT && entry.isPresent(); i++) {
                    entry.get().own().model().ifPresent(models::add);
                    entry = data.next();
                }
            }
        }
        return models;
    }

    /** Writes down what was found in the data. */
    void writeTally(Path folder) throws IOException {
        if (data.isPresent()) {
            new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(folder.resolve(TALLY).toFile(), data.get().tally());
        }
    }

    /**
     * Adds what was wrong with the data to what was found of a run.
     *
     * @param tallies where the forks wrote it down
     */
    static Validity withBadLines(Validity validity, List<Path> tallies) throws IOException {
        Optional<DatasetTally> worst = Optional.empty();
        Map<String, Long> changes = new LinkedHashMap<>();
        for (Path file : tallies) {
            if (Files.exists(file)) {
                DatasetTally tally = new ObjectMapper().readValue(file.toFile(), DatasetTally.class);
                tally.changes().forEach((what, count) -> changes.merge(what, count, Math::max));
                if (tally.badLines() > worst.map(DatasetTally::badLines).orElse(0L)) {
                    worst = Optional.of(tally);
                }
            }
        }
        List<Validity.Finding> findings = new ArrayList<>(validity.findings());
        worst.ifPresent(tally -> findings.add(badLines(tally)));
        changes.forEach((what, count) -> findings.add(new Validity.Finding(
                "dataset.notes",
                Validity.Weight.WARNING,
                count,
                0,
                "dataset: " + what + ", " + count + " times (limit 0)")));
        return new Validity(findings);
    }

    private static Validity.Finding badLines(DatasetTally tally) {
        return new Validity.Finding(
                "dataset.badLines",
                Validity.Weight.WARNING,
                tally.badLines(),
                0,
                String.format(
                        Locale.ROOT,
                        "%s of the dataset could not be used, beside %d that could (limit 0): %s",
                        tally.badLines() == 1 ? "1 line" : tally.badLines() + " lines",
                        tally.entries(),
                        String.join("; ", tally.firstBad())));
    }

    @Override
    public void close() {
        data.ifPresent(DatasetRequests::close);
    }
}
