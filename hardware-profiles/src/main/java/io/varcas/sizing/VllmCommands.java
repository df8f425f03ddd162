package io.varcas.sizing;

import io.varcas.hardware.Arithmetic;
import io.varcas.model.KvPrecision;
import io.varcas.model.Precision;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.MemoryPlan;
import io.varcas.roofline.ServingLimits;
import io.varcas.roofline.VllmVersion;
import io.varcas.sizing.VllmCommand.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the vLLM command lines of a candidate, every flag checked against the flags that the version takes. */
public final class VllmCommands {

    private static final double SAFE_UTILIZATION = 0.85;

    /** A pool that holds fewer than this many of the longest requests leaves no room for surprises. */
    private static final double FEW_LONGEST_REQUESTS = 2;

    private final VllmFlagCatalog flags;
    private final VllmVersion version;

    /**
     * @param flags flags by version
     * @param version the version that is to be started
     */
    public VllmCommands(VllmFlagCatalog flags, VllmVersion version) {
        this.flags = flags;
        this.version = version;
    }

    /**
     * Writes a command.
     *
     * @param candidate what is to be started
     * @param variant what for
     * @param contextTokens typical prompt and output together, for what the KV pool holds
     */
    public VllmCommand command(Candidate candidate, Variant variant, double contextTokens) {
        Deployment deployment = candidate.deployment();
        ServingLimits limits = variant == Variant.SAFE ? safe(candidate) : candidate.limits();
        MemoryPlan plan = MemoryPlan.of(deployment, limits);
        Draft draft = new Draft();
        draft.words.addAll(List.of("vllm", "serve", servedName(deployment)));
        if (!servedName(deployment).contains("/")) {
            draft.warnings.add("\"" + servedName(deployment)
                    + "\" is the name of a folder or file here; give vLLM the model's path or its name at the hub");
        }
        types(draft, deployment);
        draft.add("--tensor-parallel-size", deployment.tensorParallel(), deployment.tensorParallel() > 1);
        draft.add("--pipeline-parallel-size", deployment.pipelineParallel(), deployment.pipelineParallel() > 1);
        int engines = deployment.experts().dataParallel();
        draft.add("--data-parallel-size", engines, engines > 1);
        if (deployment.experts().expertParallel()) {
            draft.add("--enable-expert-parallel");
        }
        draft.add("--nnodes", candidate.instancesPerReplica(), candidate.instancesPerReplica() > 1);
        draft.add("--max-model-len", limits.maxModelLen(), true);
        draft.add("--max-num-seqs", limits.maxNumSeqs(), true);
        draft.add("--max-num-batched-tokens", limits.maxNumBatchedTokens(), true);
        draft.add("--gpu-memory-utilization", String.format(Locale.ROOT, "%.2f", limits.gpuMemoryUtilization()), true);
        machines(draft, candidate);
        if (variant == Variant.SAFE && limits.gpuMemoryUtilization() > SAFE_UTILIZATION) {
            draft.warnings.add("less of the memory would not hold the longest request");
        }
        memory(draft, plan, contextTokens);
        versions(draft);
        return new VllmCommand(variant, draft.words, limits, plan.kvTokens(contextTokens), draft.warnings);
    }

    /** Half the requests and less memory, as long as the longest request still fits. */
    private static ServingLimits safe(Candidate candidate) {
        ServingLimits sized = candidate.limits();
        ServingLimits half = sized.withMaxNumSeqs(Math.max(1, sized.maxNumSeqs() / 2));
        ServingLimits less = half.withGpuMemoryUtilization(Math.min(SAFE_UTILIZATION, sized.gpuMemoryUtilization()));
        return MemoryPlan.of(candidate.deployment(), less).refusal().isEmpty() ? less : half;
    }

    private static void types(Draft draft, Deployment deployment) {
        Precision precision = deployment.precision();
        @Nullable Precision shipped = deployment.model().shipped();
        boolean quantized = precision.linearBits() < 16;
        boolean bf16 = deployment.accelerator().supports(Arithmetic.BF16);
        String dtype =
                precision == Precision.FP32 ? "float32" : precision == Precision.FP16 || !bf16 ? "float16" : "bfloat16";
        draft.add("--dtype", dtype, !quantized || !bf16); // else the checkpoint decides
        if (!bf16 && precision != Precision.FP32) {
            draft.warnings.add(deployment.accelerator().id()
                    + " has no bfloat16: a checkpoint in it is converted to float16, where large values can overflow");
        }
        if (quantized && precision != shipped) {
            boolean atLoad = precision == Precision.FP8;
            draft.add("--quantization", "fp8", atLoad);
            draft.warnings.add(
                    atLoad
                            ? "weights are quantized to fp8 while loading; a checkpoint in fp8 loads faster and is"
                                    + " usually more accurate"
                            : "serve a checkpoint quantized to " + precision.key() + " in place of "
                                    + servedName(deployment) + "; vLLM reads the method from its config");
        }
        draft.add("--kv-cache-dtype", "fp8", deployment.kvPrecision() == KvPrecision.FP8);
    }

    private static void machines(Draft draft, Candidate candidate) {
        if (candidate.instancesPerReplica() > 1) {
            draft.warnings.add("a replica spans " + candidate.instancesPerReplica()
                    + " machines: run it on each with --node-rank 0, 1, .. and the first one's address as"
                    + " --master-addr");
        }
        if (candidate.replicasPerInstance() > 1) {
            int engines = candidate.deployment().experts().dataParallel();
            int servers = candidate.replicasPerInstance() / engines;
            if (servers == 1) {
                return;
            }
            draft.warnings.add(servers + " replicas a machine: start one server for every "
                    + candidate.deployment().accelerators() * engines
                    + " GPU(s), each with its own CUDA_VISIBLE_DEVICES and --port");
        }
    }

    private static void memory(Draft draft, MemoryPlan plan, double contextTokens) {
        long tokens = plan.kvTokens(contextTokens);
        int most = plan.limits().maxNumSeqs();
        Optional<String> refusal = plan.refusal();
        if (refusal.isPresent()) {
            draft.warnings.add(refusal.get());
        } else if (tokens < most * contextTokens) {
            draft.warnings.add("tight memory: the KV pool of " + tokens + " tokens holds "
                    + (long) (tokens / contextTokens) + " requests of " + Math.round(contextTokens)
                    + " tokens; of --max-num-seqs " + most + " the others wait or are preempted");
        } else if (tokens < FEW_LONGEST_REQUESTS * plan.limits().maxModelLen()) {
            draft.warnings.add("tight memory: the KV pool of " + tokens
                    + " tokens fits fewer than two requests of --max-model-len "
                    + plan.limits().maxModelLen());
        }
    }

    private void versions(Draft draft) {
        List<VllmFlagList> lists = flags.listsFor(version);
        if (lists.isEmpty() || !lists.get(0).version().equals(version)) {
            List<String> known =
                    lists.stream().map(list -> list.version().toString()).toList();
            draft.warnings.add("no list of the flags of vLLM " + version + "; checked against those of "
                    + String.join(" and ", known));
        }
    }

    /** The name at the hub, if the model has one. */
    private static String servedName(Deployment deployment) {
        return deployment.model().aliases().stream()
                .filter(alias -> alias.contains("/"))
                .findFirst()
                .orElse(deployment.model().id());
    }

    /** A command being written. */
    private final class Draft {

        private final List<String> words = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        private void add(String flag, Object value, boolean wanted) {
            if (wanted) {
                add(flag, String.valueOf(value));
            }
        }

        private void add(String... flagAndValue) {
            Optional<String> refusal = flags.refusal(version, flagAndValue[0]);
            if (refusal.isPresent()) {
                warnings.add("left out " + String.join(" ", flagAndValue) + ": " + refusal.get());
            } else {
                words.addAll(List.of(flagAndValue));
            }
        }
    }
}
