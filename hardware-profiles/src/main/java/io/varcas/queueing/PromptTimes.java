package io.varcas.queueing;

/** The time that prompts of any length add to the steps that read them, interpolated between lengths of powers of two. */
final class PromptTimes {

    private static final int SHORTEST = 16;

    private final ServingPoint point;
    private final double running;
    private final double plain;
    private final double budget;
    private final double[] extra = new double[24]; // by doublings of the shortest; 0: not worked out yet

    /**
     * @param running requests that decode beside
     */
    PromptTimes(ServingPoint point, double running) {
        this.point = point;
        this.running = running;
        this.plain = point.stepSeconds(point.decoding(running));
        this.budget = Math.max(SHORTEST, point.limits().maxNumBatchedTokens() - running);
    }

    /** Returns the seconds a prompt of so many tokens adds, over all the steps it takes beyond the decoding of the first. */
    double extraSeconds(double tokens) {
        if (tokens <= SHORTEST) {
            return at(0) * tokens / SHORTEST;
        }
        double place = Math.log(tokens / SHORTEST) / Math.log(2);
        int below = Math.min((int) place, extra.length - 2);
        double low = SHORTEST * Math.pow(2, below);
        return at(below) + (tokens / low - 1) * (at(below + 1) - at(below));
    }

    /** Returns the seconds of a token where prompts fill the budget of every step, what decodes beside included. */
    double fullSecondsPerToken() {
        return seconds(budget, point.cachedTokens() + Math.max(0, point.promptTokens() - budget) / 2) / budget;
    }

    private double at(int doublings) {
        if (extra[doublings] == 0) {
            double tokens = SHORTEST * Math.pow(2, doublings);
            double parts = Math.ceil(tokens / budget);
            double part = tokens / parts;
            extra[doublings] = parts * seconds(part, point.cachedTokens() + (tokens - part) / 2) - plain;
        }
        return extra[doublings];
    }

    private double seconds(double tokens, double cached) {
        return point.stepSeconds(point.decoding(running).with(1, tokens, cached));
    }
}
