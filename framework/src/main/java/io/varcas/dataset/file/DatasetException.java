package io.varcas.dataset.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.zip.ZipException;

/** A fault of data that cannot be used; the message is one line for the user, with file and line. */
public final class DatasetException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Creates the fault. */
    public DatasetException(String message) {
        super(message);
    }

    /** Returns the fault of a file whose bytes cannot be read to their end. */
    public static DatasetException unreadable(String path, IOException fault) {
        String name = "dataset \"" + path + "\"";
        if (fault instanceof EOFException) {
            return new DatasetException(
                    name + " is cut off: its packed (gzip) data end in the middle; copy or download it again");
        }
        if (fault instanceof ZipException) {
            return new DatasetException(
                    name + " is damaged, or not packed with gzip: it cannot be unpacked (" + fault.getMessage() + ")");
        }
        return new DatasetException(name + " cannot be read: "
                + (fault instanceof AccessDeniedException ? "permission denied" : fault.getMessage()));
    }
}
