package io.varcas.queueing;

import java.util.List;

/**
 * Mean values under Poisson arrivals, by {@link SharedProcessor}: n requests running advance one token in
 *
 * <pre>
 * t(n) = t_d(n) / (1 - lambda n_c (t_m(n) - t_d(n)))
 * </pre>
 *
 * <p>t_d being a step that only decodes, t_m one that carries a chunk too, and n_c the chunks of a prompt. TTFT is what
 * remains of the step a request comes in, its own chunks, and the wait for a place.
 *
 * <p>Right for: means up to three quarters of capacity. For percentiles, bursts and the knee, simulate.
 */
public final class OpenLoop {

    /** Requests running beyond which no steady state is looked for: a step of so many is past any useful latency. */
    private static final int MOST_RUNNING = 4_096;

    private static final double HEADROOM = 1e-3;
    private static final double MOST_LOAD = .98; // of reading prompts: beyond it waits are long, not endless

    private final ServingPoint point;
    private final double mostRunning;
    private final double chunks;
    private final StepCurve steps;

    /**
     * @param point what is served, and what requests are like
     */
    public OpenLoop(ServingPoint point) {
        this.point = point;
        this.mostRunning = Math.max(1, Math.min(point.mostRunning(), MOST_RUNNING));
        this.chunks = Math.ceil(point.promptTokens() / point.limits().maxNumBatchedTokens());
        double chunkTokens = point.promptTokens() / chunks;
        this.steps =
                new StepCurve(point, mostRunning, chunkTokens, point.cachedTokens() + (chunks - 1) * chunkTokens / 2);
    }

    /**
     * Returns the steady state at a rate.
     *
     * @param arrivalsPerSecond Poisson arrivals per second, above 0
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public SharedProcessor steadyState(double arrivalsPerSecond) {
        return SharedProcessor.solve(
                arrivalsPerSecond,
                point.outputTokens(),
                (int) mostRunning,
                running -> tokenSeconds(arrivalsPerSecond, running));
    }

    /**
     * Returns the steady state of users who wait for their response, think, and send the next request.
     *
     * @param users how many, at least 1
     * @param thinkSeconds mean time between a response and the next request, at least 0
     * @throws IllegalArgumentException if a value is out of its range
     */
    public SharedProcessor steadyStateOf(int users, double thinkSeconds) {
        return SharedProcessor.solveUsers(
                users, thinkSeconds, point.outputTokens(), (int) mostRunning, this::fullTokenSeconds);
    }

    /**
     * Predicts.
     *
     * @param arrivalsPerSecond Poisson arrivals per second, above 0
     * @param overheads what TTFT costs outside the engine
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public MeanPrediction predict(double arrivalsPerSecond, RequestOverheads overheads) {
        SharedProcessor state = steadyState(arrivalsPerSecond);
        double capacity = capacityPerSecond();
        if (!state.stable()) {
            // The queue grows without end, but those that run advance: all places taken, at the rate of capacity.
            double tokens = capacity * point.outputTokens();
            return new MeanPrediction(
                    Double.POSITIVE_INFINITY,
                    mostRunning / tokens,
                    mostRunning,
                    capacity,
                    tokens,
                    Math.max(1, arrivalsPerSecond / capacity));
        }
        double running = state.meanRunning();
        double plain = steps.plainSeconds(running);
        double mixed = steps.mixedSeconds(running);
        double share = Math.min(1, arrivalsPerSecond * chunks * state.meanTokenSeconds());
        double mean = (1 - share) * plain + share * mixed;
        double residual = ((1 - share) * plain * plain + share * mixed * mixed) / (2 * mean);
        double busy = -Math.expm1(-running); // a request that finds the engine idle does not wait for a step to end
        double ttft = overheads.seconds(point.model().deployment().model().layers())
                + busy * residual
                + chunks * mixed
                + state.meanWaitSeconds();
        return new MeanPrediction(
                ttft,
                state.meanTokenSeconds(),
                running,
                arrivalsPerSecond,
                arrivalsPerSecond * point.outputTokens(),
                Math.min(arrivalsPerSecond / capacity, Math.nextDown(1.0)));
    }

    /**
     * Returns latencies over single requests: TTFT is what remains of the step a request comes in, the wait for prompts that came
     * before ({@link GG1Queue} of prompts read at the full token budget), the wait for a place, and the prompt's own reading. TPOT is
     * the token time of how full the engine is, with the prompts that happen to come while the request decodes. E2E adds up both
     * over the lengths of outputs.
     *
     * @param state the steady state, which must be stable
     * @param arrivalSquaredVariation squared coefficient of variation of the gaps between arrivals, at least 0; 1 for Poisson
     * @param draws requests to work it out over
     * @param overheads what TTFT costs outside the engine
     */
    public LatencyQuantiles latencies(
            SharedProcessor state, double arrivalSquaredVariation, RequestDraws draws, RequestOverheads overheads) {
        double arrivalsPerSecond = state.requestsPerSecond();
        int count = draws.count();
        double running = state.meanRunning();
        double plain = steps.plainSeconds(running);
        double mixed = steps.mixedSeconds(running);
        double share = Math.min(1, arrivalsPerSecond * chunks * state.meanTokenSeconds());
        double busy = -Math.expm1(-running);
        double mixedTime = busy * share * mixed / ((1 - share) * plain + share * mixed);
        double outside = overheads.seconds(point.model().deployment().model().layers());
        PromptTimes prompts = new PromptTimes(point, running);
        double[] extra = new double[count];
        Moments reading = new Moments();
        for (int i = 0; i < count; i++) {
            extra[i] = prompts.extraSeconds(draws.promptTokens(i));
            reading.add(extra[i]);
        }
        double read = prompts.fullSecondsPerToken() * point.promptTokens();
        GG1Queue queue = new GG1Queue(
                Math.min(arrivalsPerSecond, MOST_LOAD / read),
                read,
                arrivalSquaredVariation,
                reading.squaredVariation());
        double waits = queue.waitProbability();
        double each = queue.meanWaitSeconds() / waits;
        double full = state.waitProbability();
        double eachPlace = full > 0 ? state.meanWaitSeconds() / full : 0;
        double[] paces = state.tokenSeconds(count);
        double meanPace = state.meanTokenSeconds();
        double stretch = Math.sqrt((1 + arrivalSquaredVariation) / 2);
        double idle = Math.max(1 - MOST_LOAD, 1 - arrivalsPerSecond * reading.mean());
        double[] ttft = new double[count];
        double[] tpot = new double[count];
        double[] e2e = new double[count];
        for (int i = 0; i < count; i++) {
            double u = draws.residual(i);
            double residual =
                    u < mixedTime ? u / mixedTime * mixed : u < busy ? (u - mixedTime) / (busy - mixedTime) * plain : 0;
            double wait = exceedance(1 - draws.wait(i), waits, each) + exceedance(1 - draws.place(i), full, eachPlace);
            ttft[i] = outside + residual + wait + plain + extra[i];
            double pace = Math.max(plain, meanPace + stretch * (paces[draws.pace(i)] - meanPace));
            double tokens = Math.max(1, draws.outputTokens(i) - 1);
            double variance = arrivalsPerSecond
                    * arrivalSquaredVariation
                    * reading.meanSquare()
                    / (tokens * pace)
                    / (idle * idle);
            double spread = Math.sqrt(Math.log1p(variance));
            tpot[i] = Math.max(plain * .95, pace * Math.exp(spread * draws.drift(i) - spread * spread / 2));
            e2e[i] = ttft[i] + (draws.outputTokens(i) - 1) * tpot[i];
        }
        return new LatencyQuantiles(ttft, tpot, e2e);
    }

    /**
     * Returns this replica as queues of the textbook: prompts read one at a time by one server, of any length (M/G/1), of the mean
     * length (M/D/1) and with bursts (G/G/1); places that each serve a whole request (M/M/c); one request at a time (M/G/1).
     *
     * @param requestsPerSecond requests that come to it, above 0
     * @param running mean number of requests that decode beside, at least 0
     * @param tokenSeconds mean time per output token, seconds
     * @param arrivalSquaredVariation squared coefficient of variation of the gaps between arrivals
     * @param draws requests to take the variation of service times from
     * @param overheads what TTFT costs outside the engine
     */
    public List<QueueModel> queueModels(
            double requestsPerSecond,
            double running,
            double tokenSeconds,
            double arrivalSquaredVariation,
            RequestDraws draws,
            RequestOverheads overheads) {
        double plain = steps.plainSeconds(running);
        double outside = overheads.seconds(point.model().deployment().model().layers());
        PromptTimes prompts = new PromptTimes(point, running);
        double alone = steps.plainSeconds(1);
        Moments reading = new Moments();
        Moments whole = new Moments();
        for (int i = 0; i < draws.count(); i++) {
            double read = plain + prompts.extraSeconds(draws.promptTokens(i));
            reading.add(read);
            whole.add(read + (draws.outputTokens(i) - 1) * alone);
        }
        double read = reading.mean();
        double after = outside + read;
        double request = read + (point.outputTokens() - 1) * tokenSeconds;
        String reader = "reads one prompt at a time";
        return List.of(
                new QueueModel(
                        "M/G/1",
                        reader,
                        read,
                        after,
                        new MG1Queue(requestsPerSecond, read, reading.squaredVariation())),
                new QueueModel(
                        "M/D/1",
                        reader + ", all as long as the mean",
                        read,
                        after,
                        new MD1Queue(requestsPerSecond, read)),
                new QueueModel(
                        "G/G/1",
                        reader + ", arrivals in bursts",
                        read,
                        after,
                        new GG1Queue(requestsPerSecond, read, arrivalSquaredVariation, reading.squaredVariation())),
                new QueueModel(
                        "M/M/c",
                        "each of " + (int) mostRunning + " places serves a request",
                        request,
                        after,
                        new MMcQueue(requestsPerSecond, request, (int) mostRunning)),
                new QueueModel(
                        "M/G/1",
                        "serves one request at a time",
                        whole.mean(),
                        after,
                        new MG1Queue(requestsPerSecond, whole.mean(), whole.squaredVariation())));
    }

    /** Returns the value that an exponential wait, with an atom at 0, exceeds with a probability. */
    private static double exceedance(double probability, double chance, double mean) {
        return probability >= chance ? 0 : mean * Math.log(chance / probability);
    }

    /**
     * Returns the rate at which the engine is full: all places taken, and requests leave as fast as they come. From
     * {@code lambda O t(K) = K}.
     */
    public double capacityPerSecond() {
        double plain = steps.plainSeconds(mostRunning);
        double extra = Math.max(0, steps.mixedSeconds(mostRunning) - plain);
        return mostRunning / (point.outputTokens() * plain + mostRunning * chunks * extra);
    }

    /** Returns how many run at once at most: by max-num-seqs, and by what the KV pool holds on average. */
    public double mostRunning() {
        return mostRunning;
    }

    /** The time of a step where every request that leaves is followed by another: {@code t_d + n n_c (t_m - t_d) / O}. */
    private double fullTokenSeconds(int running) {
        double plain = steps.plainSeconds(running);
        double extra = Math.max(0, steps.mixedSeconds(running) - plain);
        return plain + running * chunks * extra / point.outputTokens();
    }

    private double tokenSeconds(double arrivalsPerSecond, int running) {
        double plain = steps.plainSeconds(running);
        double left = 1 - arrivalsPerSecond * chunks * Math.max(0, steps.mixedSeconds(running) - plain);
        return left < HEADROOM ? Double.POSITIVE_INFINITY : plain / left;
    }
}
