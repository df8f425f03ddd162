package io.varcas.roofline;

/**
 * The cost of one part of a step on one rank: a point under the roofline.
 *
 * @param op which part
 * @param seconds its time
 * @param flops floating-point operations (a multiply-add counts 2); 0 for overheads
 * @param bytes bytes moved from memory, or over links; 0 for overheads
 * @param bound what limits it
 */
public record OpCost(Op op, double seconds, double flops, double bytes, Bound bound) {}
