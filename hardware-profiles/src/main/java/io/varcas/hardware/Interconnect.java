package io.varcas.hardware;

import io.varcas.document.Figure;
import io.varcas.validation.Violations;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The interconnect between accelerators of one host.
 *
 * @param peerLinkGBps bandwidth of the direct links to peers (NVLink, Infinity Fabric, a bridge), GB/s per direction and
 *     accelerator; null if peers share only PCIe
 * @param pcieGeneration PCIe generation of its 16 lanes; null if it has none
 * @param allReduce what an all-reduce costs, by number of ranks
 */
public record Interconnect(
        @Nullable Figure peerLinkGBps, @Nullable Integer pcieGeneration, NavigableMap<Integer, AllReduce> allReduce) {

    /** Nominal GB/s per direction of 16 PCIe lanes of generation 1; each generation doubles it. */
    private static final double PCIE_1_GBPS = 4;

    /**
     * @throws IllegalArgumentException if the bandwidth is not above 0, the generation not 3 to 7, or a group smaller
     *     than 2
     */
    public Interconnect {
        allReduce = Collections.unmodifiableNavigableMap(new TreeMap<>(allReduce));
        Violations faults = Violations.in("interconnect");
        if (peerLinkGBps != null) {
            faults.positive("peer link", peerLinkGBps.value(), "GB/s");
        }
        if (pcieGeneration != null) {
            faults.within(3, 7, "PCIe generation", pcieGeneration, "");
        }
        allReduce.keySet().forEach(ranks -> faults.atLeast(2, "all-reduce group", ranks, "ranks"));
        faults.raise();
    }

    /** Returns the bandwidth between two accelerators of a host, GB/s per direction: of the peer link, else of PCIe. */
    public double linkGBps() {
        if (peerLinkGBps != null) {
            return peerLinkGBps.value();
        }
        return pcieGeneration == null ? PCIE_1_GBPS : PCIE_1_GBPS * Math.pow(2, pcieGeneration - 1);
    }

    /**
     * Returns what an all-reduce costs among so many ranks of a host: as measured for the next larger group there is a
     * figure for.
     *
     * @param ranks at least 2
     * @return null if no figure is known for this many
     */
    public @Nullable AllReduce allReduceAmong(int ranks) {
        Map.Entry<Integer, AllReduce> entry = allReduce.ceilingEntry(ranks);
        return entry == null ? null : entry.getValue();
    }

    /** Returns the largest group of one host that an all-reduce is known for; empty if none is. */
    public OptionalInt largestGroup() {
        return allReduce.isEmpty() ? OptionalInt.empty() : OptionalInt.of(allReduce.lastKey());
    }
}
