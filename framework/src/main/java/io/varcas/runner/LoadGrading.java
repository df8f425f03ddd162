package io.varcas.runner;

import io.varcas.accuracy.AccuracyPass;
import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.TimedOutput;
import io.varcas.dataset.TraceOutputs;
import io.varcas.fork.ForkTrace;
import io.varcas.metric.Span;
import io.varcas.record.Outcome;
import io.varcas.record.RequestLogReader;
import io.varcas.record.RequestRecord;
import io.varcas.record.TokenCount;
import io.varcas.result.ForkResult;
import io.varcas.traffic.Seed;
import io.varcas.workload.GroundTruthCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Grades the outputs of a load whose prompts came from the ground truth: of the requests of the measurement phase, or of a seeded
 * sample of them, each with the number of requests that were in flight when its response began.
 */
final class LoadGrading {

    private final AccuracyPass pass;
    private final GroundTruthCheck check;
    private final Map<String, GroundTruthItem> items = new HashMap<>();
    private final List<TimedOutput> graded = new ArrayList<>();

    LoadGrading(AccuracyPass pass, GroundTruthCheck check) {
        this.pass = pass;
        this.check = check;
        pass.dataset().items().forEach(item -> items.putIfAbsent(item.prompt(), item));
    }

    /**
     * Grades.
     *
     * @param bundle folder of the bundle
     * @param forks the measured forks
     * @throws IOException if a log or a trace cannot be read
     */
    AccuracyResult of(Path bundle, List<ForkResult> forks) throws IOException {
        for (ForkResult fork : forks) {
            Path log = bundle.resolve(fork.requests());
            Path trace = log.resolveSibling(ForkTrace.FILE);
            if (Files.exists(log) && Files.exists(trace)) {
                read(log, trace, fork.measured());
            }
        }
        if (graded.isEmpty()) {
            return pass.notMeasured("no request of the measurement phase had a prompt of " + check.dataset()
                    + "; set dataset.path to the same file");
        }
        return pass.grade(sample());
    }

    private void read(Path log, Path trace, List<Span> measured) throws IOException {
        Map<Long, RequestRecord> requests = new HashMap<>();
        List<Long> sent = new ArrayList<>();
        List<Long> closed = new ArrayList<>();
        RequestLogReader.read(log, request -> {
            if (request.sentNanos().isPresent()) {
                sent.add(request.sentNanos().getAsLong());
                closed.add(request.closedNanos());
            }
            if (measured.stream().anyMatch(span -> span.contains(request.intendedNanos()))) {
                requests.put(request.index(), request);
            }
        });
        long[] begins = sent.stream().mapToLong(Long::longValue).sorted().toArray();
        long[] ends = closed.stream().mapToLong(Long::longValue).sorted().toArray();
        TraceOutputs.read(trace, output -> {
            RequestRecord request = requests.get(output.index());
            GroundTruthItem item = items.get(output.prompt());
            if (request != null && item != null) {
                graded.add(new TimedOutput(
                        withId(item, graded.size()), attempt(request, output.text()), inFlight(request, begins, ends)));
            }
        });
    }

    /** Each request has an id of its own; outputs to one prompt stay one cluster. */
    private static GroundTruthItem withId(GroundTruthItem item, int number) {
        return new GroundTruthItem(
                item.id() + "#" + (number + 1), item.prompt(), item.references(), item.type(), item.extras());
    }

    private static Attempt attempt(RequestRecord request, String text) {
        if (request.outcome() != Outcome.COMPLETED) {
            return new Attempt.Failed(
                    request.outcome(), request.error().orElse(request.outcome().label()));
        }
        TokenCount tokens = request.output();
        return new Attempt.Answered(
                text,
                request.finishReason(),
                tokens.tokens() > 0 ? OptionalInt.of(tokens.tokens()) : OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static OptionalInt inFlight(RequestRecord request, long[] begins, long[] ends) {
        if (request.sentNanos().isEmpty()) {
            return OptionalInt.empty();
        }
        long time = request.firstByteNanos().orElse(request.sentNanos().getAsLong());
        return OptionalInt.of(Math.max(1, countUpTo(begins, time) - countUpTo(ends, time)));
    }

    /** Returns how many of some sorted times are not after a time. */
    private static int countUpTo(long[] times, long time) {
        int place = Arrays.binarySearch(times, time);
        if (place < 0) {
            return -place - 1;
        }
        while (place < times.length && times[place] == time) {
            place++;
        }
        return place;
    }

    private List<TimedOutput> sample() {
        if (check.sample() == 0 || check.sample() >= graded.size()) {
            return graded;
        }
        RandomGenerator random = Seed.of(check.seed()).generator();
        List<TimedOutput> drawn = new ArrayList<>();
        int wanted = check.sample();
        for (int i = 0; i < graded.size(); i++) { // selection sampling: Knuth, TAOCP 2, 3.4.2, algorithm S
            if (random.nextInt(graded.size() - i) < wanted - drawn.size()) {
                drawn.add(graded.get(i));
            }
        }
        return drawn;
    }
}
