package io.varcas.reports.peer;

import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.type.SettingException;
import io.varcas.traffic.ArrivalProcess;
import io.varcas.traffic.BurstArrivals;
import io.varcas.traffic.ConstantArrivals;
import io.varcas.traffic.GammaArrivals;
import io.varcas.traffic.PoissonArrivals;
import io.varcas.workload.LoadResolver;
import io.varcas.workload.LoadShape;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The load that was asked for, in the terms of {@code vllm bench serve}.
 *
 * @param rate requests per second; infinite if all are due at once, or whenever a user is free; empty if the load has no single rate
 * @param burstiness shape of the gaps: 1 for Poisson, infinite for constant ones; empty if they are of another process
 * @param maxConcurrency most requests in flight; empty if nothing caps them
 */
record VllmLoad(OptionalDouble rate, OptionalDouble burstiness, OptionalInt maxConcurrency) {

    private static final OptionalDouble WITHOUT_LIMIT = OptionalDouble.of(Double.POSITIVE_INFINITY);

    /** Default of vLLM. */
    private static final OptionalDouble DEFAULT_BURSTINESS = OptionalDouble.of(1);

    /** Returns the load of a trial: by its settings, or by what an import found of them. */
    static VllmLoad of(ResultBundle bundle, TrialResult trial) {
        if (trial.settings().isEmpty()) {
            return imported(bundle, trial);
        }
        try {
            return of(LoadResolver.resolve(ResolvedSettings.resolved(trial.settings()), Duration.ZERO));
        } catch (SettingException contradiction) { // of a bundle that somebody edited
            return new VllmLoad(OptionalDouble.empty(), OptionalDouble.empty(), trial.users());
        }
    }

    private static VllmLoad of(LoadShape load) {
        if (load instanceof LoadShape.Closed closed) {
            return new VllmLoad(WITHOUT_LIMIT, DEFAULT_BURSTINESS, OptionalInt.of(closed.mostInFlight()));
        }
        if (load instanceof LoadShape.Open open) {
            ArrivalProcess arrivals = open.arrivals();
            return arrivals instanceof BurstArrivals
                    ? new VllmLoad(WITHOUT_LIMIT, DEFAULT_BURSTINESS, load.cap())
                    : new VllmLoad(arrivals.meanRatePerSecond(), burstiness(arrivals), load.cap());
        }
        return new VllmLoad(OptionalDouble.empty(), OptionalDouble.empty(), load.cap());
    }

    private static OptionalDouble burstiness(ArrivalProcess arrivals) {
        if (arrivals instanceof PoissonArrivals) {
            return DEFAULT_BURSTINESS;
        }
        if (arrivals instanceof ConstantArrivals) {
            return WITHOUT_LIMIT;
        }
        return arrivals instanceof GammaArrivals gamma ? OptionalDouble.of(gamma.burstiness()) : OptionalDouble.empty();
    }

    private static VllmLoad imported(ResultBundle bundle, TrialResult trial) {
        OptionalDouble rate = trial.users().isPresent()
                ? WITHOUT_LIMIT
                : number(trial.params().get("rate"));
        OptionalDouble users = number(trial.params().get("users"));
        return new VllmLoad(
                rate,
                number(bundle.result().target().facts().get("imported.burstiness")),
                users.isPresent() ? OptionalInt.of((int) users.getAsDouble()) : trial.users());
    }

    private static OptionalDouble number(@Nullable String text) {
        try {
            return Optional.ofNullable(text)
                    .map(number -> number.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(number))
                    .filter(number -> number > 0)
                    .map(OptionalDouble::of)
                    .orElse(OptionalDouble.empty());
        } catch (NumberFormatException other) {
            return OptionalDouble.empty();
        }
    }
}
