package io.varcas.simulator;

import io.varcas.engine.EngineLimits;
import io.varcas.engine.LinearStepTime;
import io.varcas.engine.Scheduling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects what the options of a simulated target say. */
final class SimulationBuilder {

    final ServeOptions.Builder server = ServeOptions.builder();
    final List<InjectedFault> faults = new ArrayList<>();
    int faultEvery = 1;

    int maxNumSeqs;
    int maxNumBatchedTokens;
    int maxModelLen;
    int blockTokens;
    long kvTokens;
    boolean chunkedPrefill = true;
    boolean prefixCaching = true;
    Duration stepBase;
    Duration stepDecode;
    Duration stepContext;
    Duration stepPrefill;

    SimulationBuilder() {
        EngineLimits limits = SimulatedEngine.DEFAULT.limits();
        LinearStepTime law = SimulatedEngine.DEFAULT_LAW;
        maxNumSeqs = limits.maxNumSeqs();
        maxNumBatchedTokens = limits.maxNumBatchedTokens();
        maxModelLen = limits.maxModelLen();
        blockTokens = limits.blockTokens();
        kvTokens = limits.kvTokens();
        stepBase = nanos(law.baseNanos());
        stepDecode = nanos(law.perDecodeNanos());
        stepContext = nanos(law.perContextTokenNanos());
        stepPrefill = nanos(law.perPrefillTokenNanos());
    }

    /** @throws IllegalArgumentException if the values do not go together */
    ServeOptions build() {
        EngineLimits limits = new EngineLimits(
                maxNumSeqs,
                maxNumBatchedTokens,
                maxModelLen,
                Math.toIntExact(kvTokens / Math.max(1, blockTokens)),
                blockTokens,
                1);
        LinearStepTime law = new LinearStepTime(
                stepBase.toNanos(), stepDecode.toNanos(), stepContext.toNanos(), stepPrefill.toNanos());
        Scheduling scheduling =
                Scheduling.DEFAULT.withChunkedPrefill(chunkedPrefill).withPrefixCaching(prefixCaching);
        String description = limits.equals(SimulatedEngine.DEFAULT.limits()) && law.equals(SimulatedEngine.DEFAULT_LAW)
                ? SimulatedEngine.DEFAULT.description()
                : String.format(
                        Locale.ROOT,
                        "linear step times: %s ms a step, %s us more a decoding request, %s ns a token of context, %s us a"
                                + " prompt token",
                        law.baseNanos() / 1e6,
                        law.perDecodeNanos() / 1e3,
                        law.perContextTokenNanos(),
                        law.perPrefillTokenNanos() / 1e3);
        SimulatedEngine engine = new SimulatedEngine(limits, law, scheduling, description);
        engine.newEngine(); // refuses limits that do not go with the scheduling
        return build(engine);
    }

    /** @throws IllegalArgumentException if the values do not go together */
    ServeOptions build(SimulatedEngine engine) {
        return server.engine(engine)
                .misbehaviour(new Misbehaviour(faults, faultEvery))
                .build();
    }

    private static Duration nanos(double nanos) {
        return Duration.ofNanos(Math.round(nanos));
    }
}
