package io.varcas.routing;

/**
 * The queue of a replica as it reported it, brought up to the present: what the router itself has sent there since, and what has
 * come back, is added. So a report that is a second old does not draw every request of that second to one replica.
 *
 * @param waiting requests that waited when it was read
 * @param running requests that ran then
 * @param kvUsage used share of the KV pool then, from 0 to 1
 * @param own requests of this router that were in the replica then
 */
public record QueueReport(int waiting, int running, double kvUsage, int own) {

    /** No report: only the router's own requests count, and all of them run, since no number of them exceeds the one of the report. */
    public static final QueueReport NONE = new QueueReport(0, 0, 0, Integer.MAX_VALUE);

    /**
     * Returns the requests in the replica now: the router's own, and those of others as reported.
     *
     * @param ownNow requests of this router that are in it now
     */
    public int requestsNow(int ownNow) {
        return ownNow + Math.max(0, waiting + running - own);
    }

    /**
     * Returns the requests that wait now: every one that was added since the report joins the queue, every one that ended shortens it.
     *
     * @param ownNow requests of this router that are in it now
     */
    public int waitingNow(int ownNow) {
        return Math.max(0, waiting + ownNow - own);
    }
}
