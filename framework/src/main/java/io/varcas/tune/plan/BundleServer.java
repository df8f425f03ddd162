package io.varcas.tune.plan;

import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeployedHardware;
import io.varcas.deployment.DeploymentOption;
import io.varcas.deployment.DeploymentResolver;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.launch.ServerCommand;
import io.varcas.metric.MetricKey;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.result.ForkResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrafficResult;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.ServerFlags;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.ServerProperty;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.setting.FlagSettings;
import io.varcas.setting.HardwareSettings;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.Settings;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import io.varcas.tune.plan.MeasuredChange.Value;
import io.varcas.validation.DidYouMean;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A trial of a result bundle as a server and a load to plan for. */
public final class BundleServer {

    private static final int MOST_REQUESTS = 20_000;

    /** Properties of a server that decide its configuration, and the options of hardware that they set. */
    private static final Map<ServerProperty, DeploymentOption> OPTIONS = new EnumMap<>(Map.of(
            ServerProperty.MAX_NUM_SEQS, DeploymentOption.MAX_NUM_SEQS,
            ServerProperty.MAX_BATCHED_TOKENS, DeploymentOption.MAX_NUM_BATCHED_TOKENS,
            ServerProperty.CHUNKED_PREFILL, DeploymentOption.ENABLE_CHUNKED_PREFILL,
            ServerProperty.PREFIX_CACHE, DeploymentOption.ENABLE_PREFIX_CACHING,
            ServerProperty.BLOCK_SIZE, DeploymentOption.BLOCK_SIZE,
            ServerProperty.CONTEXT, DeploymentOption.MAX_MODEL_LEN,
            ServerProperty.TENSOR_PARALLEL, DeploymentOption.TP,
            ServerProperty.PIPELINE_PARALLEL, DeploymentOption.PP,
            ServerProperty.KV_DTYPE, DeploymentOption.KV_CACHE_DTYPE,
            ServerProperty.KV_TOKENS, DeploymentOption.KV_TOKENS));

    private static final int CALIBRATION_ROUNDS = 3;
    private static final double MOST_FACTOR = 10;

    private final ResultBundle bundle;
    private final TrialResult trial;
    private final TargetIdentity target;

    private BundleServer(ResultBundle bundle, TrialResult trial) {
        this.bundle = bundle;
        this.trial = trial;
        this.target = bundle.result().target();
    }

    /**
     * Chooses a trial.
     *
     * @param bundle the bundle
     * @param name name of the trial; empty if the bundle has only one
     * @throws IllegalArgumentException if there is no such trial, or several to choose from; one line with the names
     */
    public static BundleServer of(ResultBundle bundle, Optional<String> name) {
        List<TrialResult> trials = bundle.result().trials();
        List<String> names = trials.stream().map(TrialResult::trialName).toList();
        if (name.isEmpty() && trials.size() != 1) {
            throw new IllegalArgumentException(bundle.folder() + " has " + trials.size()
                    + " trials; choose one with -trial: " + String.join(", ", names));
        }
        return trials.stream()
                .filter(trial -> name.isEmpty() || trial.trialName().equals(name.get()))
                .findFirst()
                .map(trial -> new BundleServer(bundle, trial))
                .orElseThrow(() -> new IllegalArgumentException(DidYouMean.message("trial", name.orElse(""), names)));
    }

    /**
     * Returns the server and the load.
     *
     * @param given hardware that the user gave; it wins over what the bundle knows
     * @param catalogs where names are looked up
     * @param isCalibrated whether all step times are scaled so that the predicted median time per output token is the measured one
     * @throws IllegalArgumentException if the hardware is not known, or the trial has no requests; one line
     * @throws IOException if a request log cannot be read
     */
    public PlanSubject subject(DeploymentSpec given, Catalogs catalogs, boolean isCalibrated) throws IOException {
        DeployedHardware hardware = hardware(given, catalogs);
        RecordedLoad load = load();
        List<String> notes = new ArrayList<>();
        OptionalDouble tpot = metric("tpot.p50");
        DeployedHardware timed = hardware;
        if (isCalibrated && tpot.isPresent() && tpot.getAsDouble() > 0) {
            double factor = factor(hardware, load, tpot.getAsDouble());
            timed = hardware.slowerBy(factor);
            notes.add(String.format(
                    Locale.ROOT,
                    "calibrated on the trial: all step times x %.2f, so that tpot.p50 is the measured %.2f ms",
                    factor,
                    tpot.getAsDouble()));
        }
        return new PlanSubject(
                trial.trialName(),
                new Baseline(timed, engine(), command(hardware), isPoolFixed(hardware)),
                load,
                trial.objectives().stream()
                        .map(Verdict::objective)
                        .filter(BundleServer::isOfRun)
                        .toList(),
                notes);
    }

    private static boolean isOfRun(Objective objective) {
        return !objective.subject().predicted();
    }

    /** The factor on all step times that brings the predicted median time per output token to the measured one. */
    private static double factor(DeployedHardware hardware, RecordedLoad load, double tpotMillis) {
        Criteria none = new Criteria(Criteria.DEFAULT_LATENCY, List.of());
        double factor = 1;
        for (int round = 0; round < CALIBRATION_ROUNDS; round++) {
            DeployedHardware scaled = hardware.slowerBy(factor);
            double predicted = Forecast.of(scaled, load.simulate(scaled, 0, load.span()), none)
                    .metrics()
                    .value(MetricKey.parse("tpot.p50"))
                    .orElse(Double.NaN);
            double next = factor * tpotMillis / predicted;
            if (!(next > 1 / MOST_FACTOR && next < MOST_FACTOR)) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "the measured tpot.p50 (%.2f ms) is far from the predicted (%.2f ms): is -hardware that of the"
                                + " server? Fit a profile with calibrate, or plan with -uncalibrated",
                        tpotMillis,
                        predicted));
            }
            factor = next;
        }
        return factor;
    }

    private boolean isPoolFixed(DeployedHardware hardware) {
        return target.simulated() && hardware.kvTokens().isPresent();
    }

    private String engine() {
        return "vllm "
                + target.engineVersion()
                        .map(version -> version.replaceFirst("[+].*", ""))
                        .orElse("");
    }

    private DeployedHardware hardware(DeploymentSpec given, Catalogs catalogs) {
        if (!given.namesHardware() && target.simulated()) {
            return simulated();
        }
        DeploymentSpec spec = given;
        DeploymentSpec own = HardwareSettings.spec(ResolvedSettings.resolved(trial.settings()));
        for (Map.Entry<DeploymentOption, String> each : own.values().entrySet()) {
            boolean isOther = each.getKey() == DeploymentOption.ACCELERATOR && spec.namesHardware();
            spec = isOther ? spec : spec.orElse(each.getKey(), each.getValue());
        }
        if (!spec.namesHardware()) {
            throw new IllegalArgumentException(bundle.folder()
                    + " does not know the hardware of its server; add -hardware h100,model=llama-3.1-8b");
        }
        if (!target.simulated()) {
            spec = withFacts(spec);
        }
        if (!spec.has(DeploymentOption.MODEL)) {
            spec = spec.with(DeploymentOption.MODEL, knownModel(catalogs));
        }
        return DeploymentResolver.resolve(spec, catalogs, engine().strip());
    }

    private String knownModel(Catalogs catalogs) {
        try {
            catalogs.models().find(target.model());
            return target.model();
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "the model of " + bundle.folder() + " is not known; add model= to -hardware: "
                            + unknown.getMessage(),
                    unknown);
        }
    }

    private DeployedHardware simulated() {
        String asked = target.asked();
        DeploymentSpec own = HardwareSettings.spec(ResolvedSettings.resolved(trial.settings()));
        String whole = own.namesHardware() ? SimulatedTarget.on(own, asked) : asked;
        DeployedHardware hardware = SimulatedTarget.parse(whole)
                .engine()
                .hardware()
                .orElseThrow(() -> new IllegalArgumentException(bundle.folder()
                        + " was measured on a simulator without hardware; plan for sim:h100,model=llama-3.1-8b"));
        return configured(hardware);
    }

    /** Flags that were set for a run are those that its server reports. */
    private DeployedHardware configured(DeployedHardware hardware) {
        return new Baseline(hardware, engine(), command(hardware), true)
                .with(configuration().against(hardware));
    }

    private DeploymentSpec withFacts(DeploymentSpec spec) {
        DeploymentSpec whole = spec;
        for (Map.Entry<ServerProperty, DeploymentOption> option : OPTIONS.entrySet()) {
            Optional<String> value = value(option.getKey(), option.getValue()).filter(text -> !text.contains(" "));
            if (value.isPresent()) {
                whole = whole.orElse(option.getValue(), plain(option.getKey(), value.get()));
            }
        }
        if (identity().value(ServerProperty.GRAPHS).filter("none"::equals).isPresent()) {
            whole = whole.orElse(DeploymentOption.CUDA_GRAPHS, "none");
        }
        Optional<String> share = memoryShare();
        return share.isPresent() ? whole.orElse(DeploymentOption.GPU_MEMORY_UTILIZATION, share.get()) : whole;
    }

    private static String plain(ServerProperty property, String value) {
        return property == ServerProperty.KV_DTYPE ? (value.startsWith("fp8") ? "fp8" : "auto") : value;
    }

    private ServerIdentity identity() {
        return target.server().orElse(ServerIdentity.UNKNOWN);
    }

    /** Returns the flags of a plan that the server reports, whatever their defaults. */
    Configuration configuration() {
        Map<PlanFlag, String> flags = new EnumMap<>(PlanFlag.class);
        OPTIONS.forEach((property, option) -> flagOf(option)
                .ifPresent(flag ->
                        value(property, option).ifPresent(value -> flags.put(flag, plain(property, value)))));
        memoryShare().ifPresent(share -> flags.put(PlanFlag.GPU_MEMORY_UTILIZATION, share));
        return new Configuration(flags);
    }

    private static Optional<PlanFlag> flagOf(DeploymentOption option) {
        String label = option == DeploymentOption.TP ? PlanFlag.TENSOR_PARALLEL_SIZE.label() : option.label();
        return PlanFlag.labels().contains(label) ? Optional.of(PlanFlag.of(label)) : Optional.empty();
    }

    private Optional<String> memoryShare() {
        return set(PlanFlag.GPU_MEMORY_UTILIZATION)
                .or(() -> identity().flags().map(given -> given.values().get("gpu-memory-utilization")));
    }

    /** Returns the value of a property: as set for the trial, since a sweep has several servers, else as the server reports it. */
    private Optional<String> value(ServerProperty property, DeploymentOption option) {
        return flagOf(option)
                .flatMap(this::set)
                .or(() -> identity().value(property))
                .or(() -> started(option.label()));
    }

    /** Returns the value of a flag that the server was started with, if it differs from the default. */
    private Optional<String> started(String label) {
        return identity()
                .flags()
                .map(given -> given.values().get(label))
                .map(value -> value.equals("true") ? "on" : value.equals("false") ? "off" : value);
    }

    /** Returns the value that {@code -s} set for this trial. */
    private Optional<String> set(PlanFlag flag) {
        return Optional.ofNullable(trial.settings().get(FlagSettings.PREFIX + flag.label()))
                .map(ResolvedSettings.Value::text)
                .filter(text -> !text.equals(FlagSettings.UNSET));
    }

    private ServerCommand command(DeployedHardware hardware) {
        String launched = target.facts().getOrDefault(TargetIdentity.LAUNCHED, "");
        String flags = identity().flags().map(ServerFlags::commandLine).orElse("");
        try {
            return launched.isEmpty()
                    ? ServerCommand.parse(("vllm serve " + model(hardware) + " " + flags).strip())
                    : ServerCommand.parse(launched);
        } catch (IllegalArgumentException unreadable) {
            return ServerCommand.of(List.of("vllm", "serve", model(hardware)));
        }
    }

    private String model(DeployedHardware hardware) {
        return identity()
                .value(ServerProperty.MODEL)
                .orElse(hardware.deployment().model().id());
    }

    private RecordedLoad load() throws IOException {
        List<RequestRecord> records = new ArrayList<>();
        for (ForkResult fork : trial.forkResults()) {
            if (records.isEmpty()) {
                bundle.readRequests(fork, one -> {
                    if (records.size() < MOST_REQUESTS) {
                        records.add(one);
                    }
                });
            }
        }
        records.sort(Comparator.comparingLong(RequestRecord::intendedNanos));
        if (records.isEmpty()) {
            throw new IllegalArgumentException(
                    bundle.folder() + " has no requests of " + trial.trialName() + " to simulate");
        }
        long start = records.get(0).intendedNanos();
        List<RecordedLoad.Request> requests = records.stream()
                .map(record -> new RecordedLoad.Request(
                        record.intendedNanos() - start,
                        Math.max(1, record.input().tokens()),
                        Math.max(1, output(record))))
                .toList();
        Duration span = Duration.ofNanos(Math.max(
                1,
                records.stream().mapToLong(RequestRecord::intendedNanos).max().orElseThrow() - start));
        OptionalInt users = trial.users();
        return users.isPresent()
                ? RecordedLoad.closed(requests, users.getAsInt(), thinkTime(), repeated(records), longer(span, records))
                : RecordedLoad.open(requests, Integer.MAX_VALUE, repeated(records), span);
    }

    /** A closed loop runs on until its last response. */
    private static Duration longer(Duration span, List<RequestRecord> records) {
        long end = records.stream().mapToLong(RequestRecord::closedNanos).max().orElse(0)
                - records.get(0).intendedNanos();
        return Duration.ofNanos(Math.max(span.toNanos(), end));
    }

    private Duration thinkTime() {
        return ResolvedSettings.resolved(trial.settings()).get(Settings.THINK_TIME);
    }

    private static int output(RequestRecord record) {
        boolean isWhole =
                record.outcome() == Outcome.COMPLETED && record.output().tokens() > 0;
        return isWhole ? record.output().tokens() : record.askedTokens();
    }

    /** The greater of the share that the server took from its cache and the share that the prompts were made to have in common. */
    private OptionalDouble repeated(List<RequestRecord> records) {
        double prompts = records.stream().mapToInt(one -> one.input().tokens()).sum();
        double cached =
                records.stream().mapToInt(one -> one.cachedTokens().orElse(0)).sum();
        boolean isReported = records.stream().anyMatch(one -> one.cachedTokens().isPresent());
        OptionalDouble made =
                trial.traffic().map(TrafficResult::expectedCacheHit).orElse(OptionalDouble.empty());
        if (prompts == 0 || (!isReported && made.isEmpty())) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.min(0.99, Math.max(cached / prompts, made.orElse(0))));
    }

    /** Returns the measured numbers of this trial beside those of another, with the flags in which their servers differ. */
    public MeasuredChange beside(BundleServer baseline) {
        List<Value> values = new ArrayList<>();
        for (String key : List.of("throughput.output", "throughput.requests", "ttft.p50", "tpot.p50", "e2e.p95")) {
            OptionalDouble before = baseline.metric(key);
            OptionalDouble after = metric(key);
            if (before.isPresent() && after.isPresent()) {
                values.add(new Value(key, before.getAsDouble(), after.getAsDouble()));
            }
        }
        Configuration here = configuration();
        Configuration there = baseline.configuration();
        Map<PlanFlag, String> difference = new EnumMap<>(PlanFlag.class);
        here.changes().forEach((flag, value) -> {
            if (!value.equals(there.changes().get(flag))) {
                difference.put(flag, value);
            }
        });
        boolean isKnown = !here.isBaseline() && !there.isBaseline();
        return new MeasuredChange(
                bundle.folder().getFileName() + ": " + trial.trialName(),
                isKnown ? Optional.of(new Configuration(difference)) : Optional.empty(),
                values,
                List.of(),
                "");
    }

    private OptionalDouble metric(String key) {
        OptionalDouble value = trial.metrics().value(MetricKey.parse(key));
        return value.isPresent() && Double.isFinite(value.getAsDouble()) ? value : OptionalDouble.empty();
    }
}
