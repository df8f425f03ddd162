package io.varcas.load;

import io.varcas.validation.FailureText;

/** A load generator that failed: its numbers are incomplete, and the trial cannot be judged. */
public final class BrokenLoadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private BrokenLoadException(String message, Throwable cause) {
        super(message, cause);
    }

    private BrokenLoadException(String message) {
        super(message);
    }

    /**
     * Returns the failure in words.
     *
     * @param place what was at work, such as "reading responses"
     * @param cause what was thrown
     */
    public static BrokenLoadException of(String place, Throwable cause) {
        return FailureText.isOutOfMemory(cause)
                ? new BrokenLoadException(
                        "the load generator ran out of memory while " + place + " ("
                                + FailureText.rootOf(cause).getMessage()
                                + "); give it more with -jvmArgs -Xmx2g, or load less",
                        cause)
                : new BrokenLoadException(
                        "the load generator failed while " + place + ": " + FailureText.of(cause), cause);
    }

    /**
     * Returns the failure of a load that lost requests.
     *
     * @param lost requests that were due and have no record
     * @param due all requests that were due
     */
    static BrokenLoadException lost(long lost, long due) {
        return new BrokenLoadException("the load generator lost " + lost + " of " + due
                + " due requests: they neither ended nor were cut off, so that nothing can be said of the load");
    }
}
