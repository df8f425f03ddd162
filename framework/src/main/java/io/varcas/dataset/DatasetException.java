package io.varcas.dataset;

/** Says that data cannot be used; the message is one line for the user, with file and line. */
public final class DatasetException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Creates the fault. */
    public DatasetException(String message) {
        super(message);
    }
}
