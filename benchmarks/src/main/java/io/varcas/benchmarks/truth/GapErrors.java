package io.varcas.benchmarks.truth;

import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;
import java.util.stream.DoubleStream;

/**
 * Errors of the client's gaps between tokens: for two successive chunks with text, the absolute difference, in ms,
 * between the client's gap and the gap between the server's writes.
 */
final class GapErrors {

    private final Truth truth;
    private final DoubleStream.Builder errors = DoubleStream.builder();

    GapErrors(Truth truth) {
        this.truth = truth;
    }

    /** Adds the response of a request, if the truth contains it. */
    void add(RequestRecord request) {
        long[] gaps = truth.gapsNanos().get(request.serverId().orElse(""));
        Timeline events = request.events();
        int token = -1;
        long last = 0;
        for (int i = 0; gaps != null && i < events.size(); i++) {
            if (events.kind(i).isText()) {
                if (token >= 0 && token < gaps.length) {
                    errors.add(Math.abs(events.nanos(i) - last - gaps[token]) / 1e6);
                }
                last = events.nanos(i);
                token++;
            }
        }
    }

    /** Returns the 99th percentile; not a number if there are no gaps. To be called once, at the end. */
    double p99() {
        return Truth.p99(errors.build().toArray());
    }
}
