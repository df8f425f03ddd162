package io.varcas.tune.capacity;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A measurement of a server at one load, which can be ended early. */
interface Probe {

    /** Decides while a run runs. */
    interface Watch {

        /** Returns whether the run is to go on. */
        boolean goesOn(ProbeLook look);
    }

    /**
     * The end of a run.
     *
     * @param look all that was measured
     * @param spentSeconds time that it took, with start, warm-up and drain
     * @param bundle the bundle of its run; empty if nothing is on disk
     * @param unusable why its numbers are not those of the server, in one line
     * @param failure why it did not measure, in one line
     */
    record End(
            ProbeLook look,
            double spentSeconds,
            Optional<Path> bundle,
            Optional<String> unusable,
            Optional<String> failure) {}

    /**
     * Measures.
     *
     * @param number of the run in its search, from 1; runs of other numbers have other prompts
     * @param load requests per second, or users
     * @param warmup time at the start that is not measured
     * @param longest measured time after which it ends in any case
     * @param watch asked about once a second
     * @throws IOException if a result cannot be written
     */
    End run(int number, double load, Duration warmup, Duration longest, Watch watch) throws IOException;
}
