package io.varcas.load;

/**
 * The part of a plan that one client drives: of every {@code count} requests, and users, the one at place {@code number}. The
 * shares of a plan together are the plan: the same requests at the same intended times.
 *
 * @param number place of this share, from 0
 * @param count number of shares
 */
public record Share(int number, int count) {

    /** All of it. */
    public static final Share WHOLE = new Share(0, 1);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if there is no such share
     */
    public Share {
        if (count < 1 || number < 0 || number >= count) {
            throw new IllegalArgumentException("share " + number + " of " + count + " does not exist");
        }
    }

    boolean has(long index) {
        return index % count == number;
    }

    /** Returns how many of a number of users are in this share. */
    int of(int users) {
        return (int) of((long) users);
    }

    /** Returns how many of a number of requests are in this share. */
    long of(long requests) {
        return requests / count + (number < requests % count ? 1 : 0);
    }
}
