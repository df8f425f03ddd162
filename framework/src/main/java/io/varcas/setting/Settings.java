package io.varcas.setting;

import io.varcas.annotation.Arrivals;
import io.varcas.annotation.Endpoint;
import io.varcas.annotation.Fork;
import io.varcas.annotation.InputTokens;
import io.varcas.annotation.Measurement;
import io.varcas.annotation.OutputTokens;
import io.varcas.annotation.Profile;
import io.varcas.annotation.Warmup;
import io.varcas.annotation.Workload;
import io.varcas.setting.type.SettingType;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All settings of a workload, with their rules and documented defaults: the one place where they are listed. */
public final class Settings {

    /** Server that is measured. */
    public static final Setting<String> TARGET = new Setting<>(
            "target",
            SettingType.text(),
            Optional.empty(),
            from(Workload.class, "target"),
            "server to measure: a URL, unix:, sim: or launch:; unset: sim: (-target)");

    /** Model name the server knows; unset, the first model that the server lists. */
    public static final Setting<String> MODEL = new Setting<>(
            "model",
            SettingType.text(),
            Optional.empty(),
            from(Workload.class, "model"),
            "model name to request; unset: the first that the server lists (-model)");

    /** Route that requests go to. */
    public static final Setting<Endpoint> ENDPOINT =
            of(Workload.class, "endpoint", SettingType.choice(Endpoint.class), Endpoint.CHAT, "route of the requests");

    /** Streaming of responses. */
    public static final Setting<Boolean> STREAMING =
            of(Workload.class, "streaming", SettingType.onOff(), true, "stream responses");

    /** Seed of everything drawn at random. */
    public static final Setting<Long> SEED =
            of(Workload.class, "seed", SettingType.longNumber(), 42L, "seed of all random draws (-seed)");

    /** Longest time of one request. */
    public static final Setting<Duration> TIMEOUT = of(
            Workload.class, "timeout", SettingType.duration(), Duration.ofMinutes(5), "maximum duration of a request");

    /** Transport of requests. */
    public static final Setting<TransportKind> TRANSPORT = new Setting<>(
            "transport",
            SettingType.choice(TransportKind.class),
            Optional.of(TransportKind.SOCKETS),
            Optional.empty(),
            "HTTP client: non-blocking sockets, or the JDK's HTTP client, which supports proxies");

    /** Requirement of an end mark in responses. */
    public static final Setting<Boolean> END_MARK = new Setting<>(
            "endMark",
            SettingType.onOff(),
            Optional.of(true),
            Optional.empty(),
            "treat a response without finish reason, [DONE] or usage as truncated; false accepts any complete"
                    + " HTTP response");

    /** Field of a chat that bounds its output. */
    public static final Setting<MaxTokensField> MAX_TOKENS_FIELD = new Setting<>(
            "maxTokensField",
            SettingType.choice(MaxTokensField.class),
            Optional.of(MaxTokensField.MAX_COMPLETION_TOKENS),
            Optional.empty(),
            "request field that limits the output of a chat; older servers know max_tokens only");

    /** Process of an open loop's arrivals. */
    public static final Setting<Arrivals> ARRIVALS = LoadSettings.ARRIVALS;

    /** Open loop: mean arrivals per second. */
    public static final Setting<Double> RATE = LoadSettings.RATE;

    /** Closed loop: users. */
    public static final Setting<Integer> USERS = LoadSettings.USERS;

    /** Closed loop: pause of a user after an output. */
    public static final Setting<Duration> THINK_TIME = LoadSettings.THINK_TIME;

    /** Prompt length. */
    public static final LengthSettings INPUT_TOKENS = LengthSettings.of("inputTokens", "prompt", InputTokens.class, 50);

    /** Output length. */
    public static final LengthSettings OUTPUT_TOKENS =
            LengthSettings.of("outputTokens", "output", OutputTokens.class, 100);

    /** Warm-up iterations. */
    public static final Setting<Integer> WARMUP_ITERATIONS = named(
            "warmup.iterations",
            Warmup.class,
            "iterations",
            SettingType.wholeNumber(0, 1_000_000),
            1,
            "number of warm-up iterations (-wi)");

    /** Length of a warm-up iteration. */
    public static final Setting<Duration> WARMUP_TIME = named(
            "warmup.time",
            Warmup.class,
            "time",
            SettingType.duration(),
            Duration.ofSeconds(5),
            "duration of a warm-up iteration (-w)");

    /** Measurement phase. */
    public static final Setting<Integer> MEASUREMENT_ITERATIONS = named(
            "measurement.iterations",
            Measurement.class,
            "iterations",
            SettingType.wholeNumber(1, 1_000_000),
            3,
            "number of measurement iterations (-i)");

    /** Length of a measurement iteration. */
    public static final Setting<Duration> MEASUREMENT_TIME = named(
            "measurement.time",
            Measurement.class,
            "time",
            SettingType.duration(),
            Duration.ofSeconds(15),
            "duration of a measurement iteration (-r)");

    /** Longest wait for outputs after the last iteration. */
    public static final Setting<Duration> DRAIN_LIMIT = new Setting<>(
            "drain.limit",
            SettingType.durationOrZero(),
            Optional.of(Duration.ofSeconds(30)),
            Optional.empty(),
            "maximum wait for responses after the last iteration (-to)");

    /** Recording of the load as a trace. */
    public static final Setting<Boolean> RECORD = new Setting<>(
            "record",
            SettingType.onOff(),
            Optional.of(false),
            Optional.empty(),
            "record the load as a trace, with prompts and outputs (-record)");

    /** Recording of the git commit of the working folder. */
    public static final Setting<Boolean> REVISION = new Setting<>(
            "revision",
            SettingType.onOff(),
            Optional.of(true),
            Optional.empty(),
            "record the git commit of the working folder");

    /** Profilers, by name or class; {@code -prof} adds to them. */
    public static final Setting<List<String>> PROFILERS = new Setting<>(
            "profilers",
            SettingType.texts(),
            Optional.empty(),
            from(Profile.class, "value"),
            "profilers that watch the run, separated by spaces, or none; -prof adds to them");

    /** Measured forks. */
    public static final Setting<Integer> FORKS = named(
            "forks",
            Fork.class,
            "value",
            SettingType.wholeNumber(0, 1000),
            1,
            "number of measurement forks; 0 runs in this JVM (-f)");

    /** JVMs that share the load of a fork. */
    public static final Setting<Integer> CLIENTS = new Setting<>(
            "clients",
            SettingType.wholeNumber(1, 256),
            Optional.of(1),
            Optional.empty(),
            "JVMs that share the load of a fork (-clients)");

    /** Forks thrown away before the measured ones. */
    public static final Setting<Integer> WARMUP_FORKS = named(
            "warmupForks",
            Fork.class,
            "warmups",
            SettingType.wholeNumber(0, 1000),
            0,
            "number of warm-up forks, whose results are discarded (-wf)");

    /** Java executable of the forks. */
    public static final Setting<String> JVM = new Setting<>(
            "jvm",
            SettingType.text(),
            Optional.empty(),
            from(Fork.class, "jvm"),
            "Java executable of the forks (-jvm)");

    /** Arguments of the forks' JVM. */
    public static final Setting<List<String>> JVM_ARGS = new Setting<>(
            "jvmArgs",
            SettingType.texts(),
            Optional.empty(),
            from(Fork.class, "jvmArgs"),
            "arguments of the forks' JVM (-jvmArgs)");

    /** Sampling temperature. */
    public static final Setting<Double> TEMPERATURE = SamplingSettings.TEMPERATURE;

    /** Nucleus. */
    public static final Setting<Double> TOP_P = SamplingSettings.TOP_P;

    /** Generation of the full drawn length. */
    public static final Setting<Boolean> IGNORE_EOS = SamplingSettings.IGNORE_EOS;

    /** Texts that end an output. */
    public static final Setting<List<String>> STOP = SamplingSettings.STOP;

    private static final List<Setting<?>> ALL = joined(
            List.<Setting<?>>of(
                    TARGET, MODEL, ENDPOINT, STREAMING, SEED, TIMEOUT, TRANSPORT, END_MARK, MAX_TOKENS_FIELD),
            ConnectionSettings.all(),
            ServerSettings.all(),
            LoadSettings.open(),
            LoadSettings.closed(),
            LoadSettings.any(),
            INPUT_TOKENS.all(),
            OUTPUT_TOKENS.all(),
            PromptSettings.all(),
            DatasetSettings.all(),
            GroundTruthSettings.all(),
            List.<Setting<?>>of(
                    WARMUP_ITERATIONS,
                    WARMUP_TIME,
                    MEASUREMENT_ITERATIONS,
                    MEASUREMENT_TIME,
                    DRAIN_LIMIT,
                    RECORD,
                    PROFILERS,
                    REVISION),
            List.<Setting<?>>of(FORKS, CLIENTS, WARMUP_FORKS, JVM, JVM_ARGS),
            SamplingSettings.all(),
            VerdictSettings.all(),
            CapacitySettings.all(),
            HardwareSettings.all());

    private static final Map<String, Setting<?>> BY_NAME = byName();

    private Settings() {}

    /** Returns all settings in the order in which help and listings show them, but for flags of the server ({@link FlagSettings}). */
    public static List<Setting<?>> all() {
        return ALL;
    }

    /** Returns the setting of this name, flags of the server included; empty if unknown. */
    public static Optional<Setting<?>> named(String name) {
        Optional<Setting<?>> listed = Optional.ofNullable(BY_NAME.get(name));
        return listed.isPresent() ? listed : FlagSettings.find(name);
    }

    /** Returns the names of all settings, in that order, but for flags of the server. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Setting<?> setting : ALL) {
            names.add(setting.name());
        }
        return names;
    }

    @SafeVarargs
    private static List<Setting<?>> joined(List<Setting<?>>... parts) {
        List<Setting<?>> joined = new ArrayList<>();
        for (List<Setting<?>> part : parts) {
            joined.addAll(part);
        }
        return Collections.unmodifiableList(joined);
    }

    private static Map<String, Setting<?>> byName() {
        Map<String, Setting<?>> settings = new LinkedHashMap<>();
        for (Setting<?> setting : ALL) {
            settings.put(setting.name(), setting);
        }
        return Collections.unmodifiableMap(settings);
    }

    private static <T> Setting<T> of(
            Class<? extends Annotation> annotation, String name, SettingType<T> type, T defaultValue, String meaning) {
        return named(name, annotation, name, type, defaultValue, meaning);
    }

    private static <T> Setting<T> named(
            String name,
            Class<? extends Annotation> annotation,
            String member,
            SettingType<T> type,
            T defaultValue,
            String meaning) {
        return Setting.of(name, annotation, member, type, defaultValue, meaning);
    }

    private static Optional<Setting.Source> from(Class<? extends Annotation> annotation, String member) {
        return Optional.of(new Setting.Source(annotation, member));
    }
}
