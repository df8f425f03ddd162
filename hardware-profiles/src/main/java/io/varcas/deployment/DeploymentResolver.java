package io.varcas.deployment;

import io.varcas.calibration.DeviceProfile;
import io.varcas.calibration.DeviceProfiles;
import io.varcas.engine.EngineLimits;
import io.varcas.engine.Scheduling;
import io.varcas.engine.Scheduling.Speculation;
import io.varcas.hardware.Accelerator;
import io.varcas.hardware.Arithmetic;
import io.varcas.hardware.CloudInstance;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.KvPrecision;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import io.varcas.roofline.CudaGraphs;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.ServingLimits;
import io.varcas.routing.RoutingPolicy;
import io.varcas.traffic.Seed;
import io.varcas.validation.DidYouMean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks up what was said of the hardware under a server: names in catalogs, numbers by their rules, the rest by vLLM's defaults.
 *
 * <p>It finds every fault before it fails.
 */
public final class DeploymentResolver {

    /** The model of those who name none: the one that most published measurements are of. */
    public static final String DEFAULT_MODEL = "llama-3.1-8b";

    /** End of what is a file and no name. */
    public static final String FILE = ".json";

    private static final double DEFAULT_ACCEPTANCE = 0.7;

    private final DeploymentSpec spec;
    private final Catalogs catalogs;
    private final String engine;
    private final SpecValues values;

    private DeploymentResolver(DeploymentSpec spec, Catalogs catalogs, String engine) {
        this.spec = spec;
        this.catalogs = catalogs;
        this.engine = engine;
        this.values = new SpecValues(spec);
    }

    /**
     * Looks up.
     *
     * @param spec what was said
     * @param catalogs where names are looked up
     * @param engine engine and version that serves, such as {@code vllm 0.32.0}; the device profile and its share of memory depend on it
     * @throws IllegalArgumentException naming every unknown name, wrong number and impossible combination in one line, each with the
     *     nearest right value; whether the model fits into memory is asked of the {@linkplain DeployedHardware#refusal result}
     */
    public static DeployedHardware resolve(DeploymentSpec spec, Catalogs catalogs, String engine) {
        return new DeploymentResolver(spec, catalogs, engine).hardware();
    }

    /**
     * Finds an accelerator by the name of a catalog's or a file's.
     *
     * @throws IllegalArgumentException if there is none, with the nearest name
     */
    public static Accelerator accelerator(String name, HardwareCatalog known) {
        if (!name.endsWith(FILE)) {
            return known.accelerator(name);
        }
        List<Accelerator> described = known.with(existing(name)).accelerators().stream()
                .filter(accelerator -> !known.accelerators().contains(accelerator))
                .toList();
        if (described.size() != 1) {
            throw new IllegalArgumentException(
                    name + " describes " + described.size() + " accelerators; it must be one");
        }
        return described.get(0);
    }

    /**
     * Finds a model by the name of a catalog's, or by its {@code config.json} or the folder that holds it.
     *
     * @throws IllegalArgumentException if there is none, with the nearest name
     */
    public static ModelArchitecture model(String name, ModelCatalog known) {
        return known.find(name.endsWith(FILE) ? existing(name).toString() : name);
    }

    private DeployedHardware hardware() {
        @Nullable
        CloudInstance instance = values.look(DeploymentOption.INSTANCE, catalogs.hardware()::instance, () -> null);
        @Nullable Accelerator accelerator = accelerator(instance);
        @Nullable
        ModelArchitecture model = values.look(
                DeploymentOption.MODEL,
                name -> model(name, catalogs.models()),
                () -> catalogs.models().model(DEFAULT_MODEL));
        @Nullable
        Precision precision = values.look(
                DeploymentOption.PRECISION,
                Precision::of,
                () -> model == null || accelerator == null ? null : precision(model, accelerator));
        KvPrecision kv = values.say(DeploymentOption.KV_CACHE_DTYPE, KvPrecision::of, KvPrecision.AUTO);
        int tp = values.say(DeploymentOption.TP, value -> SpecValues.whole(value, 1), 1);
        int pp = values.say(DeploymentOption.PP, value -> SpecValues.whole(value, 1), 1);
        int replicas = values.say(DeploymentOption.REPLICAS, value -> SpecValues.whole(value, 1), 1);
        RoutingPolicy routing = values.say(DeploymentOption.ROUTER, SpecValues::routing, RoutingPolicy.LEAST_REQUESTS);
        Scheduling scheduling = scheduling();
        OptionalLong kvTokens = spec.has(DeploymentOption.KV_TOKENS)
                ? OptionalLong.of(values.say(DeploymentOption.KV_TOKENS, value -> SpecValues.whole(value, 16), 16))
                : OptionalLong.empty();
        int block = values.say(
                DeploymentOption.BLOCK_SIZE, value -> SpecValues.whole(value, 1), EngineLimits.DEFAULT_BLOCK_TOKENS);
        @Nullable ServingLimits limits = limits(accelerator, model);
        @Nullable Deployment deployment = null;
        if (accelerator != null && model != null && precision != null) {
            int perHost = instance == null ? Math.max(1, tp * pp) : instance.acceleratorCount();
            deployment = values.attempt(
                    () -> kernels(new Deployment(model, accelerator, precision, kv, tp, pp, perHost).servedBy(engine)));
        }
        Optional<DeviceProfile> profile = deployment == null ? Optional.empty() : profile(deployment);
        values.faults().raise();
        if (deployment == null || limits == null) {
            throw new IllegalStateException("hardware without a fault was not found: " + spec);
        }
        DeployedHardware hardware = new DeployedHardware(
                deployment,
                limits,
                replicas,
                routing,
                scheduling,
                StepTiming.of(profile, deployment),
                kvTokens,
                block,
                instance);
        if (hardware.refusal().isEmpty()) {
            values.attempt(hardware::newEngine); // refuses limits that do not go with the scheduling
            values.faults().raise();
        }
        return hardware;
    }

    private Deployment kernels(Deployment usual) {
        Deployment graphs = usual.withGraphs(values.say(DeploymentOption.CUDA_GRAPHS, CudaGraphs::of, CudaGraphs.ALL));
        return spec.get(DeploymentOption.MOE_KERNEL)
                .map(graphs::withExpertKernels)
                .orElse(graphs);
    }

    private @Nullable Accelerator accelerator(@Nullable CloudInstance instance) {
        if (!spec.namesHardware()) {
            values.faults().find("no accelerator is named; begin with one, such as h100");
            return null;
        }
        if (instance == null) {
            return values.look(
                    DeploymentOption.ACCELERATOR, name -> accelerator(name, catalogs.hardware()), () -> null);
        }
        Accelerator rented = catalogs.hardware().accelerator(instance.acceleratorId());
        @Nullable
        Accelerator named =
                values.look(DeploymentOption.ACCELERATOR, name -> accelerator(name, catalogs.hardware()), () -> rented);
        values.faults()
                .findIf(
                        named != null && !named.id().equals(rented.id()),
                        "instance " + instance.id() + " has accelerators " + rented.id() + ", not "
                                + spec.get(DeploymentOption.ACCELERATOR).orElse("") + "; name one of the two");
        return rented;
    }

    private static Precision precision(ModelArchitecture model, Accelerator accelerator) {
        @Nullable Precision shipped = model.shipped();
        if (shipped != null && shipped != Precision.BF16 && shipped != Precision.FP16) {
            return shipped;
        }
        return accelerator.halfPrecision() == Arithmetic.BF16 ? Precision.BF16 : Precision.FP16;
    }

    private Scheduling scheduling() {
        Scheduling scheduling = Scheduling.DEFAULT
                .withChunkedPrefill(values.say(DeploymentOption.ENABLE_CHUNKED_PREFILL, SpecValues::flag, true))
                .withPrefixCaching(values.say(DeploymentOption.ENABLE_PREFIX_CACHING, SpecValues::flag, true));
        if (!spec.has(DeploymentOption.SPEC_TOKENS)) {
            values.faults()
                    .findIf(spec.has(DeploymentOption.SPEC_ACCEPTANCE), "spec-acceptance needs spec-tokens; add it");
            return scheduling;
        }
        int drafts = values.say(DeploymentOption.SPEC_TOKENS, value -> SpecValues.whole(value, 1), 1);
        double acceptance = values.say(
                DeploymentOption.SPEC_ACCEPTANCE, value -> SpecValues.number(value, 0, 1), DEFAULT_ACCEPTANCE);
        return scheduling.withSpeculation(new Speculation(drafts, acceptance, Seed.of(42)));
    }

    private @Nullable ServingLimits limits(@Nullable Accelerator accelerator, @Nullable ModelArchitecture model) {
        int context = values.say(
                DeploymentOption.MAX_MODEL_LEN,
                value -> SpecValues.whole(value, 2),
                model == null ? 2 : Math.max(2, model.maxContextTokens()));
        int seqs = values.say(DeploymentOption.MAX_NUM_SEQS, value -> SpecValues.whole(value, 1), 0);
        int batched = values.say(DeploymentOption.MAX_NUM_BATCHED_TOKENS, value -> SpecValues.whole(value, 1), 0);
        double share =
                values.say(DeploymentOption.GPU_MEMORY_UTILIZATION, value -> SpecValues.number(value, 0.01, 1), -1.0);
        if (accelerator == null) {
            return null;
        }
        ServingLimits defaults = ServingLimits.defaultsOn(accelerator, context, engine);
        return values.attempt(() -> new ServingLimits(
                seqs > 0 ? seqs : Math.min(defaults.maxNumSeqs(), batched > 0 ? batched : defaults.maxNumSeqs()),
                batched > 0 ? batched : Math.max(defaults.maxNumBatchedTokens(), seqs),
                context,
                share > 0 ? share : defaults.gpuMemoryUtilization()));
    }

    private Optional<DeviceProfile> profile(Deployment deployment) {
        if (!spec.has(DeploymentOption.PROFILE)) {
            return catalogs.profiles().bestFor(deployment, engine);
        }
        return Optional.ofNullable(
                values.look(DeploymentOption.PROFILE, name -> profile(name, deployment), () -> null));
    }

    /** A profile asked for by name or file counts also where its scope would not pick it. */
    private DeviceProfile profile(String name, Deployment deployment) {
        if (name.endsWith(FILE)) {
            DeviceProfiles read = DeviceProfiles.none().with(existing(name));
            return read.bestFor(deployment, engine)
                    .orElseThrow(() -> new IllegalArgumentException(
                            read.all().isEmpty()
                                    ? name + " contains no device profile"
                                    : name + " is of " + read.all().get(0).scope() + ", which does not cover "
                                            + deployment.model().id() + " in "
                                            + deployment.precision().key() + " on "
                                            + deployment.accelerator().id()));
        }
        return catalogs.profiles().all().stream()
                .filter(profile -> profile.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(DidYouMean.message(
                        "device profile",
                        name,
                        catalogs.profiles().all().stream()
                                .map(DeviceProfile::id)
                                .toList())));
    }

    private static Path existing(String name) {
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file " + name);
        }
        return file;
    }
}
