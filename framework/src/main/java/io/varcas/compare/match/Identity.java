package io.varcas.compare.match;

import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.JvmIdentity;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.ServerProperty;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.setting.ServerSettings;
import io.varcas.setting.Settings;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The recorded identity of a run: every named fact in which two runs can differ.
 *
 * @param server engine version, model, context and the other facts of the server by which it was found
 * @param engine what the server reported to run: properties by their titles, flags by their names with dashes; what is not here is not known
 * @param flagsKnown whether the flags in it are all that differ from their defaults
 * @param workload settings and parameters of the trial
 * @param client machine, JVM and version that offered the load
 */
public record Identity(
        Map<String, String> server,
        Map<String, String> engine,
        boolean flagsKnown,
        Map<String, String> workload,
        Map<String, String> client) {

    /** Options of the embedded simulator. */
    public static final String SIMULATION = "simulation";

    /** Begins the names of flags. */
    public static final String FLAG = "--";

    /** In {@link #server()} under names that all results have. */
    private static final Set<ServerProperty> NAMED_BY_THE_SERVER =
            EnumSet.of(ServerProperty.VERSION, ServerProperty.CONTEXT);

    private static final Set<String> FLAGS_OF_THE_ADDRESS = Set.of("host", "port", "uds", "model", "served-model-name");

    static Identity of(RunResult run, TrialResult trial) {
        return new Identity(
                server(run),
                engine(run.target().server()),
                run.target().server().flatMap(ServerIdentity::flags).isPresent(),
                workload(trial),
                client(run, trial));
    }

    private static Map<String, String> server(RunResult run) {
        Map<String, String> server = new TreeMap<>();
        // The address of an embedded or launched server changes with every run; what it was asked to be does not.
        if (run.target().simulated()) {
            server.put(SIMULATION, run.target().asked());
        } else if (run.target().facts().containsKey(TargetIdentity.LAUNCHED)) {
            server.put("target", run.target().asked());
        } else {
            server.put("target", run.target().uri());
        }
        server.put("simulated", String.valueOf(run.target().simulated()));
        run.target().engineVersion().ifPresent(version -> server.put("engine version", version));
        server.put("model", run.target().model());
        run.target().contextTokens().ifPresent(tokens -> server.put("context tokens", String.valueOf(tokens)));
        server.putAll(run.target().facts());
        return server;
    }

    private static Map<String, String> engine(Optional<ServerIdentity> identity) {
        Map<String, String> engine = new TreeMap<>();
        if (identity.isPresent()) {
            identity.get().facts().stream()
                    .filter(fact -> !NAMED_BY_THE_SERVER.contains(fact.property()))
                    .forEach(fact -> engine.put(fact.property().title(), fact.value()));
            identity.get()
                    .flags()
                    .ifPresent(flags -> flags.values().forEach((name, value) -> {
                        if (!FLAGS_OF_THE_ADDRESS.contains(name)) {
                            engine.put(FLAG + name, value);
                        }
                    }));
        }
        return engine;
    }

    private static Map<String, String> workload(TrialResult trial) {
        Map<String, String> workload = new TreeMap<>();
        trial.settings().forEach((name, value) -> workload.put(name, value.text()));
        // Where the server's log and its metrics lie changes nothing in what is measured.
        workload.remove(ServerSettings.LOG.name());
        workload.remove(ServerSettings.METRICS_URLS.name());
        workload.remove(Settings.TARGET.name()); // the server has its own part
        workload.putAll(trial.params());
        workload.put("workload", trial.benchmark());
        workload.put("seed", String.valueOf(trial.seed()));
        return workload;
    }

    private static Map<String, String> client(RunResult run, TrialResult trial) {
        Map<String, String> client = new TreeMap<>();
        client.put("client host", run.host().name());
        run.host().cpu().ifPresent(cpu -> client.put("client processor", cpu));
        client.put("client processors", String.valueOf(run.host().cpus()));
        client.put("Varcas", run.varcasVersion());
        JvmIdentity jvm = trial.forkResults().stream()
                .flatMap(fork -> fork.jvm().stream())
                .findFirst()
                .orElse(run.launcher());
        client.put("client JVM", jvm.name() + " " + jvm.version());
        return client;
    }
}
