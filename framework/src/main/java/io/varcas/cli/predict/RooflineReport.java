package io.varcas.cli.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.metric.Origin;
import io.varcas.result.RooflineResult;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.KernelPaths;
import io.varcas.roofline.MemoryPlan;
import io.varcas.roofline.OpCost;
import io.varcas.roofline.StaticAnalysis;
import io.varcas.roofline.StaticAnalysis.Phase;
import io.varcas.roofline.StaticAnalysis.Point;
import io.varcas.text.TextTable;
import io.varcas.utilization.Utilization;
import io.varcas.utilization.UtilizationText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A static roofline as text and as JSON. */
final class RooflineReport {

    private final StaticAnalysis analysis;
    private final MemoryPlan memory;
    private final String calibratedBy;
    private final List<RooflineResult.Point> measured;
    private final List<Utilization> uses;
    private final Optional<String> limitation;

    /**
     * @param memory what the memory of each GPU leaves for the KV cache
     * @param calibratedBy the profile it was worked out with
     * @param measured points that were measured
     * @param uses measured use of the hardware
     * @param limitation what is wrong with predictions of the version asked for; empty if nothing is
     */
    RooflineReport(
            StaticAnalysis analysis,
            MemoryPlan memory,
            String calibratedBy,
            List<RooflineResult.Point> measured,
            List<Utilization> uses,
            Optional<String> limitation) {
        this.uses = List.copyOf(uses);
        this.measured = measured;
        this.limitation = limitation;
        this.analysis = analysis;
        this.memory = memory;
        this.calibratedBy = calibratedBy;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Predicted, not measured: " + title() + ", " + calibratedBy);
        lines.add(text(
                "Peaks of one GPU: %.1f TFLOP/s dense %s, %.0f GB/s; ridge %.0f FLOP/B",
                analysis.peakFlopsPerSecond() / 1e12,
                analysis.arithmetic().key(),
                analysis.bytesPerSecond() / 1e9,
                analysis.ridge()));
        KernelPaths kernels = analysis.deployment().kernels();
        lines.add("Kernels: " + kernels.describe() + "; " + kernels.evidence().text());
        lines.addAll(ModelText.lines(
                analysis.deployment().model(), analysis.deployment().kvPrecision()));
        lines.addAll(warnings());
        for (Phase phase : Phase.values()) {
            lines.add("");
            lines.add(phase == Phase.PREFILL ? "Prefill of whole prompts, one step" : "Decode, one token each");
            TextTable table = new TextTable(
                    "batch",
                    phase == Phase.PREFILL ? "prompt" : "context",
                    "ms",
                    "tokens/s",
                    "GFLOP",
                    "GB",
                    "FLOP/B",
                    "TFLOP/s",
                    "of roof",
                    "KV pool",
                    "bound by",
                    "most of it");
            points(phase).forEach(point -> row(table, point));
            table.lines().forEach(line -> lines.add("  " + line));
        }
        if (!measured.isEmpty()) {
            lines.add("");
            lines.add("Measured, with the work of the model");
            TextTable table = new TextTable("point", "origin", "FLOP/B", "TFLOP/s", "of roof");
            for (RooflineResult.Point point : measured) {
                table.row(
                        point.label(),
                        point.origin().label(),
                        text("%.1f", point.flopsPerByte()),
                        text("%.1f", point.flopsPerSecond() / 1e12),
                        text(
                                "%.0f %%",
                                100 * point.flopsPerSecond() / roofline().attainable(point.flopsPerByte())));
            }
            table.lines().forEach(line -> lines.add("  " + line));
        }
        for (Utilization use : uses) {
            lines.add("");
            lines.addAll(UtilizationText.lines(use));
        }
        return lines;
    }

    /** Returns the roof with all points, predicted and measured. */
    RooflineResult roofline() {
        List<RooflineResult.Point> points = new ArrayList<>();
        for (Point point : analysis.points()) {
            boolean prefill = point.phase() == Phase.PREFILL;
            points.add(new RooflineResult.Point(
                    (prefill ? "prefill of " : "decode of ") + point.batch() + " x " + point.lengthTokens() + " tokens",
                    prefill ? RooflineResult.Phase.PREFILL : RooflineResult.Phase.DECODE,
                    point.cost().intensity(),
                    point.flopsPerSecond(),
                    Origin.PREDICTED));
        }
        points.addAll(measured);
        uses.forEach(use -> points.addAll(RooflineResult.pointsOf(use)));
        return new RooflineResult(
                analysis.deployment().accelerator().name(),
                analysis.arithmetic().key(),
                analysis.peakFlopsPerSecond(),
                analysis.bytesPerSecond(),
                analysis.deployment().accelerator().memory().bandwidthGBps().source(),
                points);
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        limitation.ifPresent(text -> warnings.add("WARNING: " + text));
        int context = analysis.deployment().model().maxContextTokens();
        int longest =
                analysis.points().stream().mapToInt(Point::lengthTokens).max().orElse(0);
        if (longest > context) {
            warnings.add("WARNING: a length of " + longest + " is beyond the context of "
                    + analysis.deployment().model().id() + ", " + context + " tokens");
        }
        if (memory.kvPoolBytes() <= 0) {
            memory.refusal().ifPresent(refusal -> warnings.add("WARNING: " + refusal));
        } else if (analysis.points().stream().anyMatch(point -> kvShare(point) > 1)) {
            warnings.add("WARNING: rows above 100 % of the KV pool do not fit the memory; a server would split them");
        }
        return warnings;
    }

    /** Share of the KV pool that the sequences of a point take; infinite if there is no pool. */
    private double kvShare(Point point) {
        double tokens = (double) point.batch() * point.lengthTokens();
        long pool = memory.kvTokens(point.lengthTokens());
        return pool == 0 ? Double.POSITIVE_INFINITY : tokens / pool;
    }

    private void row(TextTable table, Point point) {
        double kvShare = kvShare(point);
        OpCost dominant = point.cost().dominant();
        table.row(
                String.valueOf(point.batch()),
                String.valueOf(point.lengthTokens()),
                text("%.2f", point.cost().seconds() * 1e3),
                text("%.0f", point.tokensPerSecond()),
                text("%.1f", point.cost().flops() / 1e9),
                text("%.2f", point.cost().memoryBytes() / 1e9),
                text("%.1f", point.cost().intensity()),
                text("%.1f", point.flopsPerSecond() / 1e12),
                text("%.0f %%", 100 * point.flopsPerSecond() / point.attainableFlopsPerSecond()),
                Double.isInfinite(kvShare) ? "none" : text("%.0f %%", 100 * kvShare),
                word(point.cost().bound()),
                dominant.op().label()
                        + text(
                                " %.0f %%",
                                100 * dominant.seconds() / point.cost().seconds()));
    }

    String json() {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode();
        Deployment deployment = analysis.deployment();
        root.put("origin", "predicted").put("calibratedBy", calibratedBy);
        root.put("model", deployment.model().id());
        root.put("gpu", deployment.accelerator().id());
        root.put("precision", deployment.precision().key());
        root.put("kvPrecision", deployment.kvPrecision().key());
        root.put("tensorParallel", deployment.tensorParallel());
        ModelText.json(root.putObject("architecture"), deployment.model(), deployment.kvPrecision());
        root.put("peakFlopsPerSecond", analysis.peakFlopsPerSecond());
        root.put("bytesPerSecond", analysis.bytesPerSecond());
        root.put("ridgeFlopsPerByte", analysis.ridge());
        for (Phase phase : Phase.values()) {
            ArrayNode array = root.putArray(word(phase));
            for (Point point : points(phase)) {
                ObjectNode node = array.addObject();
                node.put("batch", point.batch()).put("lengthTokens", point.lengthTokens());
                node.put("millis", point.cost().seconds() * 1e3).put("tokensPerSecond", point.tokensPerSecond());
                node.put("flops", point.cost().flops())
                        .put("bytes", point.cost().memoryBytes());
                node.put("flopsPerByte", point.cost().intensity());
                node.put("flopsPerSecond", point.flopsPerSecond());
                node.put("attainableFlopsPerSecond", point.attainableFlopsPerSecond());
                node.put("kvPoolShare", Double.isInfinite(kvShare(point)) ? null : (Double) kvShare(point));
                node.put("boundBy", word(point.cost().bound()));
                ArrayNode ops = node.putArray("ops");
                for (OpCost op : point.cost().ops()) {
                    ops.addObject()
                            .put("op", op.op().label())
                            .put("millis", op.seconds() * 1e3)
                            .put("flops", op.flops())
                            .put("bytes", op.bytes())
                            .put("boundBy", word(op.bound()));
                }
            }
        }
        ArrayNode points = root.putArray("measured");
        for (RooflineResult.Point point : measured) {
            points.addObject()
                    .put("label", point.label())
                    .put("phase", point.phase().label())
                    .put("origin", point.origin().label())
                    .put("flopsPerByte", point.flopsPerByte())
                    .put("flopsPerSecond", point.flopsPerSecond());
        }
        root.set("utilization", UtilizationJson.of(uses));
        warnings().forEach(root.putArray("warnings")::add);
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the roofline cannot be written as JSON", e);
        }
    }

    String title() {
        Deployment deployment = analysis.deployment();
        return deployment.model().id() + " in " + deployment.precision().key() + " on " + deployment.tensorParallel()
                + " x " + deployment.accelerator().name();
    }

    private List<Point> points(Phase phase) {
        return analysis.points().stream()
                .filter(point -> point.phase() == phase)
                .toList();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
