package io.varcas.runner;

import io.varcas.client.UnusableTargetException;
import io.varcas.launch.ServerDeath;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.runner.flag.FlaggedTarget;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.Settings;
import io.varcas.transport.Target;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A server for measurements that send requests of their own, without a workload: the embedded simulator, a server that is launched, or one that
 * runs already. The first two end with it.
 */
public final class OpenServer implements AutoCloseable {

    private final TargetSession session;
    private final TargetIdentity identity;

    private OpenServer(TargetSession session, TargetIdentity identity) {
        this.session = session;
        this.identity = identity;
    }

    /** Opens servers, unless it is told to stop. */
    public static final class Opener {

        private final RunListener listener;
        private final Stopper stopper = new Stopper();

        /**
         * Creates an opener.
         *
         * @param listener is told of the launch, and of what hinders the embedded simulator
         */
        public Opener(RunListener listener) {
            this.listener = listener;
        }

        /** Ends a launch that is in progress. May be called from any thread. */
        public void stop() {
            stopper.stop();
        }

        /**
         * Opens a server and asks it what it is.
         *
         * @param target such as {@code sim:}, {@code http://gpu:8000} or {@code launch:vllm serve ...}, with the flags of the server
         * @param settings how requests travel to it, and the model that is wanted
         * @param folder folder of the log of a launched server, {@code server.log}; made if it is absent
         * @throws UsageException if that is no target, or nothing usable responds there; one line
         * @throws IOException if the server cannot be launched
         */
        public OpenServer open(FlaggedTarget target, ResolvedSettings settings, Path folder) throws IOException {
            Files.createDirectories(folder);
            TargetSession session = TargetSession.open(
                    target,
                    settings,
                    listener::note,
                    Launch.loggedTo(folder.resolve(Launch.LOG), listener, stopper, false));
            try {
                return new OpenServer(session, session.identity(settings.find(Settings.MODEL)));
            } catch (UnusableTargetException unusable) {
                session.close();
                throw new UsageException(String.valueOf(unusable.getMessage()));
            } catch (RuntimeException | Error failure) {
                session.close();
                throw failure;
            }
        }
    }

    /** Returns the way to the server. */
    public Target target() {
        return session.reached().orElseThrow();
    }

    /** Returns what the server reported of itself when it was opened. */
    public TargetIdentity identity() {
        return identity;
    }

    /** Returns whether the server runs on this machine, so that the GPUs of this machine are its own; a simulated one has none. */
    public boolean isHere() {
        return session.isHere();
    }

    /** Returns how the launched server ended by itself, in one line; empty while it runs, and for a server that was not launched. */
    public Optional<String> death() {
        return session.death().map(ServerDeath::line);
    }

    @Override
    public void close() {
        session.close();
    }
}
