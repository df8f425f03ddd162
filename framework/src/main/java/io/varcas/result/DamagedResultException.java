package io.varcas.result;

import io.varcas.text.ForeignText;
import java.io.IOException;

/** A field of {@code result.json} is not as it must be; the message begins with its path. */
final class DamagedResultException extends IOException {

    private static final long serialVersionUID = 1;
    private static final int LONGEST = 300;

    DamagedResultException(String message) {
        super(ForeignText.oneLine(message, LONGEST));
    }
}
