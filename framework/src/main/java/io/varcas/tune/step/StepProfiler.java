package io.varcas.tune.step;

import io.varcas.client.LocalTokenizer;
import io.varcas.client.Rehearsal;
import io.varcas.client.ServerCalls;
import io.varcas.client.Tokenizer;
import io.varcas.client.TokenizerException;
import io.varcas.metric.Origin;
import io.varcas.request.PromptCounter;
import io.varcas.request.TokenCountException;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.traffic.Seed;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import io.varcas.tune.step.StepCell.Status;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Measures the step profile of an open server: each cell in turn, each batch on its own.
 *
 * <p>The times are those that a client sees: an engine step and what the server's front end and the connection add. Prompts are counted by the
 * server's tokenizer and are as long as the cell says; each is new to the prefix cache.
 */
public final class StepProfiler implements AutoCloseable {

    private static final Duration COUNT_LIMIT = Duration.ofSeconds(10);

    /** Long enough for the client's code to be compiled. */
    private static final Duration REHEARSAL = Duration.ofSeconds(3);

    private final Target server;
    private final TargetIdentity identity;
    private final boolean here;
    private final StepOptions options;
    private final StepListener listener;
    private final Transport transport;
    private final ServerCapacity capacity;
    private final BatchRunner batches;
    private final List<StepCell> alone = new ArrayList<>();

    /**
     * Creates a profiler and counts the words that its prompts are made of.
     *
     * @param server an open server
     * @param identity what it reported of itself; its model is the one that is asked for
     * @param here whether the GPUs of this machine are those of the server
     * @param options the options
     * @param listener is told how it goes
     * @throws UsageException if the server does not count tokens and there is no tokenizer, or that cannot be used
     */
    public StepProfiler(
            Target server, TargetIdentity identity, boolean here, StepOptions options, StepListener listener) {
        this.server = server;
        this.identity = identity;
        this.here = here;
        this.options = options;
        this.listener = listener;
        capacity = ServerCapacity.of(identity);
        transport = Transport.open(server, System::nanoTime);
        try {
            batches = new BatchRunner(
                    transport,
                    new StepPrompts(counter(new ServerCalls(transport)), Seed.of(options.seed())),
                    identity.model(),
                    options.timeout());
        } catch (IOException | TokenCountException uncounted) {
            transport.close();
            throw new UsageException(
                    "exact prompts need counted tokens, and " + server.base() + " does not count them: "
                            + FailureText.of(uncounted) + "; give its tokenizer.json with -tokenizer");
        } catch (TokenizerException unusable) {
            transport.close();
            throw new UsageException("-tokenizer: " + unusable.getMessage());
        }
    }

    private PromptCounter counter(ServerCalls calls) {
        return options.tokenizer().isPresent()
                ? new LocalTokenizer(options.tokenizer().get(), calls, identity.model(), COUNT_LIMIT)
                : new Tokenizer(calls, identity.model(), COUNT_LIMIT);
    }

    /**
     * Measures cells. A cell that cannot be measured is in the profile with the reason.
     *
     * @param cells the cells, in their order
     * @param known results that are kept and not measured: those of an interrupted profile of the same server, and of invalid cells
     * @return the profile; if it was stopped, with the cells until then
     * @throws IOException if tokens cannot be counted any more
     */
    public StepProfile run(List<StepConfig> cells, List<StepCell> known) throws IOException {
        Instant started = Instant.now();
        List<StepCell> done = new ArrayList<>();
        Rehearsal.run(to -> Transport.open(to.over(server.transport()), System::nanoTime), REHEARSAL);
        for (int i = 0; i < cells.size() && !batches.isStopped(); i++) {
            StepConfig cell = cells.get(i);
            listener.begins(cell, i, cells.size());
            Optional<StepCell> kept =
                    known.stream().filter(old -> old.config().equals(cell)).findFirst();
            StepCell result = kept.isPresent() ? kept.get() : measure(cell);
            done.add(result);
            listener.ended(result, profile(started, done));
        }
        return profile(started, done);
    }

    /** Stops: the cell in progress is in the profile as interrupted, the rest is not in it. May be called from any thread. */
    public void stop() {
        batches.stop();
    }

    private StepProfile profile(Instant started, List<StepCell> cells) {
        return new StepProfile(started, identity, options.seed(), options.steps(), cells);
    }

    private StepCell measure(StepConfig cell) throws IOException {
        Optional<String> obstacle = capacity.obstacle(cell, options.steps());
        if (obstacle.isPresent()) {
            return StepCell.without(cell, Status.SKIPPED, obstacle.get(), origin());
        }
        StepCell measured = batches(cell);
        return measured.isMeasured() ? withEfficiency(measured) : measured;
    }

    private StepCell batches(StepConfig cell) throws IOException {
        try {
            CellRun run = new CellRun(cell, batches, capacity, options.steps());
            run.warmUp();
            try (ServerWatch watch = ServerWatch.start(server, here)) {
                run.measure();
                StepCell result = CellSummary.of(cell, run, origin(), batches.isStopped());
                return result.isMeasured() ? watch.addTo(result) : result;
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while measuring " + cell.name());
        }
    }

    private StepCell withEfficiency(StepCell measured) throws IOException {
        StepConfig cell = measured.config();
        if (cell.kind() == StepKind.MIXED) {
            return measured.with(
                    StepMetric.BATCH_EFFICIENCY,
                    OptionalDouble.empty(),
                    "one request alone is no mixed batch to compare with");
        }
        if (cell.batch() == 1) {
            return measured.with(StepMetric.BATCH_EFFICIENCY, OptionalDouble.of(1), "");
        }
        StepCell one = alone(cell.alone());
        if (!one.isMeasured()) {
            return measured.with(
                    StepMetric.BATCH_EFFICIENCY, OptionalDouble.empty(), "one request alone: " + one.reason());
        }
        double single = one.find(StepMetric.TOKENS_PER_SECOND).orElseThrow();
        double all = measured.find(StepMetric.TOKENS_PER_SECOND).orElseThrow();
        return measured.with(StepMetric.BATCH_EFFICIENCY, OptionalDouble.of(all / (cell.batch() * single)), "");
    }

    /** Measures one request, once for all cells that compare with it. */
    private StepCell alone(StepConfig single) throws IOException {
        for (StepCell known : alone) {
            if (known.config().equals(single)) {
                return known;
            }
        }
        StepCell measured = batches(single);
        alone.add(measured);
        return measured;
    }

    private Origin origin() {
        return identity.simulated() ? Origin.SIMULATED : Origin.MEASURED;
    }

    @Override
    public void close() {
        batches.stop();
        transport.close();
    }
}
