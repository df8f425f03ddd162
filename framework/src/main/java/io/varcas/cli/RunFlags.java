package io.varcas.cli;

import io.varcas.runner.RunOptions;
import io.varcas.runner.UsageException;
import io.varcas.serving.ServingSpec;
import io.varcas.setting.HardwareSettings;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The flags of a run: JMH's words where they mean the same, ours after them. */
final class RunFlags {

    private final Map<String, OptionSpec> settings = new LinkedHashMap<>();
    private final Flags flags;
    private final PositionalParamSpec includes;
    private final OptionSpec excludes;
    private final OptionSpec parameters;
    private final OptionSpec target;
    private final OptionSpec hardware;
    private final OptionSpec config;
    private final OptionSpec out;
    private final OptionSpec profilers;
    private final OptionSpec stopOnFailure;

    RunFlags(CommandSpec command) {
        flags = new Flags(command);
        includes = flags.addOthers("<regexp>", "Workloads to run: found in the qualified name or the name. None: all.");
        excludes = flags.add(Flags.texts("-e", "<regexp>", "Workloads not to run; repeatable."));
        parameters = flags.add(Flags.texts(
                "-p",
                "<name=v,v>",
                "Values of a parameter field or a setting; several are swept over; repeatable. -lp lists them."));
        set(Settings.WARMUP_ITERATIONS, Flags.text("-wi", "<int>", "Warm-up windows."));
        set(Settings.WARMUP_TIME, Flags.text("-w", "<time>", "Length of a warm-up window: 10s, 500ms, 2min."));
        set(Settings.MEASUREMENT_ITERATIONS, Flags.text("-i", "<int>", "Measured windows."));
        set(Settings.MEASUREMENT_TIME, Flags.text("-r", "<time>", "Length of a measured window."));
        set(Settings.DRAIN_LIMIT, Flags.text("-to", "<time>", "Longest wait for answers after the last window."));
        set(Settings.FORKS, Flags.text("-f", "<int>", "Measured forks; 0 runs in this JVM."));
        set(
                Settings.CLIENTS,
                Flags.text(
                        "-clients",
                        "<int>",
                        "JVMs that share the load of a fork: the same requests at the same times."));
        set(Settings.WARMUP_FORKS, Flags.text("-wf", "<int>", "Forks before them whose results are thrown away."));
        set(Settings.JVM, Flags.text("-jvm", "<path>", "Java executable of the forks."));
        set(Settings.JVM_ARGS, Flags.text("-jvmArgs", "<args>", "Arguments of the forks' JVM, separated by blanks."));
        set(Settings.SEED, Flags.text("-seed", "<int>", "Seed of everything random."));
        set(Settings.MODEL, Flags.text("-model", "<name>", "Model name to ask for; else the server's first."));
        target = flags.add(Flags.text(
                        "-target",
                        "<target>",
                        "URL of a server, or sim:[accelerator][,key=value,...] for the embedded simulated one, such as"
                                + " sim:h100,model=llama-3.1-8b; serve -options lists the keys (default: ${DEFAULT-VALUE}).")
                .defaultValue("sim:"));
        hardware = flags.add(Flags.text(
                "-hardware",
                "<accelerator,...>",
                "Hardware under the server, to predict the run: h100,model=llama-3.1-8b,tp=2; serve -options lists"
                        + " the keys. A sim: target simulates it."));
        config = flags.add(Flags.file("-config", "<file>", "JSON file of settings, under the command line."));
        out = flags.add(
                Flags.file("-out", "<folder>", "Folder in which the run's bundle is made (default: ${DEFAULT-VALUE}).")
                        .defaultValue("results"));
        set(
                Settings.RECORD,
                Flags.on(
                        "-record",
                        "Record each fork's load as a trace in the bundle, with prompts and answers, to replay and check."));
        profilers = flags.add(Flags.texts("-prof", "<name>", "Attach a profiler; repeatable. -lprof lists them."));
        stopOnFailure =
                flags.add(Flags.text("-foe", "<bool>", "Stop at the first failed trial (default: ${DEFAULT-VALUE}).")
                        .type(boolean.class)
                        .arity("1")
                        .defaultValue("false"));
    }

    private void set(Setting<?> setting, OptionSpec.Builder flag) {
        settings.put(setting.name(), flags.add(flag));
    }

    /**
     * Turns the flags into options.
     *
     * @throws UsageException if two of them set the same thing, or a {@code -p} is not {@code name=values}
     */
    RunOptions options() {
        RunOptions.Builder builder =
                RunOptions.builder().target(target.getValue()).out(out()).stopOnFailure(stopOnFailure.getValue());
        for (String regexp : includes.stringValues()) {
            builder.include(regexp);
        }
        for (String regexp : excludes.stringValues()) {
            builder.exclude(regexp);
        }
        for (String name : profilers.stringValues()) {
            builder.profiler(name);
        }
        Path file = config.getValue();
        if (file != null) {
            builder.config(file);
        }
        for (Map.Entry<String, String> setting : hardwareSettings().entrySet()) {
            builder.set(setting.getKey(), List.of(setting.getValue()));
        }
        for (Map.Entry<String, OptionSpec> setting : settings.entrySet()) {
            for (String text : setting.getValue().stringValues()) {
                builder.set(setting.getKey(), List.of(text));
            }
        }
        for (String text : parameters.stringValues()) {
            parameter(text, builder);
        }
        return builder.build();
    }

    /** Returns the folder in which bundles are made. */
    Path out() {
        return out.getValue();
    }

    private static void parameter(String text, RunOptions.Builder builder) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new UsageException("-p " + text + ": must be name=value[,value], such as -p rate=5,20");
        }
        builder.set(
                text.substring(0, equals),
                Arrays.asList(text.substring(equals + 1).split(",", -1)));
    }

    private Map<String, String> hardwareSettings() {
        Map<String, String> named = new LinkedHashMap<>();
        String written = hardware.getValue();
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
