package io.varcas.metric;

import io.varcas.annotation.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The native metrics. The definitions use these values of a request: {@code s} intended send time (from the schedule;
 * in a closed loop, when the user became ready), {@code r} time at which a concurrency limit allowed it to be sent,
 * {@code a} actual send time, {@code c_k} arrival of chunk k (the socket read that completed it), {@code f} first chunk
 * with text of any kind, {@code g} first chunk with output text, {@code l} last chunk with text, {@code N} output
 * tokens, {@code m_f} tokens of chunk f.
 */
public enum Metric {
    /** {@code c_f - s}: time to the first text, without coordinated omission. */
    TTFT("ttft", Shape.PER_REQUEST, Unit.MILLISECONDS, Better.LOWER, "first text, from the intended send"),
    /** {@code c_f - a}: time to the first text from the actual send, as most tools report it. */
    TTFT_SERVICE(
            "ttft.service", Shape.PER_REQUEST, Unit.MILLISECONDS, Better.LOWER, "first text, from the actual send"),
    /**
     * {@code c_g - s}: time to the first output text after reasoning; equal to {@link #TTFT} for models without
     * reasoning.
     */
    TTFA("ttfa", Shape.PER_REQUEST, Unit.MILLISECONDS, Better.LOWER, "first output text, from the intended send"),
    /** {@code c_l - s}: time to the last text. */
    E2E("e2e", Shape.PER_REQUEST, Unit.MILLISECONDS, Better.LOWER, "last text, from the intended send"),
    /** {@code c_l - a}: time to the last text from the actual send. */
    E2E_SERVICE("e2e.service", Shape.PER_REQUEST, Unit.MILLISECONDS, Better.LOWER, "last text, from the actual send"),
    /** {@code (c_l - c_f) / (N - m_f)}; missing, never 0, for a request with {@code N <= m_f}. */
    TPOT("tpot", Shape.PER_REQUEST, Unit.MILLISECONDS_PER_TOKEN, Better.LOWER, "time per output token after the first"),
    /** Every gap between successive chunks with text, pooled over requests. */
    ITL("itl", Shape.POOLED, Unit.MILLISECONDS, Better.LOWER, "gaps between text chunks"),
    /** Longest gap between successive chunks with text of a request. */
    STALL_MAX("stall.max", Shape.PER_REQUEST, Unit.MILLISECONDS, Better.LOWER, "longest gap of a request"),
    /**
     * {@code a - r}, with {@code r = s} without a concurrency limit: the lateness of the client itself. A p99 above 5
     * ms is a finding of the run's validity.
     */
    SEND_LAG("send.lag", Shape.CLIENT, Unit.MILLISECONDS, Better.NEITHER, "actual minus intended send"),
    /** {@code r - s}: wait in the client caused by {@code maxConcurrency}; measured only with such a limit. */
    CLIENT_QUEUE("client.queue", Shape.CLIENT, Unit.MILLISECONDS, Better.LOWER, "wait in the client for a place"),
    /** Prompt tokens of a request. */
    TOKENS_INPUT("tokens.input", Shape.CLIENT, Unit.TOKENS, Better.NEITHER, "prompt tokens of a request"),
    /** Output tokens of a request. */
    TOKENS_OUTPUT("tokens.output", Shape.CLIENT, Unit.TOKENS, Better.NEITHER, "output tokens of a request"),
    /** Completed requests per second of the measurement phase. */
    THROUGHPUT_REQUESTS(
            "throughput.requests",
            Shape.RATE,
            Unit.PER_SECOND,
            Better.HIGHER,
            "requests that completed in the measurement phase"),
    /** Received output tokens per second of the measurement phase. */
    THROUGHPUT_OUTPUT("throughput.output", Shape.RATE, Unit.PER_SECOND, Better.HIGHER, "output tokens"),
    /**
     * Received output tokens, plus prompt tokens of requests whose first text arrived, per second of the measurement
     * phase.
     */
    THROUGHPUT_TOTAL("throughput.total", Shape.RATE, Unit.PER_SECOND, Better.HIGHER, "prompt and output tokens"),
    /** Requests due per second. */
    RATE_OFFERED("rate.offered", Shape.RATE, Unit.PER_SECOND, Better.NEITHER, "requests due in the measurement phase"),
    /** Requests sent per second. */
    RATE_STARTED(
            "rate.started",
            Shape.RATE,
            Unit.PER_SECOND,
            Better.NEITHER,
            "requests due in the measurement phase that were sent"),
    /** Requests per second that were due in the measurement phase and completed, however long after it. */
    RATE_COMPLETED(
            "rate.completed",
            Shape.RATE,
            Unit.PER_SECOND,
            Better.HIGHER,
            "requests due in the measurement phase that completed, then or later"),
    /** Requests failed per second. */
    RATE_FAILED(
            "rate.failed",
            Shape.RATE,
            Unit.PER_SECOND,
            Better.LOWER,
            "requests due in the measurement phase that failed"),
    /**
     * Requests per second that were due in the measurement phase and had neither completed nor failed at the end of the
     * drain.
     */
    RATE_UNFINISHED("rate.unfinished", Shape.RATE, Unit.PER_SECOND, Better.LOWER, "requests cut off unfinished"),
    /**
     * Requests per second that completed in the measurement phase and met every per-request objective: never more than
     * {@link #THROUGHPUT_REQUESTS}. A
     * request without a value for such a metric does not count as good, unless its output has a single token and the
     * metric is therefore undefined. Goodput is missing, never 0, if no completed request has the metric, as TTFT
     * without streaming.
     */
    GOODPUT(
            "goodput",
            Shape.RATE,
            Unit.PER_SECOND,
            Better.HIGHER,
            "requests that completed in the measurement phase and met every per-request objective"),
    /** Time-weighted mean number of requests in flight over the measurement phase. */
    CONCURRENCY("concurrency", Shape.VALUE, Unit.REQUESTS, Better.NEITHER, "requests in flight, time-weighted mean"),
    /** {@code 1 - X*R/N} of a closed loop: the share of its users' time that the client lost; a finding above 5 %. */
    LITTLES_GAP(
            "littles.gap",
            Shape.VALUE,
            Unit.RATIO,
            Better.NEITHER,
            "share of users' time lost by the client (closed loop)"),
    /** Number of findings that make the run invalid, because its numbers describe the client instead of the server. */
    VALIDITY_FAULTS("validity.faults", Shape.VALUE, Unit.COUNT, Better.NEITHER, "findings that make the run invalid"),
    /** Number of findings that do not invalidate the numbers. */
    VALIDITY_WARNINGS(
            "validity.warnings", Shape.VALUE, Unit.COUNT, Better.NEITHER, "findings with which the numbers stand"),
    /** Mean score of the accuracy pass. */
    ACCURACY_SCORE("accuracy.score", Shape.VALUE, Unit.RATIO, Better.HIGHER, "mean score against references"),
    /** Share of outputs whose score reached the threshold. */
    ACCURACY_PASS_RATE(
            "accuracy.passRate", Shape.VALUE, Unit.RATIO, Better.HIGHER, "share of outputs that reached the threshold"),
    /** Mean Kullback-Leibler divergence of a token of fixed texts between a baseline and this run, in nats. */
    ACCURACY_DRIFT(
            "accuracy.drift",
            Shape.VALUE,
            Unit.COUNT,
            Better.LOWER,
            "divergence of token probabilities from the baseline, nats per token"),
    /**
     * Estimated probability that an output reaches the threshold, as a mean over prompts; of programs, and where prompts are asked for
     * several outputs. Chen et al. 2021, as of the others.
     */
    ACCURACY_PASS_AT_1("accuracy.passAt1", Shape.VALUE, Unit.RATIO, Better.HIGHER, "pass@1: share of prompts solved"),
    /** Estimated probability that at least one of 5 outputs to a prompt reaches the threshold; not measured for fewer outputs. */
    ACCURACY_PASS_AT_5(
            "accuracy.passAt5", Shape.VALUE, Unit.RATIO, Better.HIGHER, "pass@5: share of prompts solved by 5 outputs"),
    /** Estimated probability that at least one of 10 outputs to a prompt reaches the threshold; not measured for fewer outputs. */
    ACCURACY_PASS_AT_10(
            "accuracy.passAt10",
            Shape.VALUE,
            Unit.RATIO,
            Better.HIGHER,
            "pass@10: share of prompts solved by 10 outputs"),
    /** Estimated probability that at least one of 100 outputs to a prompt reaches the threshold; not measured for fewer outputs. */
    ACCURACY_PASS_AT_100(
            "accuracy.passAt100",
            Shape.VALUE,
            Unit.RATIO,
            Better.HIGHER,
            "pass@100: share of prompts solved by 100 outputs"),
    /** Instance price at the measured demand, per completed request. */
    COST_PER_REQUEST("cost.perRequest", Shape.VALUE, Unit.USD, Better.LOWER, "instance price per completed request"),
    /** Instance price at the measured demand, per thousand output tokens. */
    COST_PER_1K_TOKENS(
            "cost.per1kTokens", Shape.VALUE, Unit.USD, Better.LOWER, "instance price per thousand output tokens"),
    /** Energy of the server's GPUs per completed request; measured only where their power is. */
    ENERGY_PER_REQUEST("energy.perRequest", Shape.VALUE, Unit.JOULES, Better.LOWER, "GPU energy per completed request"),
    /** Energy of the server's GPUs per output token; measured only where their power is. */
    ENERGY_PER_TOKEN(
            "energy.perToken", Shape.VALUE, Unit.JOULES_PER_TOKEN, Better.LOWER, "GPU energy per output token"),
    /**
     * Highest rate of an open loop at which the other objectives on latencies hold; a search after the run measures it if an objective
     * bounds it. 0 if they hold at no rate.
     */
    CAPACITY(
            "capacity", Shape.VALUE, Unit.PER_SECOND, Better.HIGHER, "highest rate at which the other objectives hold"),
    /** Most users of a closed loop at which the other objectives on latencies hold; measured like {@link #CAPACITY}. */
    CAPACITY_USERS(
            "capacity.users", Shape.VALUE, Unit.COUNT, Better.HIGHER, "most users at which the other objectives hold");

    /** Kind of quantity. */
    public enum Shape {
        /** One sample a request; a failed request counts as infinity, except under {@code .ok}. */
        PER_REQUEST(true),
        /** Many samples a request; a failed request adds one at infinity, except under {@code .ok}. */
        POOLED(true),
        /** One sample a request, unaffected by failures. */
        CLIENT(true),
        /** Number per second of the measurement phase. */
        RATE(false),
        /** One number. */
        VALUE(false);

        private final boolean distribution;

        Shape(boolean distribution) {
            this.distribution = distribution;
        }

        /** Returns whether the metric has percentiles. */
        public boolean isDistribution() {
            return distribution;
        }
    }

    /** Direction in which a metric improves. */
    public enum Better {
        /** Less is better. */
        LOWER,
        /** More is better. */
        HIGHER,
        /** Neither: it describes the load or the client, not the quality of the server. */
        NEITHER
    }

    private final String label;
    private final Shape shape;
    private final Unit unit;
    private final Better better;
    private final String meaning;

    Metric(String label, Shape shape, Unit unit, Better better, String meaning) {
        this.label = label;
        this.shape = shape;
        this.unit = unit;
        this.better = better;
        this.meaning = meaning;
    }

    /** Returns the name in keys, tables and results: dotted, general to special. */
    public String label() {
        return label;
    }

    /** Returns whether only a streamed response shows it. */
    public boolean needsStream() {
        return switch (this) {
            case TTFT, TTFT_SERVICE, TTFA, TPOT, ITL, STALL_MAX -> true;
            default -> false;
        };
    }

    /** Returns the kind of quantity. */
    public Shape shape() {
        return shape;
    }

    /** Returns the unit in which it is reported. */
    public Unit unit() {
        return unit;
    }

    /** Returns the direction in which the metric improves. */
    public Better better() {
        return better;
    }

    /** Returns one line for listings. */
    public String meaning() {
        return meaning;
    }

    /** Returns whether failed requests count as infinity in it, so that there is a variant {@code .ok} without them. */
    public boolean countsFailures() {
        return shape == Shape.PER_REQUEST || shape == Shape.POOLED;
    }

    /** Returns the statistics it has, in the order of tables. */
    public List<Statistic> statistics() {
        return shape.isDistribution() ? Statistic.ofDistribution() : List.of(Statistic.VALUE);
    }

    /** Returns the metric of that name, if there is one. */
    public static Optional<Metric> named(String label) {
        return Arrays.stream(values())
                .filter(metric -> metric.label.equals(label))
                .findFirst();
    }
}
