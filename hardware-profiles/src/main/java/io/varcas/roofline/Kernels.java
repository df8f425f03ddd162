package io.varcas.roofline;

import io.varcas.hardware.Accelerator;
import io.varcas.hardware.AllReduce;
import io.varcas.hardware.Interconnect;
import io.varcas.model.Attention;
import io.varcas.model.KvPrecision;
import io.varcas.model.LatentAttention;
import org.jspecify.annotations.Nullable;

/**
 * Times of single kernels on one accelerator.
 *
 * <p>Where a kernel has a memory and an arithmetic time, they are joined by the 2-norm {@code sqrt(a^2 + b^2)} instead of
 * the maximum, which takes the kink out of the ridge: on H100 in bf16 the relative time at 128, 256 and 512 rows is so
 * .76, .94 and 1.45, measured .84, .94 and 1.33 (derived from op tables, 2026-11).
 */
final class Kernels {

    /** Share of the 16-bit rate that absorbed MLA decode reaches (derived, 2026-11). */
    private static final double LATENT_DECODE_EFFICIENCY = .5;

    /** All-reduce between hosts over 400 Gb/s a GPU (memory, 2026-11: 15 to 30 us). */
    private static final AllReduce ACROSS_HOSTS = new AllReduce(22, 50, "memory: NIC of 400 Gb/s per GPU", "2026-11");

    /** A call of decode attention: 8 to 15 us on H100, H200 and B200 (op tables of aiconfigurator, commit 095f58a51). */
    private static final double DECODE_FLOOR_SECONDS = 10.5e-6;

    /** Latency of a point-to-point transfer (aiconfigurator's constant, commit 095f58a51, 2026-08). */
    private static final double HOP_LATENCY_SECONDS = 10e-6;

    private final Accelerator accelerator;
    private final double bytesPerSecond;
    private final double halfFlopsPerSecond;
    private final double kvBytesPerSecond;

    Kernels(Accelerator accelerator, KvPrecision kv) {
        this.accelerator = accelerator;
        this.bytesPerSecond = accelerator.memory().bytesPerSecond();
        this.halfFlopsPerSecond =
                accelerator.flopsPerSecond(accelerator.halfPrecision()).orElseThrow();
        this.kvBytesPerSecond =
                bytesPerSecond * accelerator.efficiency().decodeAttention().share(kv.bytes());
    }

    double readSeconds(KernelPath path, double weightBytes) {
        return weightBytes / (bytesPerSecond * path.readShare());
    }

    double mathSeconds(KernelPath path, double flops) {
        return flops / (halfFlopsPerSecond * path.mathShare());
    }

    /** Returns the decode attention of one layer over so many bytes of KV cache: affine in them. */
    double decodeAttentionSeconds(double kvBytes) {
        return kvBytes <= 0 ? 0 : DECODE_FLOOR_SECONDS + kvBytes / kvBytesPerSecond;
    }

    /**
     * Returns the arithmetic of decode attention, which matters for latent attention only: elsewhere it is far below
     * the ridge.
     */
    double decodeAttentionMathSeconds(Attention attention, double flops) {
        return attention instanceof LatentAttention ? flops / (halfFlopsPerSecond * LATENT_DECODE_EFFICIENCY) : 0;
    }

    /** Returns the prefill attention of one layer: so many FLOPs, attending over so many tokens. */
    double prefillAttentionSeconds(double flops, double tokens) {
        return flops
                / (halfFlopsPerSecond
                        * accelerator.efficiency().prefillAttention().at(tokens));
    }

    /** Returns one all-reduce of so many bytes; between hosts if the group does not fit into one. */
    double allReduceSeconds(int ranks, int acceleratorsPerHost, double bytes) {
        if (ranks == 1) {
            return 0;
        }
        @Nullable AllReduce local = accelerator.interconnect().allReduceAmong(ranks);
        boolean fits = ranks <= acceleratorsPerHost;
        if (fits && local == null) {
            throw new IllegalArgumentException("no all-reduce figures for " + ranks + " x " + accelerator.name()
                    + " in one host; the largest group known is "
                    + accelerator.interconnect().largestGroup().orElse(1));
        }
        return (fits && local != null ? local : ACROSS_HOSTS).seconds(ranks, bytes);
    }

    /** Handing bytes to the next pipeline stage. */
    double hopSeconds(boolean sameHost, double bytes) {
        Interconnect link = accelerator.interconnect();
        double gigabytesPerSecond = sameHost ? link.linkGBps() : ACROSS_HOSTS.busGBps();
        return HOP_LATENCY_SECONDS + bytes / (gigabytesPerSecond * 1e9);
    }

    static double join(double a, double b) {
        return Math.sqrt(a * a + b * b);
    }
}
