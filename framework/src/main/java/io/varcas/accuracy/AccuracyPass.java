package io.varcas.accuracy;

import io.varcas.annotation.GroundTruth;
import io.varcas.record.Outcome;
import io.varcas.validation.Violations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Asks every prompt of a dataset, a few at once, and grades the outputs. */
public final class AccuracyPass {

    private static final Attempt CANCELLED = new Attempt.Failed(Outcome.CANCELLED, "the accuracy pass was interrupted");

    private final GroundTruthDataset dataset;
    private final List<Scorer> scorers;
    private final double threshold;
    private final int concurrency;
    private final boolean twice;
    private final int samples;

    /** The outputs to one item. */
    private record Asked(Attempt first, Optional<Attempt> second) {}

    /**
     * Creates a pass.
     *
     * @param dataset what to ask, and what is right
     * @param scorers grade; the first decides
     * @param threshold least mean score of the first scorer that passes, 0 to 1
     * @param concurrency prompts in flight at once, at least 1
     * @param twice whether every prompt is asked a second time, to know how far outputs differ without a reason
     * @throws IllegalArgumentException if there is no scorer, or the threshold or the concurrency is out of range
     */
    public AccuracyPass(
            GroundTruthDataset dataset, List<Scorer> scorers, double threshold, int concurrency, boolean twice) {
        this(dataset, scorers, threshold, concurrency, twice, 1);
    }

    /**
     * Creates a pass that asks every prompt for several outputs.
     *
     * @param dataset what to ask, and what is right
     * @param scorers grade; the first decides
     * @param threshold least mean score of the first scorer that passes, 0 to 1
     * @param concurrency prompts in flight at once, at least 1
     * @param twice whether every output is asked for a second time, to know how far outputs differ without a reason
     * @param samples outputs of each prompt, at least 1
     * @throws IllegalArgumentException if there is no scorer, or a number is out of range
     */
    public AccuracyPass(
            GroundTruthDataset dataset,
            List<Scorer> scorers,
            double threshold,
            int concurrency,
            boolean twice,
            int samples) {
        Violations.in("accuracy pass")
                .within(0, 1, "threshold", threshold, "(mean score)")
                .atLeast(1, "concurrency", concurrency, "prompts in flight")
                .atLeast(1, "samples", samples, "outputs of each prompt")
                .raise();
        if (scorers.isEmpty()) {
            throw new IllegalArgumentException("an accuracy pass needs a scorer");
        }
        this.dataset = dataset;
        this.scorers = List.copyOf(scorers);
        this.threshold = threshold;
        this.concurrency = concurrency;
        this.twice = twice;
        this.samples = samples;
    }

    /**
     * Creates a pass with one scorer, which asks every prompt once.
     *
     * @param dataset what to ask, and what is right
     * @param scorer grades
     * @param threshold least mean score that passes, 0 to 1
     * @param concurrency prompts in flight at once, at least 1
     * @throws IllegalArgumentException if the threshold or the concurrency is out of range
     */
    public AccuracyPass(GroundTruthDataset dataset, Scorer scorer, double threshold, int concurrency) {
        this(dataset, List.of(scorer), threshold, concurrency, false);
    }

    /** Returns whether a scorer needs the tokens of outputs counted. */
    public boolean countsTokens() {
        return scorers.stream().anyMatch(Scorer::countsTokens);
    }

    /** Returns whether a scorer needs the probabilities of references. */
    public boolean readsProbabilities() {
        return scorers.stream().anyMatch(Scorer::readsProbabilities);
    }

    /** Returns the prompts and references. */
    public GroundTruthDataset dataset() {
        return dataset;
    }

    /**
     * Runs the pass. An interrupt ends it early: what was answered is kept, the rest is in the result as cancelled, and the
     * interrupt stays set.
     *
     * @param source asks the model
     * @param progress hears after each item how many are done; called by several threads
     * @return one result for every output of every item; the id of an output of several is {@code id#1}, {@code id#2} and so on
     * @throws IllegalStateException if a scorer or the source breaks with an exception, which is its cause
     */
    public AccuracyResult run(OutputSource source, IntConsumer progress) {
        List<GroundTruthItem> items = dataset.items().stream()
                .flatMap(item -> IntStream.range(0, samples).mapToObj(sample -> numbered(item, sample)))
                .toList();
        AtomicReferenceArray<Asked> asked = new AtomicReferenceArray<>(items.size());
        AtomicInteger done = new AtomicInteger();
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            int index = i;
            work.add(() -> {
                asked.set(index, ask(items.get(index), index % samples, source));
                progress.accept(done.incrementAndGet());
                return null;
            });
        }
        runAll(work);
        List<Attempt> first = new ArrayList<>();
        List<Attempt> second = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Asked one = asked.get(i) == null ? new Asked(CANCELLED, Optional.empty()) : asked.get(i);
            first.add(one.first());
            second.add(one.second().orElse(CANCELLED));
        }
        List<ItemResult> results = graded(items, first);
        if (twice) {
            List<ItemResult> again = graded(items, second);
            for (int i = 0; i < results.size(); i++) {
                results.set(i, results.get(i).again(again.get(i)));
            }
        }
        return result(results).with(passAtK(results));
    }

    private GroundTruthItem numbered(GroundTruthItem item, int sample) {
        return samples == 1
                ? item
                : new GroundTruthItem(
                        item.id() + "#" + (sample + 1), item.prompt(), item.references(), item.type(), item.extras());
    }

    /** Returns pass@k where it is usual: for several outputs of a prompt, and for programs. */
    private List<PassAtKScore> passAtK(List<ItemResult> all) {
        if (samples == 1 && !scorers.get(0).name().equals(GroundTruth.CODE_EXECUTION)) {
            return List.of();
        }
        List<List<ItemResult>> byItem = IntStream.range(0, dataset.items().size())
                .mapToObj(item -> all.subList(item * samples, (item + 1) * samples))
                .toList();
        return PassAtKScore.of(byItem, threshold, samples);
    }

    /**
     * Grades outputs that came in some other way.
     *
     * @param outputs at least one output, each with the item that it belongs to
     */
    public AccuracyResult grade(List<TimedOutput> outputs) {
        List<ItemResult> results = graded(
                outputs.stream().map(TimedOutput::item).toList(),
                outputs.stream().map(TimedOutput::attempt).toList());
        for (int i = 0; i < results.size(); i++) {
            results.set(i, results.get(i).inFlight(outputs.get(i).inFlight()));
        }
        return result(results);
    }

    /**
     * Returns the result of a pass that is left out.
     *
     * @param why in a few words
     */
    public AccuracyResult notMeasured(String why) {
        return new AccuracyResult(dataset.name(), scorers.get(0).name(), threshold, Optional.of(why), List.of());
    }

    private AccuracyResult result(List<ItemResult> items) {
        List<CorpusScore> corpus = new ArrayList<>();
        for (Scorer scorer : scorers) {
            if (scorer instanceof CorpusScorer whole) {
                CorpusScore.of(whole, items).ifPresent(corpus::add);
            }
        }
        return new AccuracyResult(
                dataset.name(),
                scorers.get(0).name(),
                threshold,
                Optional.empty(),
                items,
                corpus,
                Optional.empty(),
                List.of());
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
            throw broke(Objects.requireNonNullElse(broken.getCause(), broken));
        } finally {
            lanes.shutdownNow();
        }
    }

    private Asked ask(GroundTruthItem item, int sample, OutputSource source) {
        try {
            Attempt first = source.ask(item, sample);
            return new Asked(
                    first,
                    twice && first instanceof Attempt.Answered
                            ? Optional.of(source.ask(item, sample))
                            : Optional.empty());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Asked(CANCELLED, Optional.empty());
        }
    }

    /** After an interrupt the outputs that came are graded in this thread, where scorers that ask another model give up at once. */
    private List<ItemResult> graded(List<GroundTruthItem> items, List<Attempt> attempts) {
        ItemResult[] results = new ItemResult[items.size()];
        List<Callable<Void>> work = new BatchGrader(scorers).work(items, attempts, results);
        if (!Thread.currentThread().isInterrupted()) {
            runAll(work);
        }
        if (Thread.currentThread().isInterrupted()) {
            work.forEach(this::runHere);
        }
        return Arrays.asList(results);
    }

    private void runHere(Callable<Void> work) {
        try {
            work.call();
        } catch (Exception broken) {
            throw broke(broken);
        }
    }

    private IllegalStateException broke(Throwable cause) {
        return new IllegalStateException("the accuracy pass over " + dataset.name() + " broke: " + cause, cause);
    }

    private static Thread lane(Runnable work) {
        Thread thread = new Thread(work, "varcas-accuracy");
        thread.setDaemon(true);
        return thread;
    }
}
