package io.varcas.roofline;

import java.util.ArrayList;
import java.util.List;

/** Takes one step apart: each physical part scaled by its coefficient, each overhead a part of its own. */
record StepBreakdown(StepModel model, StepShape step, StepCoefficients coefficients) {

    private static final double ROUNDING_MICROS = 1e-3;

    StepCost cost() {
        List<OpCost> ops = new ArrayList<>();
        for (OpCost op : model.physicalOps(step, coefficients.arithmetic())) {
            ops.add(new OpCost(op.op(), op.seconds() * factor(op.op()), op.flops(), op.bytes(), op.bound()));
        }
        double[] counts = new double[StepCoefficients.LINEAR.size()];
        model.overheads(counts, step.decodeSequences() + step.prefillSequences());
        double hop = model.hopSeconds(step.rows());
        int hops = model.deployment().pipelineParallel() - 1;
        ops.add(new OpCost(Op.PIPELINE_HOP, hop, 0, hops * model.hiddenBytes(step.rows()), Bound.LINK));
        ops.add(overhead(Op.LAYER_OVERHEAD, coefficients.perLayerMicros() * counts[4]));
        ops.add(overhead(Op.SEQUENCE_OVERHEAD, coefficients.perSequenceMicros() * counts[5]));
        ops.add(overhead(Op.STEP_OVERHEAD, coefficients.perStepMicros() * counts[6]));
        ops.add(overhead(Op.EXPERT_OVERHEAD, coefficients.perExpertLayerMicros() * counts[7]));
        double waited = model.seconds(step, coefficients)
                - ops.stream().mapToDouble(OpCost::seconds).sum();
        ops.add(overhead(Op.HOST_LAUNCH, Math.max(0, waited * 1e6 - ROUNDING_MICROS)));
        return new StepCost(ops.stream().filter(op -> op.seconds() > 0).toList());
    }

    private double factor(Op op) {
        return switch (op) {
            case DECODE_ATTENTION -> coefficients.decodeAttention();
            case PREFILL_ATTENTION -> coefficients.prefillAttention();
            case ALL_REDUCE -> coefficients.allReduce();
            case ATTENTION_PROJECTIONS, FEED_FORWARD, EXPERTS, LM_HEAD -> coefficients.gemm();
            case PIPELINE_HOP, LAYER_OVERHEAD, SEQUENCE_OVERHEAD, STEP_OVERHEAD, EXPERT_OVERHEAD, HOST_LAUNCH -> 1;
        };
    }

    private static OpCost overhead(Op op, double micros) {
        return new OpCost(op, micros * 1e-6, 0, 0, Bound.OVERHEAD);
    }
}
