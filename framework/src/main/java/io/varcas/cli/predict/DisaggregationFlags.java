package io.varcas.cli.predict;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.calibration.DeviceProfiles;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.sizing.Candidate;
import io.varcas.sizing.DisaggregatedFleet;
import io.varcas.sizing.Disaggregation;
import io.varcas.sizing.SizingRequest;
import io.varcas.sizing.demand.LatencyMetric;
import io.varcas.sizing.demand.Quantile;
import io.varcas.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Prefill and decode in pools of their own: the flags, and what is printed of it. */
final class DisaggregationFlags {

    @Option(names = "--disaggregate", description = "Also size separate pools for prefill and decode; needs --rate.")
    boolean disaggregate;

    @Option(
            names = "--kv-link",
            paramLabel = "<GB/s>",
            description =
                    "Bandwidth of a machine for KV cache transfers (default: ${DEFAULT-VALUE}, a NIC of 400 Gb/s).")
    double linkGBps = 50;

    /** Returns the fleets in two pools; none if they were not asked for. */
    List<DisaggregatedFleet> fleets(HardwareCatalog hardware, DeviceProfiles profiles, SizingRequest request) {
        return disaggregate ? new Disaggregation(hardware, profiles, request, linkGBps).fleets() : List.of();
    }

    List<String> lines(List<DisaggregatedFleet> fleets, int top) {
        List<String> lines = new ArrayList<>();
        if (fleets.isEmpty()) {
            return lines;
        }
        lines.add("");
        lines.add("Separate pools for prefill and decode, by cost (" + Math.min(top, fleets.size()) + " of "
                + fleets.size() + " machines run in the engine)");
        TextTable table = new TextTable(
                "instance",
                "prefill",
                "replica",
                "decode",
                "replica",
                "USD/h",
                "TTFT p95 ms",
                "TPOT p50 ms",
                "E2E p95 ms",
                "worst gap");
        for (DisaggregatedFleet fleet : fleets.subList(0, Math.min(top, fleets.size()))) {
            table.row(
                    fleet.prefill().instanceName(),
                    String.valueOf(fleet.prefillMachines()),
                    replica(fleet.prefill()),
                    String.valueOf(fleet.decodeMachines()),
                    replica(fleet.decode()),
                    fleet.usdPerHour().isPresent()
                            ? text("%.2f", fleet.usdPerHour().getAsDouble())
                            : "unknown",
                    SizeText.millis(fleet.seconds(LatencyMetric.TTFT, Quantile.P95)),
                    SizeText.millis(fleet.seconds(LatencyMetric.TPOT, Quantile.P50)),
                    SizeText.millis(fleet.seconds(LatencyMetric.E2E, Quantile.P95)),
                    SizeText.gap(fleet.worstGap()));
        }
        table.lines().forEach(line -> lines.add("  " + line));
        DisaggregatedFleet best = fleets.get(0);
        lines.add(text(
                "  The KV cache of a prompt takes %s ms at %.0f GB/s; the link of a prefill machine of %s is used %.0f %%",
                SizeText.millis(best.transferSeconds()),
                linkGBps,
                best.prefill().instanceName(),
                100 * best.linkShare()));
        lines.add("  Start both pools with --kv-transfer-config and a connector; TTFT is prefill, transfer and the"
                + " first decode step");
        return lines;
    }

    void json(ArrayNode array, List<DisaggregatedFleet> fleets, int top) {
        for (DisaggregatedFleet fleet : fleets.subList(0, Math.min(top, fleets.size()))) {
            ObjectNode node = array.addObject();
            node.put("instance", fleet.prefill().instance().id())
                    .put("cloud", fleet.prefill().instance().cloud())
                    .put("meetsSla", fleet.passes());
            pool(node.putObject("prefill"), fleet.prefill(), fleet.prefillMachines());
            pool(node.putObject("decode"), fleet.decode(), fleet.decodeMachines());
            SizeJson.number(node, "usdPerHour", fleet.usdPerHour().orElse(Double.NaN));
            node.put("transferMillis", fleet.transferSeconds() * 1e3).put("linkShare", fleet.linkShare());
            for (LatencyMetric metric : LatencyMetric.values()) {
                ObjectNode millis = node.putObject(metric.label() + "Millis");
                for (Quantile quantile : Quantile.values()) {
                    SizeJson.number(millis, quantile.label(), 1e3 * fleet.seconds(metric, quantile));
                }
            }
            SizeJson.objectives(node.putArray("objectives"), fleet.objectives());
        }
    }

    private static void pool(ObjectNode node, Candidate candidate, long machines) {
        node.put("machines", machines)
                .put("layout", candidate.layout())
                .put("maxNumSeqs", candidate.limits().maxNumSeqs())
                .put("maxNumBatchedTokens", candidate.limits().maxNumBatchedTokens());
    }

    private static String replica(Candidate candidate) {
        return candidate.layout() + " seqs " + candidate.limits().maxNumSeqs();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
