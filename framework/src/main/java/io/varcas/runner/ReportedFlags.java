package io.varcas.runner;

import io.varcas.result.identity.ServerFact;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.ServerProperty;
import io.varcas.runner.guard.ReportedFlag;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The identity of a server as flags of {@code vllm serve}. */
final class ReportedFlags {

    private static final Map<ServerProperty, String> FLAGS = flags();

    private ReportedFlags() {}

    /** Returns the flags: those of the start log, then those that follow from properties. */
    static List<ReportedFlag> of(ServerIdentity identity) {
        List<ReportedFlag> flags = new ArrayList<>();
        identity.flags()
                .ifPresent(logged -> logged.values()
                        .forEach((name, value) -> flags.add(
                                new ReportedFlag(name, value, logged.source().label()))));
        FLAGS.forEach((property, flag) -> identity.fact(property).ifPresent(fact -> flags.add(flag(flag, fact))));
        identity.fact(ServerProperty.GRAPHS).map(ReportedFlags::eager).ifPresent(flags::add);
        return flags;
    }

    private static ReportedFlag flag(String flag, ServerFact fact) {
        String value = switch (fact.value()) {
            case "on" -> "true";
            case "off" -> "false";
            default -> fact.value();
        };
        return new ReportedFlag(flag, value, fact.sourceNames());
    }

    /** Without CUDA graphs a server is eager; with a mode of them it is not. */
    private static ReportedFlag eager(ServerFact graphs) {
        return new ReportedFlag("enforce-eager", String.valueOf(graphs.value().equals("none")), graphs.sourceNames());
    }

    private static Map<ServerProperty, String> flags() {
        Map<ServerProperty, String> flags = new EnumMap<>(ServerProperty.class);
        flags.put(ServerProperty.REVISION, "revision");
        flags.put(ServerProperty.DTYPE, "dtype");
        flags.put(ServerProperty.QUANTIZATION, "quantization");
        flags.put(ServerProperty.ATTENTION, "attention-backend");
        flags.put(ServerProperty.PREFIX_CACHE, "enable-prefix-caching");
        flags.put(ServerProperty.CHUNKED_PREFILL, "enable-chunked-prefill");
        flags.put(ServerProperty.KV_DTYPE, "kv-cache-dtype");
        flags.put(ServerProperty.BLOCK_SIZE, "block-size");
        flags.put(ServerProperty.CONTEXT, "max-model-len");
        flags.put(ServerProperty.MAX_NUM_SEQS, "max-num-seqs");
        flags.put(ServerProperty.MAX_BATCHED_TOKENS, "max-num-batched-tokens");
        flags.put(ServerProperty.TENSOR_PARALLEL, "tensor-parallel-size");
        flags.put(ServerProperty.PIPELINE_PARALLEL, "pipeline-parallel-size");
        flags.put(ServerProperty.DATA_PARALLEL, "data-parallel-size");
        return flags;
    }
}
