package io.varcas.hardware;

import io.varcas.document.Figure;
import io.varcas.validation.Violations;

/**
 * An accelerator's memory. GB are 1e9 bytes, GiB are 2^30; the two are never mixed.
 *
 * @param nominalGb size on the data sheet, GB, above 0
 * @param usableGib size a process sees, GiB, above 0 (what {@code torch.cuda.get_device_properties} or nvidia-smi shows)
 * @param bandwidthGBps peak bandwidth, GB/s (1e9), above 0
 */
public record Memory(Figure nominalGb, Figure usableGib, Figure bandwidthGBps) {

    private static final double BYTES_PER_GIB = 1L << 30;
    private static final double MOST_GB = 10_000; // thirty times the largest accelerator of 2026
    private static final double MOST_GBPS = 100_000; // ten times the fastest of 2026

    /**
     * @throws IllegalArgumentException if a figure is not above 0, far above any there is, or more GiB are usable than there are GB
     */
    public Memory {
        Violations.in("memory")
                .positive("nominal size", nominalGb.value(), "GB")
                .positive("usable size", usableGib.value(), "GiB")
                .positive("bandwidth", bandwidthGBps.value(), "GB/s")
                .findIf(
                        nominalGb.value() > MOST_GB,
                        "nominal size is " + nominalGb.value() + " GB; it must be at most " + MOST_GB)
                .findIf(
                        bandwidthGBps.value() > MOST_GBPS,
                        "bandwidth is " + bandwidthGBps.value() + " GB/s; it must be at most " + MOST_GBPS
                                + "; did you write MB/s? That would be " + bandwidthGBps.value() / 1e3 + " GB/s")
                .thenFindIf(
                        usableGib.value() > 1.08 * nominalGb.value(), // some sheets say GB and mean GiB
                        "usable size " + usableGib.value() + " GiB exceeds the nominal " + nominalGb.value() + " GB")
                .raise();
    }

    /** Returns the usable size in bytes. */
    public double usableBytes() {
        return usableGib.value() * BYTES_PER_GIB;
    }

    /** Returns the peak bandwidth in bytes per second. */
    public double bytesPerSecond() {
        return bandwidthGBps.value() * 1e9;
    }
}
