package io.varcas.accuracy;

import io.varcas.record.Outcome;
import io.varcas.validation.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;

/** Asks every prompt of a dataset, a few at once, and grades the outputs. */
public final class AccuracyPass {

    private final GroundTruthDataset dataset;
    private final Scorer scorer;
    private final double threshold;
    private final int concurrency;

    /**
     * Creates a pass.
     *
     * @param dataset what to ask, and what is right
     * @param scorer grades
     * @param threshold least mean score that passes, 0 to 1
     * @param concurrency prompts in flight at once, at least 1
     * @throws IllegalArgumentException if the threshold or the concurrency is out of range
     */
    public AccuracyPass(GroundTruthDataset dataset, Scorer scorer, double threshold, int concurrency) {
        Violations.in("accuracy pass")
                .within(0, 1, "threshold", threshold, "(mean score)")
                .atLeast(1, "concurrency", concurrency, "prompts in flight")
                .raise();
        this.dataset = dataset;
        this.scorer = scorer;
        this.threshold = threshold;
        this.concurrency = concurrency;
    }

    /**
     * Runs the pass. An interrupt ends it early: what was answered is kept, the rest is in the result as cancelled, and the
     * interrupt stays set.
     *
     * @param source asks the model
     * @param progress hears after each item how many are done; called by several threads
     * @return one result for every item
     * @throws IllegalStateException if the scorer or the source breaks with an exception, which is its cause
     */
    public AccuracyResult run(AnswerSource source, IntConsumer progress) {
        List<GroundTruthItem> items = dataset.items();
        AtomicReferenceArray<ItemResult> results = new AtomicReferenceArray<>(items.size());
        AtomicInteger done = new AtomicInteger();
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            int index = i;
            work.add(() -> {
                results.set(index, ask(items.get(index), source));
                progress.accept(done.incrementAndGet());
                return null;
            });
        }
        runAll(work);
        List<ItemResult> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            ItemResult result = results.get(i);
            all.add(result == null ? cancelled(items.get(i)) : result);
        }
        return new AccuracyResult(dataset.name(), scorer.name(), threshold, Optional.empty(), all);
    }

    /**
     * Returns the result of a pass that is left out.
     *
     * @param why in a few words
     */
    public AccuracyResult notMeasured(String why) {
        return new AccuracyResult(dataset.name(), scorer.name(), threshold, Optional.of(why), List.of());
    }

    /** Returns when all work is done, or early, with the interrupt set, when interrupted. */
    private void runAll(List<Callable<Void>> work) {
        ExecutorService lanes = Executors.newFixedThreadPool(concurrency, AccuracyPass::lane);
        try {
            for (Future<Void> finished : lanes.invokeAll(work)) {
                finished.get();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException broken) {
            throw new IllegalStateException(
                    "the accuracy pass over " + dataset.name() + " broke: " + broken.getCause(), broken.getCause());
        } finally {
            lanes.shutdownNow();
        }
    }

    private ItemResult ask(GroundTruthItem item, AnswerSource source) {
        try {
            Attempt attempt = source.ask(item.prompt());
            if (attempt instanceof Attempt.Answered given) {
                return ItemResult.graded(item, given, scorer);
            }
            return ItemResult.failed(item, (Attempt.Failed) attempt);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return cancelled(item);
        }
    }

    private static ItemResult cancelled(GroundTruthItem item) {
        return ItemResult.failed(item, new Attempt.Failed(Outcome.CANCELLED, "the accuracy pass was interrupted"));
    }

    private static Thread lane(Runnable work) {
        Thread thread = new Thread(work, "varcas-accuracy");
        thread.setDaemon(true);
        return thread;
    }
}
