package io.varcas.hardware;

import io.varcas.document.Fields;
import io.varcas.document.Figure;
import io.varcas.hardware.Price.Availability;
import io.varcas.validation.DidYouMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads accelerators and clouds from their JSON documents. */
final class HardwareReader {

    private HardwareReader() {}

    static Accelerator accelerator(Fields fields) {
        String id = fields.text("id");
        String name = fields.text("name");
        List<String> aliases = fields.texts("aliases");
        Backend backend = fields.constant("backend", Backend.class);
        @Nullable Double capability = boxed(fields.optionalNumber("computeCapability"));
        Figure nominalGb = fields.figure("memoryGb");
        Figure usableGib = fields.figure("usableMemoryGib");
        Figure bandwidth = fields.figure("memoryBandwidthGBps");
        Map<Arithmetic, Figure> rates = rates(fields);
        @Nullable Figure link = fields.optionalFigure("peerLinkGBps").orElse(null);
        @Nullable Integer pcie = fields.has("pcieGeneration") ? fields.integer("pcieGeneration") : null;
        Map<Integer, AllReduce> allReduce = allReduce(fields);
        @Nullable Figure power = fields.optionalFigure("powerWatts").orElse(null);
        Optional<Efficiency> efficiency = fields.optionalChild("efficiency").map(HardwareReader::efficiency);
        if (efficiency.isEmpty()) {
            fields.find("efficiency is missing; copy it from the nearest accelerator of the catalog");
        }
        fields.findUnknown();
        fields.raise();
        return new Accelerator(
                id,
                name,
                aliases,
                backend,
                capability,
                new Memory(nominalGb, usableGib, bandwidth),
                rates,
                new Interconnect(link, pcie, new TreeMap<>(allReduce)),
                power,
                efficiency.orElseThrow());
    }

    static List<CloudInstance> cloud(Fields fields) {
        String cloud = fields.text("cloud");
        Map<String, List<String>> zonesOf = new LinkedHashMap<>();
        Optional<Fields> zones = fields.optionalChild("zones");
        zones.ifPresent(z -> z.names().forEach(key -> zonesOf.put(key, z.texts(key))));
        List<Runnable> checks = new ArrayList<>();
        List<CloudInstance> instances = new ArrayList<>();
        for (Fields child : fields.children("instances")) {
            String id = child.text("id");
            String accelerator = child.text("accelerator");
            int count = child.integer("count");
            @Nullable Integer vcpus = child.has("vcpus") ? child.integer("vcpus") : null;
            @Nullable Double memoryGb = boxed(child.optionalNumber("memoryGb"));
            List<String> regions = child.has("regions") ? child.texts("regions") : fields.texts("regions");
            List<String> own = child.has("zones") ? child.texts("zones") : zonesOf.getOrDefault(accelerator, List.of());
            List<Price> prices = new ArrayList<>();
            child.optionalChild("prices").ifPresent(p -> {
                for (Availability terms : Availability.values()) {
                    p.optionalFigure(terms.key()).ifPresent(usd -> prices.add(new Price(usd, terms)));
                }
                p.findUnknown();
            });
            child.findUnknown();
            checks.add(() -> instances.add(
                    new CloudInstance(cloud, id, accelerator, count, vcpus, memoryGb, regions, own, prices)));
        }
        fields.texts("regions");
        fields.findUnknown();
        fields.raise();
        checks.forEach(Runnable::run);
        return instances;
    }

    private static Map<Arithmetic, Figure> rates(Fields fields) {
        Map<Arithmetic, Figure> rates = new EnumMap<>(Arithmetic.class);
        fields.figures("denseTflops")
                .forEach((key, figure) ->
                        arithmetic(fields, "denseTflops", key).ifPresent(arithmetic -> rates.put(arithmetic, figure)));
        return rates;
    }

    private static Map<Integer, AllReduce> allReduce(Fields fields) {
        Map<Integer, AllReduce> groups = new TreeMap<>();
        fields.optionalChild("allReduce").ifPresent(table -> {
            for (String ranks : table.names()) {
                if (ranks.chars().allMatch(Character::isDigit)) {
                    table.optionalChild(ranks).ifPresent(entry -> {
                        Figure latency = entry.figure("latencyMicros");
                        Figure bus = entry.figure("busGBps");
                        entry.findUnknown();
                        groups.put(
                                Integer.parseInt(ranks),
                                new AllReduce(
                                        latency.value(),
                                        Math.max(bus.value(), Double.MIN_NORMAL),
                                        bus.source(),
                                        bus.asOf()));
                    });
                }
            }
            table.findUnknown();
        });
        return groups;
    }

    private static Efficiency efficiency(Fields fields) {
        Map<Arithmetic, Double> gemm = new EnumMap<>(Arithmetic.class);
        fields.figures("gemm")
                .forEach((key, figure) ->
                        arithmetic(fields, "gemm", key).ifPresent(arithmetic -> gemm.put(arithmetic, figure.value())));
        Figure weightRead = fields.figure("weightRead");
        DecodeAttention decode = decodeAttention(fields);
        Curve prefill = curve(fields, "prefillAttentionByTokens");
        fields.findUnknown();
        fields.raise();
        return new Efficiency(gemm, weightRead.value(), decode, prefill, weightRead.source(), weightRead.asOf());
    }

    /** Files of the first schema have a curve over bytes, whose last point is the share far from the fixed time of a call. */
    private static DecodeAttention decodeAttention(Fields fields) {
        Map<String, Figure> shares = fields.figures("decodeAttentionByKvBits");
        if (shares.containsKey("16")) {
            Figure wide = shares.get("16");
            return new DecodeAttention(
                    wide.value(), shares.getOrDefault("8", wide).value());
        }
        if (fields.has("decodeAttentionByBytes")) {
            double share = curve(fields, "decodeAttentionByBytes").at(Double.MAX_VALUE);
            return new DecodeAttention(share, share);
        }
        fields.find("decodeAttentionByKvBits is missing; it must be an object such as {\"16\": 0.8, \"8\": 0.65}");
        fields.raise();
        throw new IllegalStateException("raise returned");
    }

    private static Curve curve(Fields fields, String name) {
        List<Curve.Point> points = new ArrayList<>();
        fields.figures(name)
                .forEach((size, share) -> points.add(new Curve.Point(Double.parseDouble(size), share.value())));
        if (points.isEmpty()) {
            fields.find(name + " is missing; it must be an object of sizes and efficiencies");
            fields.raise();
        }
        return Curve.through(points);
    }

    private static Optional<Arithmetic> arithmetic(Fields fields, String where, String key) {
        Optional<Arithmetic> found = Arrays.stream(Arithmetic.values())
                .filter(arithmetic -> arithmetic.key().equals(key))
                .findFirst();
        if (found.isEmpty()) {
            fields.find(DidYouMean.message(
                    where,
                    key,
                    Arrays.stream(Arithmetic.values()).map(Arithmetic::key).toList()));
        }
        return found;
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
