package io.varcas.runner;

import io.varcas.accuracy.AccuracyPass;
import io.varcas.accuracy.OutputSource;
import io.varcas.accuracy.ServerOutputs;
import io.varcas.client.ServedModel;
import io.varcas.client.ServerCalls;
import io.varcas.client.ServerFacts;
import io.varcas.client.ServerProbe;
import io.varcas.client.UnusableTargetException;
import io.varcas.launch.LaunchSpec;
import io.varcas.launch.LaunchedServer;
import io.varcas.launch.ServerDeath;
import io.varcas.result.identity.HostGpus;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.runner.flag.FlaggedTarget;
import io.varcas.runner.flag.ReadBack;
import io.varcas.runner.guard.ServerGuard;
import io.varcas.setting.ConnectionSettings;
import io.varcas.setting.GroundTruthSettings;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.ServerSettings;
import io.varcas.setting.Settings;
import io.varcas.simulator.EmbeddedServer;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.supply.ForkRequests;
import io.varcas.transport.Target;
import io.varcas.transport.TargetSettings;
import io.varcas.transport.Transport;
import io.varcas.validation.UsageException;
import io.varcas.workload.GroundTruthCheck;
import io.varcas.workload.PromptException;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The server of a run: a real one that was asked what it is, or a launched or embedded simulated one, which ends with the
 * session.
 */
final class TargetSession implements AutoCloseable {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final FlaggedTarget asked;
    private final @Nullable EmbeddedServer embedded;
    private final @Nullable LaunchedServer launched;
    private final Target target;
    private final Transport transport;
    private final KnownServer known;
    private final Optional<ServerGuard> guard;
    private @Nullable ServerFacts facts;
    private boolean fresh;

    private TargetSession(
            FlaggedTarget asked,
            @Nullable EmbeddedServer embedded,
            @Nullable LaunchedServer launched,
            Target target,
            Optional<Path> log) {
        this.asked = asked;
        this.embedded = embedded;
        this.launched = launched;
        this.target = target;
        this.known = new KnownServer(
                asked,
                base(),
                Optional.ofNullable(embedded).map(EmbeddedServer::simulates),
                Optional.ofNullable(launched),
                log,
                embedded == null && isHere(target) ? HostGpus.here() : Map.of());
        this.transport = Transport.open(target, System::nanoTime);
        this.guard = embedded != null
                ? Optional.empty()
                : Optional.of(new ServerGuard(
                        target,
                        new ServerCalls(transport),
                        Optional.ofNullable(launched)
                                .map(server -> server.spec().command()),
                        () -> known.reportedFlags(facts)));
        try {
            facts = new ServerProbe(target, transport).look(LIMIT);
            fresh = true;
        } catch (UnusableTargetException unusable) {
            facts = null; // check() asks again, and says it for each trial
        }
    }

    /**
     * Opens a target. A server that is not there is not a fault yet: it fails the trials.
     *
     * @param asked what the user wrote, with the flags of the server
     * @param settings how requests travel to it
     * @param problems told of what hinders the embedded simulator
     * @param launch starts the server if it is one to launch
     * @throws UsageException if that is no target
     * @throws IOException if the server cannot be launched
     */
    static TargetSession open(FlaggedTarget asked, ResolvedSettings settings, Consumer<String> problems, Launch launch)
            throws IOException {
        Optional<Path> log = log(settings);
        try {
            if (SimulatedTarget.isSimulated(asked.target())) {
                String simulated = asked.simulated();
                EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse(simulated), problems);
                SimulatedTarget.withoutEffect(simulated).forEach(problems);
                return new TargetSession(
                        asked,
                        server,
                        null,
                        Target.parse(server.baseUri().toString()).over(settings.get(Settings.TRANSPORT)),
                        log);
            }
            if (LaunchSpec.isLaunch(asked.target())) {
                return launched(asked, settings, launch.start(asked.launched()), log);
            }
            return new TargetSession(
                    asked, null, null, TargetSettings.target(asked.target(), settings, System.getenv()), log);
        } catch (IllegalArgumentException fault) {
            throw new UsageException("-target: " + fault.getMessage());
        }
    }

    private static TargetSession launched(
            FlaggedTarget asked, ResolvedSettings settings, LaunchedServer server, Optional<Path> log) {
        try {
            return new TargetSession(
                    asked,
                    null,
                    server,
                    TargetSettings.target(server.base().toString(), settings, System.getenv()),
                    log.or(() -> Optional.of(server.log())));
        } catch (RuntimeException | Error unusable) {
            server.close();
            throw unusable;
        }
    }

    /** Returns the log of the server's start that was given. */
    private static Optional<Path> log(ResolvedSettings settings) {
        Optional<Path> file = settings.find(ServerSettings.LOG)
                .filter(name -> !name.isBlank())
                .map(Path::of);
        if (file.isPresent() && !Files.isReadable(file.get())) {
            throw new UsageException("-serverLog " + file.get() + ": there is no such file, or it cannot be read");
        }
        return file;
    }

    /** Returns whether a server listens on this machine only, so that it runs here, or a tunnel to it does. */
    private static boolean isHere(Target target) {
        return target.socket().isPresent() || LOOPBACK.contains(target.host());
    }

    /** Returns the server, if it was there when it was asked last. */
    Optional<Target> reached() {
        return facts == null ? Optional.empty() : Optional.of(target);
    }

    /** Returns the target as it was opened. */
    FlaggedTarget asked() {
        return asked;
    }

    /** Returns the base URL of the server. */
    String base() {
        return target.base().toString();
    }

    /** Returns whether the numbers come from a model: the embedded simulator is also known when it runs elsewhere. */
    boolean isSimulated() {
        ServerFacts seen = facts;
        return embedded != null
                || (seen != null
                        && seen.version().filter(EmbeddedServer::isVersion).isPresent());
    }

    /** Returns whether the server is the simulated one in this JVM. */
    boolean isEmbedded() {
        return embedded != null;
    }

    /** Returns whether the server is a real one on this machine. */
    boolean isHere() {
        return !isSimulated() && isHere(target);
    }

    /** Returns how the launched server ended by itself; empty while it runs, and if none was launched. */
    Optional<ServerDeath> death() {
        return launched == null ? Optional.empty() : launched.death();
    }

    /** Runs something if the launched server ends by itself, on another thread; at once if it has. */
    void onDeath(Runnable action) {
        if (launched != null) {
            var unused = launched.died().thenRun(action);
        }
    }

    /** Returns the guard that holds all runs of the session to this server; none for the embedded one, which nobody else can reach. */
    Optional<ServerGuard> guard() {
        return guard;
    }

    /** Returns the folder of this machine into which the server's torch profiler writes; empty if that is not known. */
    Optional<Path> traces() {
        return known.traces(facts, isHere(target));
    }

    /** Returns whether outputs are random words, which show nothing of a model. */
    boolean saysRandomWords() {
        ServerFacts seen = facts;
        return isSimulated()
                && (seen == null
                        || seen.version()
                                .filter(EmbeddedServer.ANSWERING::equals)
                                .isEmpty());
    }

    /**
     * Settles which model a plan asks for, and how long its requests may be.
     *
     * @throws UsageException if the server does not serve the one that is wanted, or it holds less than the shortest requests
     */
    WorkloadPlan withModel(WorkloadPlan plan) {
        ServerFacts seen = facts;
        if (seen == null) {
            return plan;
        }
        checkVersion(plan, seen);
        try {
            ServedModel model = seen.model(plan.request().model());
            WorkloadPlan settled = plan.withModel(model.id()).withServedContext(model.maxModelLength());
            settled.checkContext();
            return embedded == null ? withNamedModels(settled, seen) : settled.withoutOwnModels();
        } catch (PromptException fault) {
            throw new UsageException(plan.trialName() + ": " + fault.getMessage());
        } catch (UnusableTargetException fault) {
            throw new UsageException(String.valueOf(fault.getMessage()));
        }
    }

    private void checkVersion(WorkloadPlan plan, ServerFacts seen) {
        Optional<String> wanted = plan.settings().find(ConnectionSettings.RELEASE);
        if (wanted.isPresent() && !wanted.equals(seen.version())) {
            throw new UsageException(
                    ConnectionSettings.RELEASE.name() + " = " + wanted.get() + ": the server at " + base()
                            + seen.version()
                                    .map(version -> " reports version " + version)
                                    .orElse(" reports no version")
                            + "; measure the right server, or change the setting");
        }
    }

    /** Makes sure that the models which the data name are served. */
    private static WorkloadPlan withNamedModels(WorkloadPlan plan, ServerFacts seen) {
        if (plan.request().ownModels()) {
            for (String named : ForkRequests.models(plan)) {
                try {
                    seen.model(Optional.of(named));
                } catch (UnusableTargetException absent) {
                    throw new UnusableTargetException(
                            absent.getMessage() + "; -p dataset.models=false asks for one model only, as -model does");
                }
            }
        }
        return plan;
    }

    /**
     * Makes sure that the server is still there, with the flags that it was to have, before a trial.
     *
     * @throws UnusableTargetException if it is not
     */
    void check() {
        death().ifPresent(death -> {
            throw new UnusableTargetException(death.line());
        });
        if (!fresh) {
            facts = new ServerProbe(target, transport).look(LIMIT);
        }
        fresh = false;
        if (!asked.flags().isEmpty()) {
            checkFlags();
        }
    }

    private void checkFlags() {
        String model = Optional.ofNullable(facts).stream()
                .flatMap(seen -> seen.models().stream())
                .map(ServedModel::id)
                .findFirst()
                .orElse("");
        identity(model)
                .server()
                .flatMap(server -> ReadBack.of(asked.flags(), server).contradiction())
                .ifPresent(contradiction -> {
                    throw new UnusableTargetException(contradiction);
                });
    }

    /** Returns who asks this server for an accuracy pass. */
    OutputSource answers(WorkloadPlan plan, int maxTokens, AccuracyPass pass) {
        ServerOutputs greedy = new ServerOutputs(
                new ServerCalls(transport),
                plan.request().model(),
                plan.request().endpoint(),
                maxTokens,
                plan.request().timeout(),
                pass.countsTokens(),
                alternatives(plan, pass));
        GroundTruthCheck check = plan.groundTruth().orElseThrow();
        return check.temperature() == 0 ? greedy : greedy.sampled(check.temperature(), check.seed());
    }

    private static OptionalInt alternatives(WorkloadPlan plan, AccuracyPass pass) {
        int recorded = plan.settings().get(GroundTruthSettings.LOGPROBS);
        return recorded > 0 || pass.readsProbabilities() ? OptionalInt.of(recorded) : OptionalInt.empty();
    }

    /** Returns what is known of the server. */
    TargetIdentity identity(List<WorkloadPlan> plans) {
        return identity(plans.get(0).request().model().orElse(""));
    }

    /**
     * Returns what is known of the server, with the model to ask for.
     *
     * @param wanted name of the model; empty for the server's first
     * @throws UnusableTargetException if the server is not there, or does not serve the model
     */
    TargetIdentity identity(Optional<String> wanted) {
        check();
        return identity(Objects.requireNonNull(facts).model(wanted).id());
    }

    private TargetIdentity identity(String model) {
        return known.identity(facts, model, isSimulated());
    }

    @Override
    public void close() {
        transport.close();
        if (embedded != null) {
            embedded.close();
        }
        if (launched != null) {
            launched.close();
        }
    }

    /**
     * Ends the launched server, if there is one; from then on there is nothing to measure.
     *
     * @param steps told that it takes some seconds
     */
    void endLaunched(Consumer<String> steps) {
        if (launched != null) {
            steps.accept("ending");
            launched.close();
        }
    }
}
