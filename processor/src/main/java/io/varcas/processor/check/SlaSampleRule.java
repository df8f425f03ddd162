package io.varcas.processor.check;

import io.varcas.metric.Metric;
import io.varcas.metric.Statistic;
import io.varcas.processor.model.ParamField;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.resolve.LoadClaim;
import io.varcas.processor.resolve.ObjectiveUse;
import io.varcas.processor.resolve.SettingUse;
import io.varcas.processor.resolve.WrittenSettings;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.Layer;
import io.varcas.setting.PromptSettings;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.Settings;
import io.varcas.setting.VerdictSettings;
import io.varcas.setting.type.SettingException;
import io.varcas.stats.ExceedanceTest;
import io.varcas.traffic.ArrivalProcess;
import io.varcas.traffic.ArrivalSequence;
import io.varcas.traffic.Seed;
import io.varcas.workload.LoadResolver;
import io.varcas.workload.LoadShape;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * An objective on a percentile that the load brings too few requests for is met in no run. What is known at compile time is the
 * mean rate of an open loop; how many requests a closed loop makes depends on the server.
 */
final class SlaSampleRule implements Rule {

    @Override
    public void check(WorkloadSource source, Violations faults) {
        OptionalLong requests = requests(source);
        if (requests.isEmpty()) {
            return;
        }
        long made = requests.getAsLong();
        for (ObjectiveUse objective : ObjectiveUse.all(source)) {
            if (objective.isSound() && !objective.subject().orElseThrow().predicted()) {
                check(objective, made, faults);
            }
        }
    }

    private static void check(ObjectiveUse objective, long made, Violations faults) {
        Statistic statistic = objective.subject().orElseThrow().key().statistic();
        long needed = Math.max(fewest(statistic), objective.minSamples());
        Metric.Shape shape = objective.subject().orElseThrow().key().metric().shape();
        boolean countsRequests = shape == Metric.Shape.PER_REQUEST || shape == Metric.Shape.CLIENT;
        if (countsRequests && made < needed) {
            faults.add(
                    Message.SLA015,
                    objective.metric().position(),
                    objective.metric().text(),
                    needed,
                    made,
                    supported(made));
        }
    }

    /** Returns the fewest requests of which none exceeds an upper bound that show it to be kept. */
    private static long fewest(Statistic statistic) {
        return statistic.quantile().isPresent()
                ? ExceedanceTest.fewestSamples(
                        1 - statistic.quantile().getAsDouble(),
                        VerdictSettings.CONFIDENCE.defaultValue().orElseThrow())
                : statistic.samplesNeeded();
    }

    /** Names the highest percentile that so many requests support. */
    private static String supported(long requests) {
        return Statistic.ofDistribution().stream()
                .filter(statistic -> statistic.quantile().isPresent() && fewest(statistic) <= requests)
                .max(Comparator.naturalOrder())
                .map(statistic -> statistic.label() + " at most")
                .orElse("the mean");
    }

    /** Returns the requests of the measured iterations of the trial with the fewest; empty if that is not known now. */
    private static OptionalLong requests(WorkloadSource source) {
        if (LoadClaim.of(source).isEmpty()) {
            return OptionalLong.empty(); // whoever runs it says how much
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (SettingUse use : WrittenSettings.of(source).all()) {
            values.put(use.setting().name(), use.text());
        }
        for (ParamField param : source.params()) {
            if (param.name().equals(Settings.RATE.name())) {
                Optional<String> lowest = lowest(param.effectiveValues());
                lowest.ifPresent(rate -> values.put(param.name(), rate));
            } else if (Settings.named(param.name()).isPresent()) {
                return OptionalLong.empty();
            }
        }
        try {
            return requests(ResolvedSettings.of(Map.of(Layer.ANNOTATION, values)));
        } catch (SettingException broken) {
            return OptionalLong.empty(); // the rule of the setting itself says it
        }
    }

    private static OptionalLong requests(ResolvedSettings settings) {
        boolean ofData = settings.find(DatasetSettings.PATH).isPresent();
        if (ofData || !(LoadResolver.resolve(settings, Duration.ZERO) instanceof LoadShape.Open open)) {
            return OptionalLong.empty();
        }
        long nanos = settings.get(Settings.MEASUREMENT_TIME).toNanos() * settings.get(Settings.MEASUREMENT_ITERATIONS);
        OptionalDouble rate = open.arrivals().meanRatePerSecond();
        double arrivals = rate.isPresent()
                ? rate.getAsDouble() * nanos / Duration.ofSeconds(1).toNanos()
                : count(open.arrivals(), nanos);
        return OptionalLong.of(Math.round(arrivals * settings.get(PromptSettings.TURNS)));
    }

    /** Counts the arrivals of a process that has no mean rate, up to as many as any percentile needs. */
    private static long count(ArrivalProcess process, long nanos) {
        ArrivalSequence sequence = process.sequence(Seed.of(1));
        long enough = Statistic.P999.samplesNeeded();
        long count = 0;
        while (count < enough && sequence.hasNext() && sequence.nextNanos() < nanos) {
            count++;
        }
        return count;
    }

    private static Optional<String> lowest(List<String> rates) {
        try {
            return rates.stream().min(Comparator.comparingDouble(Double::parseDouble));
        } catch (NumberFormatException broken) {
            return Optional.empty();
        }
    }
}
