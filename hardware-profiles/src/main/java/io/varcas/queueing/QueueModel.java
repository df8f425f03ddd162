package io.varcas.queueing;

/**
 * A replica as a queue of the textbook: an approximation, to lay beside what the engine simulation says.
 *
 * @param name the queue in Kendall's notation: {@code M/G/1}
 * @param server what one server of the queue is
 * @param serviceSeconds mean service time of a request there, seconds
 * @param afterSeconds what the first token takes besides the wait, seconds
 * @param queue the queue
 */
public record QueueModel(String name, String server, double serviceSeconds, double afterSeconds, Queue queue) {

    /**
     * Returns a quantile of TTFT as this queue has it, seconds; infinite if it is overloaded.
     *
     * @param q from 0 to below 1
     */
    public double ttftSeconds(double q) {
        return queue.waitQuantileSeconds(q) + afterSeconds;
    }
}
