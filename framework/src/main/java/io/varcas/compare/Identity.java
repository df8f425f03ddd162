package io.varcas.compare;

import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.JvmIdentity;
import java.util.Map;
import java.util.TreeMap;

/**
 * The recorded identity of a run: every named fact in which two runs can differ.
 *
 * @param server engine version, model, context and whatever else is known of the server
 * @param workload settings and parameters of the trial
 * @param client machine, JVM and version that offered the load
 */
record Identity(Map<String, String> server, Map<String, String> workload, Map<String, String> client) {

    /** Options of the embedded simulator. */
    static final String SIMULATION = "simulation";

    static Identity of(RunResult run, TrialResult trial) {
        return new Identity(server(run), workload(trial), client(run, trial));
    }

    private static Map<String, String> server(RunResult run) {
        Map<String, String> server = new TreeMap<>();
        // The address of an embedded server changes with every run; what it was asked to be does not.
        if (run.target().simulated()) {
            server.put(SIMULATION, run.target().asked());
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

    private static Map<String, String> workload(TrialResult trial) {
        Map<String, String> workload = new TreeMap<>();
        trial.settings().forEach((name, value) -> workload.put(name, value.text()));
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
