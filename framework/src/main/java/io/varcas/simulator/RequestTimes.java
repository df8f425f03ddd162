package io.varcas.simulator;

/**
 * The times of a request that {@code --enable-per-request-metrics} tells: time to the first token counts from the first step, so
 * without the time in the queue.
 *
 * @param job the request, complete
 */
record RequestTimes(EngineSequence job) {

    private static final double MILLI = 1e6;

    String json() {
        double queue = Math.max(0, job.admittedNanos - job.queuedNanos) / MILLI;
        double first = (job.firstTokenNanos - job.admittedNanos) / MILLI;
        double rest = (job.lastTokenNanos - job.firstTokenNanos) / MILLI;
        int tokens = job.request.outputTokens();
        String gap = tokens > 1 ? Double.toString(rest / (tokens - 1)) : "null";
        return "{\"time_to_first_token_ms\":" + first + ",\"generation_time_ms\":" + rest + ",\"queue_time_ms\":"
                + queue + ",\"mean_itl_ms\":" + gap + ",\"tokens_per_second\":" + tokens / ((first + rest) / 1000)
                + "}";
    }
}
