package io.varcas.runner;

import io.varcas.launch.LaunchEvents;
import io.varcas.launch.LaunchException;
import io.varcas.launch.LaunchSpec;
import io.varcas.launch.LaunchedServer;
import io.varcas.launch.TraceFolder;
import io.varcas.result.BundleFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Launches the server of a run or of several, with a log. */
final class Launch {

    /** Name of the log in the bundle. */
    static final String LOG = "server.log";

    /** Name of the folder beside the log into which a launched vLLM writes its traces, unless its command names another. */
    private static final String TRACES = "traces";

    private final Path log;
    private final Path ofFailure;
    private final RunListener listener;
    private final Stopper stopper;
    private final boolean profiled;

    private Launch(Path log, Path ofFailure, RunListener listener, Stopper stopper, boolean profiled) {
        this.log = log;
        this.ofFailure = ofFailure;
        this.profiled = profiled;
        this.listener = listener;
        this.stopper = stopper;
    }

    /**
     * Creates a launch whose log is a file of a bundle, and beside the bundle if there is none because the server did not start.
     *
     * @param profiled whether a trial profiles by vLLM's torch profiler
     */
    static Launch ofRun(BundleFolder bundle, RunListener listener, Stopper stopper, boolean profiled) {
        Path folder = bundle.folder();
        return new Launch(
                folder.resolve(LOG), folder.resolveSibling(bundle.id() + "-" + LOG), listener, stopper, profiled);
    }

    /**
     * Creates a launch with a log of its own.
     *
     * @param profiled whether a trial profiles by vLLM's torch profiler
     */
    static Launch loggedTo(Path log, RunListener listener, Stopper stopper, boolean profiled) {
        return new Launch(log, log, listener, stopper, profiled);
    }

    /**
     * Launches.
     *
     * @throws LaunchException if it did not come to respond; the message names its log
     * @throws IOException if it cannot be started for another reason
     */
    LaunchedServer start(LaunchSpec asked) throws IOException {
        LaunchSpec spec = profiled ? TraceFolder.added(asked, log.resolveSibling(TRACES)) : asked;
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
