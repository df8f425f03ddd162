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

/** Launches the server of a run or of several, with a log. */
final class Launch {

    /** Name of the log in the bundle. */
    static final String LOG = "server.log";

    private final Path log;
    private final Path ofFailure;
    private final RunListener listener;
    private final Stopper stopper;

    private Launch(Path log, Path ofFailure, RunListener listener, Stopper stopper) {
        this.log = log;
        this.ofFailure = ofFailure;
        this.listener = listener;
        this.stopper = stopper;
    }

    /** Creates a launch whose log is a file of a bundle, and beside the bundle if there is none because the server did not start. */
    static Launch ofRun(BundleFolder bundle, RunListener listener, Stopper stopper) {
        Path folder = bundle.folder();
        return new Launch(folder.resolve(LOG), folder.resolveSibling(bundle.id() + "-" + LOG), listener, stopper);
    }

    /** Creates a launch with a log of its own. */
    static Launch loggedTo(Path log, RunListener listener, Stopper stopper) {
        return new Launch(log, log, listener, stopper);
    }

    /**
     * Launches.
     *
     * @throws LaunchException if it did not come to respond; the message names its log
     * @throws IOException if it cannot be started for another reason
     */
    LaunchedServer start(LaunchSpec spec) throws IOException {
        listener.launching(spec.toString());
        try {
            return LaunchedServer.start(spec, log, new Relay());
        } catch (LaunchException failure) {
            if (!Files.exists(log)) {
                throw failure;
            }
            if (!log.equals(ofFailure)) {
                Files.move(log, ofFailure);
            }
            throw new LaunchException(failure.getMessage() + "; its log is " + ofFailure, failure.log());
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
