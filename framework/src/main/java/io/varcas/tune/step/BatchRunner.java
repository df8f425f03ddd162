package io.varcas.tune.step;

import io.varcas.client.RequestBody;
import io.varcas.client.Response;
import io.varcas.record.Outcome;
import io.varcas.text.ForeignText;
import io.varcas.transport.Transport;
import io.varcas.transport.WireRequest;
import io.varcas.workload.RequestShape;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends the batches of cells, one at a time, and reads what they show. */
final class BatchRunner {

    /** Chunks that each decoding sequence has before the prompts of a mixed batch are sent. */
    static final int LEAD = 3;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Transport transport;
    private final StepPrompts prompts;
    private final RequestShape shape;
    private final Duration timeout;
    private final List<StepBatch> inFlight = new ArrayList<>();
    private boolean stopped;

    BatchRunner(Transport transport, StepPrompts prompts, String model, Duration timeout) {
        this.transport = transport;
        this.prompts = prompts;
        this.timeout = timeout;
        shape = new RequestShape(Optional.of(model), StepPrompts.ENDPOINT, true, 0, 1, true, List.of(), timeout);
    }

    /** Ends what is in flight; no further batch is sent. May be called from any thread. */
    void stop() {
        List<StepBatch> ending;
        synchronized (inFlight) {
            stopped = true;
            ending = List.copyOf(inFlight);
        }
        ending.forEach(batch -> batch.abandon(Outcome.CANCELLED));
    }

    boolean isStopped() {
        synchronized (inFlight) {
            return stopped;
        }
    }

    /**
     * Reads prompts alone.
     *
     * @param batch how many
     * @param promptTokens length of each
     */
    StepSample prefill(int batch, int promptTokens) throws UnmeasurableException, IOException, InterruptedException {
        StepBatch sent = send(requests(batch, promptTokens, 1), 1);
        List<TokenTimes> tokens = end(sent, deadline());
        double millis = millis(sent, lastFirst(tokens));
        return new StepSample(
                Optional.of(millis),
                firsts(tokens, sent),
                Optional.empty(),
                0,
                1,
                (double) batch * promptTokens,
                millis / MILLIS_PER_SECOND,
                batchMillis(sent),
                PromptCounts.of(sent.responses(), promptTokens));
    }

    /**
     * Decodes alone: measured from the last first token to the first end.
     *
     * @param batch how many sequences
     * @param promptTokens length of each prompt
     * @param outputTokens length of each output
     */
    StepSample decode(int batch, int promptTokens, int outputTokens)
            throws UnmeasurableException, IOException, InterruptedException {
        StepBatch sent = send(requests(batch, promptTokens, outputTokens), outputTokens);
        List<TokenTimes> tokens = end(sent, deadline());
        StepSeries series = StepSeries.between(tokens, lastFirst(tokens), firstLast(tokens))
                .orElseThrow(() -> new UnmeasurableException("at no time were all " + batch
                        + " sequences decoding: the first of them ended before the last began"));
        double each = perChunk(tokens);
        return new StepSample(
                Optional.empty(),
                List.of(),
                Optional.of(series),
                promptTokens + series.meanTokens() * each,
                each,
                batch * series.steps() * each,
                series.seconds(),
                batchMillis(sent),
                PromptCounts.of(sent.responses(), promptTokens));
    }

    /**
     * Reads prompts while other sequences decode: measured from the sending of the prompts to the last of their first tokens.
     *
     * @param decoding sequences that decode
     * @param contextPrompt length of each of their prompts
     * @param outputTokens length of each of their outputs
     * @param reading prompts that are read meanwhile
     * @param promptTokens length of each of them
     */
    StepSample mixed(int decoding, int contextPrompt, int outputTokens, int reading, int promptTokens)
            throws UnmeasurableException, IOException, InterruptedException {
        List<WireRequest> arrivals = requests(reading, promptTokens, 1);
        List<WireRequest> sequences = requests(decoding, contextPrompt, outputTokens);
        long deadline = deadline();
        StepBatch decoders = send(sequences, outputTokens);
        decoders.awaitBegun(deadline);
        StepBatch readers = send(arrivals, 1);
        List<TokenTimes> read = end(readers, deadline);
        List<TokenTimes> tokens = end(decoders, deadline);
        long last = lastFirst(read);
        if (firstLast(tokens) < last) {
            throw new UnmeasurableException("the decoding sequences ended before the last prompt was read");
        }
        StepSeries series = StepSeries.between(tokens, readers.sentNanos(), last)
                .orElseThrow(() -> new UnmeasurableException("no engine step ended while the prompts were read"));
        double each = perChunk(tokens);
        double millis = millis(readers, last);
        return new StepSample(
                Optional.of(millis),
                firsts(read, readers),
                Optional.of(series),
                contextPrompt + series.meanTokens() * each,
                each,
                (double) reading * promptTokens + decoding * series.steps() * each,
                millis / MILLIS_PER_SECOND,
                batchMillis(decoders),
                PromptCounts.of(readers.responses(), promptTokens)
                        .plus(PromptCounts.of(decoders.responses(), contextPrompt)));
    }

    private StepBatch send(List<WireRequest> requests, int outputTokens) throws UnmeasurableException {
        synchronized (inFlight) {
            if (stopped) {
                throw new UnmeasurableException("stopped");
            }
            StepBatch batch = StepBatch.send(transport, requests, outputTokens, Math.min(LEAD, outputTokens));
            inFlight.add(batch);
            return batch;
        }
    }

    private List<WireRequest> requests(int count, int promptTokens, int outputTokens) throws IOException {
        List<WireRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(RequestBody.of(shape, prompts.next(promptTokens), outputTokens));
        }
        return requests;
    }

    private long deadline() {
        return System.nanoTime() + timeout.toNanos();
    }

    /** Waits for a batch, all of whose responses must be whole. */
    private List<TokenTimes> end(StepBatch batch, long deadline) throws UnmeasurableException, InterruptedException {
        try {
            batch.awaitEnd(deadline);
        } finally {
            synchronized (inFlight) {
                inFlight.remove(batch);
            }
        }
        List<Response> responses = batch.responses();
        List<Response> broken = responses.stream()
                .filter(response -> response.outcome() != Outcome.COMPLETED)
                .toList();
        if (!broken.isEmpty()) {
            Response first = broken.get(0);
            throw new UnmeasurableException(broken.size() + " of " + responses.size()
                    + " requests failed, the first by " + first.outcome().label()
                    + first.error().map(error -> ": " + ForeignText.line(error)).orElse(""));
        }
        List<TokenTimes> tokens = responses.stream().map(TokenTimes::of).toList();
        if (tokens.stream().anyMatch(TokenTimes::isEmpty)) {
            throw new UnmeasurableException("a response has no token");
        }
        return tokens;
    }

    private static long lastFirst(List<TokenTimes> tokens) {
        return tokens.stream().mapToLong(TokenTimes::first).max().orElseThrow();
    }

    private static long firstLast(List<TokenTimes> tokens) {
        return tokens.stream().mapToLong(TokenTimes::last).min().orElseThrow();
    }

    private static double perChunk(List<TokenTimes> tokens) {
        return tokens.stream().mapToDouble(TokenTimes::tokensPerChunk).average().orElse(1);
    }

    private static double millis(StepBatch since, long nanos) {
        return (nanos - since.sentNanos()) / NANOS_PER_MILLI;
    }

    private static List<Double> firsts(List<TokenTimes> tokens, StepBatch sent) {
        return tokens.stream().map(times -> millis(sent, times.first())).toList();
    }

    private static double batchMillis(StepBatch batch) {
        return millis(
                batch,
                batch.responses().stream()
                        .mapToLong(Response::closedNanos)
                        .max()
                        .orElseThrow());
    }
}
