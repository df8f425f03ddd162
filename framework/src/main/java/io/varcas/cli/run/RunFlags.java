package io.varcas.cli.run;

import io.varcas.cli.flag.Flag;
import io.varcas.cli.flag.Flags;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.runner.RunOptions;
import io.varcas.setting.ConnectionSettings;
import io.varcas.setting.FlagSettings;
import io.varcas.setting.HardwareSettings;
import io.varcas.setting.Layer;
import io.varcas.setting.ServerSettings;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import io.varcas.setting.type.Brackets;
import io.varcas.sla.ObjectiveOverrides;
import io.varcas.validation.UsageException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The flags of a run: JMH's words where they mean the same, ours after them. */
public final class RunFlags {

    private final Map<String, Flag> settings = new LinkedHashMap<>();
    private final Flags flags;
    private final Flag includes;
    private final Flag excludes;
    private final Flag parameters;
    private final Flag serverFlags;
    private final Flag target;
    private final Flag hardware;
    private final Flag config;
    private final Flag out;
    private final Flag profilers;
    private final Flag stopOnFailure;
    private final Flag headers;
    private final Flag objectives;
    private final Flag tags;
    private final Flag metricsUrls;

    public RunFlags(Flags flags) {
        this.flags = flags;
        includes = flags.addWords("<regexp>", "Run the workloads whose name or class name matches (default: all).");
        excludes = flags.add(Flag.texts("-e", "<regexp>", "Exclude matching workloads. Repeatable."));
        parameters = flags.add(Flag.texts(
                "-p",
                "<name=v,v>",
                "Set a parameter or a setting; several values are a sweep. -lp lists both. Repeatable."));
        set(Settings.WARMUP_ITERATIONS, Flag.text("-wi", "<int>", "Number of warm-up iterations."));
        set(
                Settings.WARMUP_TIME,
                Flag.text("-w", "<time>", "Duration of a warm-up iteration, such as 10s, 500ms or 2min."));
        set(Settings.MEASUREMENT_ITERATIONS, Flag.text("-i", "<int>", "Number of measurement iterations."));
        set(Settings.MEASUREMENT_TIME, Flag.text("-r", "<time>", "Duration of a measurement iteration."));
        set(Settings.DRAIN_LIMIT, Flag.text("-to", "<time>", "Maximum wait for responses after the last iteration."));
        set(Settings.FORKS, Flag.text("-f", "<int>", "Number of measurement forks; 0 runs in this JVM."));
        set(Settings.CLIENTS, Flag.text("-clients", "<int>", "Number of JVMs that share the load of a fork."));
        set(Settings.WARMUP_FORKS, Flag.text("-wf", "<int>", "Number of warm-up forks; their results are discarded."));
        set(Settings.JVM, Flag.text("-jvm", "<path>", "Java executable of the forks."));
        set(Settings.JVM_ARGS, Flag.text("-jvmArgs", "<args>", "JVM arguments of the forks, separated by spaces."));
        set(Settings.SEED, Flag.text("-seed", "<int>", "Seed of all random draws."));
        set(
                Settings.MODEL,
                Flag.text("-model", "<name>", "Model to request (default: the first that the server lists)."));
        target = flags.add(Flag.text(
                "-target",
                "<target>",
                "Server URL, unix:/path of a socket, sim:[accelerator][,key=value,...] for the simulator (serve"
                        + " -options lists the keys), or launch:<command or file> to start a server (default: that of the"
                        + " workload, or sim:)."));
        serverFlags = flags.add(Flag.texts(
                "-s",
                "<flag=v,v>",
                "Set a flag of a launched server or the simulator by vLLM's name, as max-num-seqs=16 or"
                        + " enable-prefix-caching=on. Repeatable."));
        headers = flags.add(Flag.texts(
                "-header",
                "<NAME=VALUE>",
                "Add an HTTP header to every request. Pass secrets through the environment: 'X-Token=$${TOKEN}'."
                        + " Repeatable."));
        set(
                ConnectionSettings.TRUSTED,
                Flag.text("-cacert", "<file>", "Trust the certificates in this PEM file instead of the JVM's."));
        set(ConnectionSettings.CERTIFICATE, Flag.text("-cert", "<file>", "PEM file of the client certificate."));
        set(ConnectionSettings.KEY, Flag.text("-key", "<file>", "PEM file of the client certificate's private key."));
        set(
                ConnectionSettings.INSECURE,
                Flag.on("--insecure", "Accept any server certificate; for test servers only."));
        set(
                ServerSettings.LOG,
                Flag.text(
                        "-serverLog",
                        "<file>",
                        "Read the flags and kernels of the server from its log file, and record them with the"
                                + " result."));
        metricsUrls = flags.add(Flag.texts(
                "-metricsUrl",
                "<url>",
                "Read the server's metrics there instead of from the target's /metrics; attaches server-metrics."
                        + " Repeatable, for several ranks or replicas."));
        hardware = flags.add(Flag.text(
                "-hardware",
                "<accelerator,...>",
                "Hardware of the server, for the prediction: h100,model=llama-3.1-8b,tp=2; serve -options lists the"
                        + " keys."));
        config = flags.add(Flag.text("-config", "<file>", "Read settings from a JSON file; flags override them."));
        out = flags.add(Flag.text("-out", "<folder>", "Folder for the result bundle (default: ${DEFAULT-VALUE}).")
                .or("results"));
        set(Settings.RECORD, Flag.on("-record", "Record prompts, outputs and times as a trace in the bundle."));
        objectives = flags.add(Flag.texts(
                "-sla",
                "<objective>",
                "Add an objective, such as \"ttft.p95<=500ms\", in place of the workload's on the same metric; @file"
                        + " reads one a line; none drops the workload's. Repeatable."));
        tags = flags.add(Flag.texts(
                "-tag", "<key=value>", "Tag the run, for history list -tag and history trend -tag. Repeatable."));
        profilers = flags.add(Flag.texts(
                "-prof",
                "<name[:options]>",
                "Attach a profiler, with options such as dcgm:url=http://gpu-host:9400/metrics; -lprof lists them."
                        + " Repeatable."));
        stopOnFailure = flags.add(Flag.choice(
                        boolean.class, "-foe", "<bool>", "Stop at the first failed trial (default: ${DEFAULT-VALUE}).")
                .or("false"));
    }

    private void set(Setting<?> setting, Flag flag) {
        settings.put(setting.name(), flags.add(flag));
    }

    /**
     * Turns the flags into options.
     *
     * @throws UsageException if two of them set the same thing, or a {@code -p} is not {@code name=values}
     */
    public RunOptions options() {
        RunOptions.Builder builder = RunOptions.builder().out(out()).stopOnFailure(stopOnFailure.isTrue());
        String server = target.text();
        if (server != null) {
            builder.target(server);
        }
        for (String regexp : includes.texts()) {
            builder.include(regexp);
        }
        for (String regexp : excludes.texts()) {
            builder.exclude(regexp);
        }
        for (String name : profilers.texts()) {
            builder.profiler(name);
        }
        Path file = config.file();
        if (file != null) {
            builder.config(file);
        }
        for (Map.Entry<String, String> setting : hardwareSettings().entrySet()) {
            builder.set(setting.getKey(), List.of(setting.getValue()));
        }
        for (Map.Entry<String, Flag> setting : settings.entrySet()) {
            for (String text : setting.getValue().texts()) {
                builder.set(setting.getKey(), List.of(text));
            }
        }
        if (!headers.texts().isEmpty()) {
            builder.set(ConnectionSettings.HEADERS, headers.texts());
        }
        builder.objectives(objectives()).tags(tags.texts());
        if (!metricsUrls.texts().isEmpty()) {
            builder.set(ServerSettings.METRICS_URLS, metricsUrls.texts());
        }
        for (String text : parameters.texts()) {
            parameter(text, builder);
        }
        for (String text : serverFlags.texts()) {
            serverFlag(text, builder);
        }
        return builder.build();
    }

    private ObjectiveOverrides objectives() {
        try {
            return ObjectiveOverrides.parse(objectives.texts(), Layer.COMMAND_LINE);
        } catch (IllegalArgumentException fault) {
            throw new UsageException(String.valueOf(fault.getMessage())
                    .lines()
                    .map(line -> "-sla: " + line)
                    .toList());
        }
    }

    /** Returns the folder in which bundles are made. */
    public Path out() {
        return Path.of(out.standing());
    }

    private static void parameter(String text, RunOptions.Builder builder) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new UsageException("-p " + text + ": must be name=value[,value], such as -p rate=5,20");
        }
        builder.set(text.substring(0, equals), Brackets.split(text.substring(equals + 1)));
    }

    private static void serverFlag(String text, RunOptions.Builder builder) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new UsageException("-s " + text + ": must be flag=value[,value], such as -s max-num-seqs=4,16 or -s"
                    + " enable-prefix-caching=on,off");
        }
        builder.set(FlagSettings.name(text.substring(0, equals)), Brackets.split(text.substring(equals + 1)));
    }

    private Map<String, String> hardwareSettings() {
        Map<String, String> named = new LinkedHashMap<>();
        String written = hardware.text();
        if (written != null) {
            try {
                DeploymentSpec.parse(written)
                        .values()
                        .forEach((option, value) ->
                                named.put(HardwareSettings.of(option).name(), value));
            } catch (IllegalArgumentException fault) {
                throw new UsageException("-hardware " + fault.getMessage());
            }
        }
        return named;
    }
}
