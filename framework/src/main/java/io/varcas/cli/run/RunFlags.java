package io.varcas.cli.run;

import io.varcas.cli.flag.Flag;
import io.varcas.cli.flag.Flags;
import io.varcas.deployment.ServingSpec;
import io.varcas.runner.RunOptions;
import io.varcas.setting.ConnectionSettings;
import io.varcas.setting.HardwareSettings;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import io.varcas.setting.type.Brackets;
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
    private final Flag target;
    private final Flag hardware;
    private final Flag config;
    private final Flag out;
    private final Flag profilers;
    private final Flag stopOnFailure;
    private final Flag headers;

    public RunFlags(Flags flags) {
        this.flags = flags;
        includes = flags.addWords("<regexp>", "Workloads to run: found in the qualified name or the name. None: all.");
        excludes = flags.add(Flag.texts("-e", "<regexp>", "Workloads not to run; repeatable."));
        parameters = flags.add(Flag.texts(
                "-p",
                "<name=v,v>",
                "Values of a parameter field or a setting; several are swept over; repeatable. -lp lists them."));
        set(Settings.WARMUP_ITERATIONS, Flag.text("-wi", "<int>", "Warm-up windows."));
        set(Settings.WARMUP_TIME, Flag.text("-w", "<time>", "Length of a warm-up window: 10s, 500ms, 2min."));
        set(Settings.MEASUREMENT_ITERATIONS, Flag.text("-i", "<int>", "Measured windows."));
        set(Settings.MEASUREMENT_TIME, Flag.text("-r", "<time>", "Length of a measured window."));
        set(Settings.DRAIN_LIMIT, Flag.text("-to", "<time>", "Longest wait for answers after the last window."));
        set(Settings.FORKS, Flag.text("-f", "<int>", "Measured forks; 0 runs in this JVM."));
        set(
                Settings.CLIENTS,
                Flag.text(
                        "-clients",
                        "<int>",
                        "JVMs that share the load of a fork: the same requests at the same times."));
        set(Settings.WARMUP_FORKS, Flag.text("-wf", "<int>", "Forks before them whose results are thrown away."));
        set(Settings.JVM, Flag.text("-jvm", "<path>", "Java executable of the forks."));
        set(Settings.JVM_ARGS, Flag.text("-jvmArgs", "<args>", "Arguments of the forks' JVM, separated by blanks."));
        set(Settings.SEED, Flag.text("-seed", "<int>", "Seed of everything random."));
        set(Settings.MODEL, Flag.text("-model", "<name>", "Model name to ask for; else the server's first."));
        target = flags.add(Flag.text(
                        "-target",
                        "<target>",
                        "URL of a server, unix:/path of the socket it listens on, or sim:[accelerator][,key=value,...]"
                                + " for the embedded simulated one, such as sim:h100,model=llama-3.1-8b; serve -options"
                                + " lists the keys (default: ${DEFAULT-VALUE}).")
                .or("sim:"));
        headers = flags.add(Flag.texts(
                "-header",
                "<NAME=VALUE>",
                "HTTP header of every request; repeatable. A secret goes into an environment variable, such as TOKEN,"
                        + " and is written 'X-Token=$${TOKEN}'; it is never written to results."));
        set(
                ConnectionSettings.TRUSTED,
                Flag.text("-cacert", "<file>", "PEM file of certificates to trust instead of the JVM's."));
        set(ConnectionSettings.CERTIFICATE, Flag.text("-cert", "<file>", "PEM file of the client certificate."));
        set(ConnectionSettings.KEY, Flag.text("-key", "<file>", "PEM file of the client certificate's private key."));
        set(
                ConnectionSettings.INSECURE,
                Flag.on("--insecure", "Accept any certificate of the server; for test servers only."));
        hardware = flags.add(Flag.text(
                "-hardware",
                "<accelerator,...>",
                "Hardware under the server, to predict the run: h100,model=llama-3.1-8b,tp=2; serve -options lists"
                        + " the keys. A sim: target simulates it."));
        config = flags.add(Flag.text("-config", "<file>", "JSON file of settings, under the command line."));
        out = flags.add(
                Flag.text("-out", "<folder>", "Folder in which the run's bundle is made (default: ${DEFAULT-VALUE}).")
                        .or("results"));
        set(
                Settings.RECORD,
                Flag.on(
                        "-record",
                        "Record each fork's load as a trace in the bundle, with prompts and answers, to replay and"
                                + " check."));
        profilers = flags.add(Flag.texts("-prof", "<name>", "Attach a profiler; repeatable. -lprof lists them."));
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
        RunOptions.Builder builder =
                RunOptions.builder().target(target.standing()).out(out()).stopOnFailure(stopOnFailure.isTrue());
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
        for (String text : parameters.texts()) {
            parameter(text, builder);
        }
        return builder.build();
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

    private Map<String, String> hardwareSettings() {
        Map<String, String> named = new LinkedHashMap<>();
        String written = hardware.text();
        if (written != null) {
            try {
                ServingSpec.parse(written)
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
