package io.varcas.cli;

import io.varcas.runner.RunOptions;
import io.varcas.runner.UsageException;
import io.varcas.serving.ServingSpec;
import io.varcas.setting.HardwareSettings;
import io.varcas.setting.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The flags of a run: JMH's words where they mean the same, ours after them. */
final class RunFlags {

    @Parameters(
            paramLabel = "<regexp>",
            description = "Workloads to run: found in the qualified name or the name. None: all.")
    List<String> includes = new ArrayList<>();

    @Option(names = "-e", paramLabel = "<regexp>", description = "Workloads not to run; repeatable.")
    List<String> excludes = new ArrayList<>();

    @Option(
            names = "-p",
            paramLabel = "<name=v,v>",
            description =
                    "Values of a parameter field or a setting; several are swept over; repeatable. -lp lists them.")
    List<String> parameters = new ArrayList<>();

    @Option(names = "-wi", paramLabel = "<int>", description = "Warm-up windows.")
    @Nullable
    String warmupIterations;

    @Option(names = "-w", paramLabel = "<time>", description = "Length of a warm-up window: 10s, 500ms, 2min.")
    @Nullable
    String warmupTime;

    @Option(names = "-i", paramLabel = "<int>", description = "Measured windows.")
    @Nullable
    String iterations;

    @Option(names = "-r", paramLabel = "<time>", description = "Length of a measured window.")
    @Nullable
    String time;

    @Option(names = "-to", paramLabel = "<time>", description = "Longest wait for answers after the last window.")
    @Nullable
    String drainLimit;

    @Option(names = "-f", paramLabel = "<int>", description = "Measured forks; 0 runs in this JVM.")
    @Nullable
    String forks;

    @Option(
            names = "-clients",
            paramLabel = "<int>",
            description = "JVMs that share the load of a fork: the same requests at the same times.")
    @Nullable
    String clients;

    @Option(names = "-wf", paramLabel = "<int>", description = "Forks before them whose results are thrown away.")
    @Nullable
    String warmupForks;

    @Option(names = "-jvm", paramLabel = "<path>", description = "Java executable of the forks.")
    @Nullable
    String jvm;

    @Option(
            names = "-jvmArgs",
            paramLabel = "<args>",
            description = "Arguments of the forks' JVM, separated by blanks.")
    @Nullable
    String jvmArgs;

    @Option(names = "-seed", paramLabel = "<int>", description = "Seed of everything random.")
    @Nullable
    String seed;

    @Option(names = "-model", paramLabel = "<name>", description = "Model name to ask for; else the server's first.")
    @Nullable
    String model;

    @Option(
            names = "-target",
            paramLabel = "<target>",
            defaultValue = "sim:",
            description =
                    "URL of a server, or sim:[accelerator][,key=value,...] for the embedded simulated one, such as"
                            + " sim:h100,model=llama-3.1-8b; serve -options lists the keys (default: ${DEFAULT-VALUE}).")
    String target = "sim:";

    @Option(
            names = "-hardware",
            paramLabel = "<accelerator,...>",
            description =
                    "Hardware under the server, to predict the run: h100,model=llama-3.1-8b,tp=2; serve -options lists"
                            + " the keys. A sim: target simulates it.")
    @Nullable
    String hardware;

    @Option(names = "-config", paramLabel = "<file>", description = "JSON file of settings, under the command line.")
    @Nullable
    Path config;

    @Option(
            names = "-out",
            paramLabel = "<folder>",
            defaultValue = "results",
            description = "Folder in which the run's bundle is made (default: ${DEFAULT-VALUE}).")
    Path out = Path.of("results");

    @Option(
            names = "-record",
            description =
                    "Record each fork's load as a trace in the bundle, with prompts and answers, to replay and check.")
    boolean record;

    @Option(names = "-prof", paramLabel = "<name>", description = "Attach a profiler; repeatable. -lprof lists them.")
    List<String> profilers = new ArrayList<>();

    @Option(
            names = "-foe",
            paramLabel = "<bool>",
            arity = "1",
            defaultValue = "false",
            description = "Stop at the first failed trial (default: ${DEFAULT-VALUE}).")
    boolean stopOnFailure;

    /**
     * Turns the flags into options.
     *
     * @throws UsageException if two of them set the same thing, or a {@code -p} is not {@code name=values}
     */
    RunOptions options() {
        RunOptions.Builder builder =
                RunOptions.builder().target(target).out(out).stopOnFailure(stopOnFailure);
        includes.forEach(builder::include);
        excludes.forEach(builder::exclude);
        profilers.forEach(builder::profiler);
        if (config != null) {
            builder.config(config);
        }
        hardwareSettings().forEach((name, value) -> builder.set(name, List.of(value)));
        namedFlags().forEach((name, value) -> builder.set(name, List.of(value)));
        parameters.forEach(text -> parameter(text, builder));
        return builder.build();
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
        Map<String, String> settings = new LinkedHashMap<>();
        if (hardware != null) {
            try {
                ServingSpec.parse(hardware)
                        .values()
                        .forEach((option, value) ->
                                settings.put(HardwareSettings.of(option).name(), value));
            } catch (IllegalArgumentException fault) {
                throw new UsageException("-hardware " + fault.getMessage());
            }
        }
        return settings;
    }

    private Map<String, String> namedFlags() {
        Map<String, String> flags = new LinkedHashMap<>();
        add(flags, Settings.WARMUP_ITERATIONS.name(), warmupIterations);
        add(flags, Settings.WARMUP_TIME.name(), warmupTime);
        add(flags, Settings.MEASUREMENT_ITERATIONS.name(), iterations);
        add(flags, Settings.MEASUREMENT_TIME.name(), time);
        add(flags, Settings.DRAIN_LIMIT.name(), drainLimit);
        add(flags, Settings.FORKS.name(), forks);
        add(flags, Settings.CLIENTS.name(), clients);
        add(flags, Settings.WARMUP_FORKS.name(), warmupForks);
        add(flags, Settings.JVM.name(), jvm);
        add(flags, Settings.JVM_ARGS.name(), jvmArgs);
        add(flags, Settings.SEED.name(), seed);
        add(flags, Settings.MODEL.name(), model);
        add(flags, Settings.RECORD.name(), record ? "true" : null);
        return flags;
    }

    private static void add(Map<String, String> flags, String name, @Nullable String value) {
        if (value != null) {
            flags.put(name, value);
        }
    }
}
