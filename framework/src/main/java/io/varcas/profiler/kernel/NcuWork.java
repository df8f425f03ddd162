package io.varcas.profiler.kernel;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * Operations and bytes of one launch, from the hardware counters of Nsight Compute. A fused multiply-add is two
 * operations; instructions on packed halves work on two numbers (Nsight Compute, roofline sections, 2024.3).
 */
final class NcuWork {

    private static final String TENSOR_OPS = "sm__ops_path_tensor_";
    private static final String TENSOR_INSTRUCTIONS = "sm__inst_executed_pipe_tensor.sum";

    private static final Map<String, Double> OPERATIONS = Map.of(
            "ffma", 2.0, "fadd", 1.0, "fmul", 1.0, "dfma", 2.0, "dadd", 1.0, "dmul", 1.0, "hfma", 4.0, "hadd", 2.0,
            "hmul", 2.0);

    /** Operations of one tensor instruction, where a chip does not count operations (Turing, Ampere; 2020). */
    private static final Map<String, Double> TENSOR_BY_CAPABILITY = Map.of(
            "7.0", 512.0, "7.2", 512.0, "7.5", 512.0, "8.0", 2048.0, "8.6", 1024.0, "8.7", 1024.0, "8.9", 1024.0);

    private final String capability;
    private final Function<String, OptionalDouble> counter;
    private final Set<String> names;

    /**
     * @param capability compute capability of the device, such as {@code 7.5}
     * @param counter returns the value of a metric
     * @param names names of the metrics
     */
    NcuWork(String capability, Function<String, OptionalDouble> counter, Set<String> names) {
        this.capability = capability;
        this.counter = counter;
        this.names = names;
    }

    OptionalDouble flops() {
        double sum = 0;
        boolean any = false;
        for (Map.Entry<String, Double> operation : OPERATIONS.entrySet()) {
            OptionalDouble count = instructions(operation.getKey());
            any |= count.isPresent();
            sum += operation.getValue() * count.orElse(0);
        }
        OptionalDouble tensor = tensor();
        return any || tensor.isPresent() ? OptionalDouble.of(sum + tensor.orElse(0)) : OptionalDouble.empty();
    }

    private OptionalDouble instructions(String operation) {
        String rest = "__sass_thread_inst_executed_op_" + operation + "_pred_on.sum";
        OptionalDouble count = counter.apply("smsp" + rest);
        return count.isPresent() ? count : counter.apply("sm" + rest);
    }

    private OptionalDouble tensor() {
        double sum = 0;
        boolean any = false;
        for (String name : names) {
            if (name.startsWith(TENSOR_OPS) && name.endsWith(".sum")) {
                OptionalDouble count = counter.apply(name);
                any |= count.isPresent();
                sum += count.orElse(0);
            }
        }
        if (any) {
            return OptionalDouble.of(sum);
        }
        OptionalDouble instructions = counter.apply(TENSOR_INSTRUCTIONS);
        Double each = TENSOR_BY_CAPABILITY.get(capability);
        return instructions.isPresent() && each != null
                ? OptionalDouble.of(instructions.getAsDouble() * each)
                : OptionalDouble.empty();
    }

    OptionalDouble bytes() {
        OptionalDouble all = counter.apply("dram__bytes.sum");
        if (all.isPresent()) {
            return all;
        }
        OptionalDouble read = first("dram__bytes_read.sum", "dram__bytes_op_read.sum");
        OptionalDouble write = first("dram__bytes_write.sum", "dram__bytes_op_write.sum");
        return read.isPresent() && write.isPresent()
                ? OptionalDouble.of(read.getAsDouble() + write.getAsDouble())
                : OptionalDouble.empty();
    }

    private OptionalDouble first(String name, String otherwise) {
        OptionalDouble value = counter.apply(name);
        return value.isPresent() ? value : counter.apply(otherwise);
    }
}
