package io.varcas.supply;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.dataset.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetRequests;
import io.varcas.dataset.DatasetSpec;
import io.varcas.dataset.file.DatasetException;
import io.varcas.request.PromptCounter;
import io.varcas.request.RequestMaker;
import io.varcas.request.RequestSource;
import io.varcas.result.WholeFile;
import io.varcas.traffic.Seed;
import io.varcas.workload.LoadShape;
import io.varcas.workload.WorkloadInstance;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The source of a fork's requests: generated, or from a dataset.
 *
 * @param maker makes them, or what the data do not say of them
 * @param source the requests
 * @param data the dataset, if they come from one
 */
public record ForkRequests(RequestMaker maker, RequestSource source, Optional<DatasetRequests> data)
        implements AutoCloseable {

    /** File in the fork's folder that says what was found in its data. */
    public static final String TALLY = "dataset.json";

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
    public static ForkRequests of(WorkloadPlan plan, WorkloadInstance instance, Seed texts, PromptCounter counter) {
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

    /**
     * Returns the fault of a plan's data, as far as their beginning shows it.
     *
     * @param plan whose requests they are
     * @param swept names of what is swept over; where lengths are, all of the data may have to be read
     */
    public static Optional<String> check(WorkloadPlan plan, Set<String> swept) {
        Optional<DatasetSpec> spec = DatasetSpec.of(plan.settings());
        if (spec.isEmpty()) {
            return Optional.empty();
        }
        try (Dataset data = Dataset.open(spec.get(), ForkRequests.class.getClassLoader())) {
            Optional<DatasetEntry> entry = data.next();
            if (entry.isEmpty()) {
                return Optional.of(spec.get().path() + ": contains no request (read as " + data.format() + ")");
            }
            MeasuredData measured = new MeasuredData(plan, spec.get());
            DataLengths lengths = new DataLengths(swept);
            for (int i = 0;
                    (i < LOOKED_AT || !measured.isReached() || !lengths.isDecided()) && entry.isPresent();
                    i++) {
                if (plan.load() instanceof LoadShape.Replay
                        && entry.get().atNanos().isEmpty()) {
                    return Optional.of(spec.get().path() + ": request " + (i + 1)
                            + " has no time, but arrivals = replay needs one for each; use another process of"
                            + " arrivals");
                }
                measured.add(entry.get());
                lengths.add(entry.get());
                entry = data.next();
            }
            return measured.fault()
                    .or(() -> lengths.fault().map(fault -> spec.get().path() + ": " + fault));
        } catch (DatasetException fault) {
            return Optional.of(String.valueOf(fault.getMessage()));
        }
    }

    /** Returns the models that the data of a plan name, as far as their beginning shows it. */
    public static Set<String> models(WorkloadPlan plan) {
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
    public void writeTally(Path folder) throws IOException {
        if (data.isPresent()) {
            byte[] json = new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsBytes(data.get().tally());
            WholeFile.write(folder.resolve(TALLY), out -> out.write(json));
        }
    }

    @Override
    public void close() {
        data.ifPresent(DatasetRequests::close);
    }
}
