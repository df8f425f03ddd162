package io.varcas.sizing.demand;

import io.varcas.document.Document;
import io.varcas.document.Fields;
import io.varcas.engine.RequestMix;
import io.varcas.engine.RequestMix.SharedPrefix;
import io.varcas.traffic.FixedLengths;
import io.varcas.traffic.LengthDistribution;
import io.varcas.traffic.LogNormalLengths;
import io.varcas.validation.DidYouMean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The workloads known: chat, rag and code, and whatever the user adds or changes as files, without code.
 *
 * <p>A value: adding returns a new catalog. A workload is a JSON document of {@code "kind": "workload"}.
 */
public final class WorkloadCatalog {

    private final Map<String, ServiceWorkload> workloads;

    private WorkloadCatalog(Map<String, ServiceWorkload> workloads) {
        this.workloads = workloads;
    }

    /** Returns a catalog without any. */
    public static WorkloadCatalog none() {
        return new WorkloadCatalog(Map.of());
    }

    /** Reads the bundled workloads. */
    public static WorkloadCatalog bundled() {
        return none().with(Document.bundled(WorkloadCatalog.class, "workloads"));
    }

    /**
     * Returns this catalog with the user's files added; documents of other kinds are left to others.
     *
     * @param fileOrDirectory a JSON document, or a directory of them
     * @throws IllegalArgumentException naming everything wrong in the first bad document
     */
    public WorkloadCatalog with(Path fileOrDirectory) {
        return with(Document.under(fileOrDirectory));
    }

    /** Returns all workloads, in order of addition. */
    public Collection<ServiceWorkload> workloads() {
        return workloads.values();
    }

    /**
     * Finds a workload by id.
     *
     * @throws IllegalArgumentException if there is none, with the nearest name
     */
    public ServiceWorkload workload(String id) {
        return Optional.ofNullable(workloads.get(id))
                .orElseThrow(
                        () -> new IllegalArgumentException(DidYouMean.message("workload", id, workloads.keySet())));
    }

    private WorkloadCatalog with(List<Document> documents) {
        Map<String, ServiceWorkload> more = new LinkedHashMap<>(workloads);
        for (Document document : documents) {
            if (document.root().path("kind").asText("").equals("workload")) {
                ServiceWorkload workload = read(Fields.of(document));
                more.put(workload.id(), workload);
            }
        }
        return new WorkloadCatalog(more);
    }

    private static ServiceWorkload read(Fields fields) {
        fields.text("kind");
        String id = fields.text("id");
        LengthDistribution prompts = lengths(fields, "promptTokens");
        LengthDistribution outputs = lengths(fields, "outputTokens");
        @Nullable
        SharedPrefix prefix = fields.optionalChild("sharedPrefix")
                .map(WorkloadCatalog::prefix)
                .orElse(null);
        double burstiness = fields.optionalNumber("burstiness").orElse(1);
        double branching = fields.optionalNumber("branchingRatio").orElse(0);
        double peak = fields.optionalNumber("peakFactor").orElse(1);
        double think = fields.optionalNumber("thinkTimeSeconds").orElse(0);
        Optional<Fields> objectives = fields.optionalChild("objectives");
        LatencyTargets ttft = targets(objectives, "ttftMillis");
        LatencyTargets tpot = targets(objectives, "tpotMillis");
        LatencyTargets e2e = targets(objectives, "e2eMillis");
        objectives.ifPresent(Fields::findUnknown);
        fields.findUnknown();
        fields.raise();
        return new ServiceWorkload(
                id,
                new RequestMix(prompts, outputs, prefix),
                burstiness,
                branching,
                peak,
                Duration.ofNanos(Math.round(think * 1e9)),
                new Objectives(ttft, tpot, e2e));
    }

    private static LengthDistribution lengths(Fields fields, String name) {
        Optional<Fields> lengths = fields.optionalChild(name);
        if (lengths.isEmpty()) {
            fields.find(name + " is missing; it must be an object of mean, std, min and max");
            return new FixedLengths(1);
        }
        double mean = lengths.get().number("mean");
        double std = lengths.get().number("std");
        int min = lengths.get().integer("min");
        int max = lengths.get().integer("max");
        lengths.get().findUnknown();
        fields.raise();
        return new LogNormalLengths(mean, std, min, max);
    }

    private static SharedPrefix prefix(Fields fields) {
        int prefixes = fields.integer("prefixes");
        int tokens = fields.integer("tokens");
        double share = fields.number("share");
        fields.findUnknown();
        fields.raise();
        return new SharedPrefix(prefixes, tokens, share);
    }

    private static LatencyTargets targets(Optional<Fields> objectives, String name) {
        Optional<Fields> targets = objectives.flatMap(all -> all.optionalChild(name));
        if (targets.isEmpty()) {
            return LatencyTargets.NONE;
        }
        LatencyTargets read = new LatencyTargets(
                seconds(targets.get(), "p50"), seconds(targets.get(), "p95"), seconds(targets.get(), "p99"));
        targets.get().findUnknown();
        return read;
    }

    private static OptionalDouble seconds(Fields fields, String name) {
        OptionalDouble millis = fields.optionalNumber(name);
        return millis.isPresent() ? OptionalDouble.of(millis.getAsDouble() * 1e-3) : millis;
    }
}
