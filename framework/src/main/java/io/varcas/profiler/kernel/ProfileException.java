package io.varcas.profiler.kernel;

import java.io.IOException;

/** A file that is not a profile, or one without kernels. */
public final class ProfileException extends IOException {

    private static final long serialVersionUID = 1;

    /** Creates it with a message of one line that begins with the name of the file. */
    ProfileException(String message) {
        super(message);
    }
}
