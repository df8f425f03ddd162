package io.varcas.cli.bundle;

import io.varcas.result.ResultBundle;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Bundles named on the command line. */
public final class Bundles {

    private Bundles() {}

    /**
     * Opens a bundle.
     *
     * @throws UsageException if it cannot be read; the message is one line
     */
    public static ResultBundle open(Path path) {
        try {
            return ResultBundle.open(path);
        } catch (IOException unreadable) {
            throw new UsageException(FailureText.of(unreadable));
        }
    }

    /**
     * Looks whether the request logs of a bundle are whole.
     *
     * @return a line for each that is not
     * @throws UsageException if one cannot be read; the message is one line
     */
    static List<String> damages(ResultBundle bundle) {
        try {
            return bundle.damages();
        } catch (IOException unreadable) {
            throw new UsageException(FailureText.of(unreadable));
        }
    }
}
