package io.varcas.tune.step;

import io.varcas.client.Response;
import io.varcas.client.Usage;
import io.varcas.record.EventKind;
import io.varcas.record.Timeline;
import java.util.stream.IntStream;

/**
 * The arrival times of the tokens of one response.
 *
 * @param nanos when each chunk with a token arrived, ascending, on the clock of the batch
 * @param tokens tokens that the server counted
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
record TokenTimes(long[] nanos, int tokens) {

    /**
     * Reads a completed response. A chunk without text counts as a token where only so the chunks are as many as the tokens: half a character
     * has no text.
     */
    static TokenTimes of(Response response) {
        Timeline events = response.events();
        int[] texts = IntStream.range(0, events.size())
                .filter(i -> events.kind(i).isText())
                .toArray();
        int[] all = IntStream.range(0, events.size())
                .filter(i -> events.kind(i).isText() || events.kind(i) == EventKind.EMPTY)
                .toArray();
        int tokens = response.usage().map(Usage::completionTokens).orElse(texts.length);
        int[] chunks = texts.length < tokens && all.length <= tokens ? all : texts;
        return new TokenTimes(IntStream.of(chunks).mapToLong(events::nanos).toArray(), tokens);
    }

    boolean isEmpty() {
        return nanos.length == 0;
    }

    long first() {
        return nanos[0];
    }

    long last() {
        return nanos[nanos.length - 1];
    }

    /** Returns the tokens that a chunk carries on average: more than 1 if the server speculates or bundles tokens. */
    double tokensPerChunk() {
        return (double) tokens / nanos.length;
    }

    /** Returns the index of the chunk that arrived nearest to a time. */
    int nearest(long time) {
        int low = 0;
        int high = nanos.length - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (nanos[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && time - nanos[low - 1] <= nanos[low] - time ? low - 1 : low;
    }
}
