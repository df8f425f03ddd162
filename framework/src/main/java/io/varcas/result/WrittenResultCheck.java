package io.varcas.result;

import java.io.IOException;
import java.nio.file.Path;

/** Looks at each result once it is written; found by {@link java.util.ServiceLoader}. Our own tests hold results to their schema. */
public interface WrittenResultCheck {

    /**
     * Checks a result.
     *
     * @param file the {@code result.json} that was written
     * @throws IOException if it is not as it should be; the run then fails with this message
     */
    void check(Path file) throws IOException;
}
