package io.varcas.runner;

import io.varcas.launch.LaunchEvents;
import io.varcas.launch.LaunchException;
import io.varcas.launch.LaunchSpec;
import io.varcas.launch.LaunchedServer;
import io.varcas.result.BundleFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Launches the server of a run: its log is a file of the bundle, and beside the bundle if there is none because it did not start. */
final class Launch {

    /** Name of the log in the bundle. */
    static final String LOG = "server.log";

    private final BundleFolder bundle;
    private final RunListener listener;
    private final Stopper stopper;

    Launch(BundleFolder bundle, RunListener listener, Stopper stopper) {
        this.bundle = bundle;
        this.listener = listener;
        this.stopper = stopper;
    }

    /**
     * Launches.
     *
     * @throws LaunchException if it did not come to respond; the message names its log
     * @throws IOException if it cannot be started for another reason
     */
    LaunchedServer start(LaunchSpec spec) throws IOException {
        listener.launching(spec.toString());
        Path log = bundle.folder().resolve(LOG);
        try {
            return LaunchedServer.start(spec, log, new Relay());
        } catch (LaunchException failure) {
            if (!Files.exists(log)) {
                throw failure;
            }
            Path kept = bundle.folder().resolveSibling(bundle.id() + "-" + LOG);
            Files.move(log, kept);
            throw new LaunchException(failure.getMessage() + "; its log is " + kept, failure.log());
        }
    }

    /** Passes on what happens. */
    private final class Relay implements LaunchEvents {

        @Override
        public void note(String line) {
            listener.note(line);
        }

        @Override
        public void step(String line) {
            listener.launchStep(line);
        }

        @Override
        public void waiting(Duration elapsed, String lastLine) {
            listener.serverStarting(elapsed, lastLine);
        }

        @Override
        public boolean isStopped() {
            return stopper.isStopped();
        }
    }
}
