package io.varcas.calibration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.calibration.DeviceProfile.Scope;
import io.varcas.document.Document;
import io.varcas.document.Fields;
import io.varcas.queueing.RequestOverheads;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.StepCoefficients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The device profiles known, bundled custom and, and which of them a deployment is predicted with.
 *
 * <p>A value: adding returns a new collection. A profile is a JSON document of {@code "kind": "profile"}.
 */
public final class DeviceProfiles {

    /** Errors of TPOT by plain physics, on 236 public rows of current vLLM (2026-11). */
    public static final RelativeErrors UNFITTED_TPOT_ERRORS = new RelativeErrors(236, 0.07, 0.25, 0);

    /** Errors of mean TTFT by plain physics, on 241 public rows of current vLLM (2026-11). */
    public static final RelativeErrors UNFITTED_TTFT_ERRORS = new RelativeErrors(241, 0.15, 0.43, -0.02);

    private final List<DeviceProfile> profiles;

    private DeviceProfiles(List<DeviceProfile> profiles) {
        this.profiles = List.copyOf(profiles);
    }

    /** Returns no profiles: plain physics. */
    public static DeviceProfiles none() {
        return new DeviceProfiles(List.of());
    }

    /** Reads the bundled profiles. */
    public static DeviceProfiles bundled() {
        return none().with(Document.bundled(DeviceProfiles.class, "profiles"));
    }

    /**
     * Returns these and those of a file or directory; documents of other kinds are left to others.
     *
     * @param fileOrDirectory a JSON document, or a directory of them
     * @throws IllegalArgumentException naming everything wrong in the first bad document
     */
    public DeviceProfiles with(Path fileOrDirectory) {
        return with(Document.under(fileOrDirectory));
    }

    /** Returns these and one more, which goes before those of equal scope. */
    public DeviceProfiles with(DeviceProfile profile) {
        List<DeviceProfile> more = new ArrayList<>();
        more.add(profile);
        more.addAll(profiles);
        return new DeviceProfiles(more);
    }

    /** Returns all of them. */
    public List<DeviceProfile> all() {
        return profiles;
    }

    /**
     * Returns the narrowest profile that covers a deployment, the one added last among equals; empty if none does.
     *
     * @param engine engine and version it runs on, such as {@code vllm 0.15.1}
     */
    public Optional<DeviceProfile> bestFor(Deployment deployment, String engine) {
        return profiles.stream()
                .filter(profile -> profile.covers(deployment, engine))
                .max(Comparator.comparingInt(profile -> profile.scope().narrowness()));
    }

    /**
     * Writes a profile to a file, whole or not at all.
     *
     * @throws UncheckedIOException if writing fails
     */
    public static void write(DeviceProfile profile, Path file) {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            Files.writeString(part, toJson(profile));
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    static String toJson(DeviceProfile profile) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("kind", "profile").put("id", profile.id());
        root.put("source", profile.source()).put("asOf", profile.asOf());
        Scope scope = profile.scope();
        ObjectNode covers = root.putObject("scope");
        putIfKnown(covers, "accelerator", scope.accelerator());
        putIfKnown(covers, "engine", scope.engine());
        putIfKnown(covers, "model", scope.model());
        putIfKnown(covers, "precision", scope.precision());
        if (scope.tensorParallel() != null) {
            covers.put("tensorParallel", scope.tensorParallel());
        }
        ObjectNode coefficients = root.putObject("coefficients");
        double[] linear = profile.coefficients().linear();
        for (int i = 0; i < linear.length; i++) {
            coefficients.put(StepCoefficients.LINEAR.get(i), linear[i]);
        }
        coefficients.put("arithmetic", profile.coefficients().arithmetic());
        @Nullable RequestOverheads overheads = profile.overheads();
        if (overheads != null) {
            root.putObject("overheads")
                    .put("ingressMillis", overheads.ingressMillis())
                    .put("perLayerMillis", overheads.perLayerMillis());
        }
        putIfKnown(root, "kernels", profile.kernels());
        @Nullable FittedRange range = profile.range();
        if (range != null) {
            root.putObject("range")
                    .put("leastRunning", range.leastRunning())
                    .put("mostRunning", range.mostRunning())
                    .put("leastContext", range.leastContext())
                    .put("mostContext", range.mostContext());
        }
        put(root.putObject("tpotErrors"), profile.tpotErrors());
        put(root.putObject("ttftErrors"), profile.ttftErrors());
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a profile did not turn into JSON", e);
        }
    }

    private DeviceProfiles with(List<Document> documents) {
        DeviceProfiles more = this;
        for (Document document : documents) {
            if (document.root().path("kind").asText("").equals("profile")) {
                more = more.with(read(document));
            }
        }
        return more;
    }

    private static DeviceProfile read(Document document) {
        Fields fields = Fields.of(document);
        fields.text("kind");
        String id = fields.text("id");
        String source = fields.text("source");
        String asOf = fields.text("asOf");
        Scope scope = fields.optionalChild("scope").map(DeviceProfiles::scope).orElse(Scope.ANYTHING);
        Optional<Fields> coefficients = fields.optionalChild("coefficients");
        double[] linear = new double[StepCoefficients.LINEAR.size()];
        double arithmetic = 1;
        if (coefficients.isPresent()) {
            for (int i = 0; i < linear.length; i++) {
                linear[i] = coefficients.get().number(StepCoefficients.LINEAR.get(i));
            }
            arithmetic = coefficients.get().optionalNumber("arithmetic").orElse(1);
            coefficients.get().findUnknown();
        } else {
            fields.find("coefficients are missing; they must be an object of " + StepCoefficients.LINEAR);
        }
        Optional<Fields> overheads = fields.optionalChild("overheads");
        double ingress = overheads.map(o -> o.number("ingressMillis")).orElse(0.0);
        double perLayer =
                overheads.map(o -> o.optionalNumber("perLayerMillis").orElse(0)).orElse(0.0);
        @Nullable String kernels = fields.optionalText("kernels").orElse(null);
        Optional<Fields> range = fields.optionalChild("range");
        double[] ends = range.map(r -> new double[] {
                    r.number("leastRunning"), r.number("mostRunning"), r.number("leastContext"), r.number("mostContext")
                })
                .orElseGet(() -> new double[] {1, 1, 1, 1});
        range.ifPresent(Fields::findUnknown);
        RelativeErrors tpot = errors(fields, "tpotErrors");
        RelativeErrors ttft = errors(fields, "ttftErrors");
        fields.findUnknown();
        fields.raise();
        return new DeviceProfile(
                id,
                scope,
                StepCoefficients.of(arithmetic, linear),
                overheads.isPresent() ? new RequestOverheads(ingress, perLayer) : null,
                tpot,
                ttft,
                kernels,
                range.isPresent() ? new FittedRange(ends[0], ends[1], ends[2], ends[3]) : null,
                source,
                asOf);
    }

    private static RelativeErrors errors(Fields fields, String name) {
        Optional<Fields> errors = fields.optionalChild(name);
        RelativeErrors read = new RelativeErrors(
                errors.map(e -> e.integer("rows")).orElse(0),
                errors.map(e -> e.optionalNumber("median").orElse(Double.NaN)).orElse(Double.NaN),
                errors.map(e -> e.optionalNumber("p90").orElse(Double.NaN)).orElse(Double.NaN),
                errors.map(e -> e.optionalNumber("bias").orElse(Double.NaN)).orElse(Double.NaN));
        errors.ifPresent(Fields::findUnknown);
        return read;
    }

    private static Scope scope(Fields fields) {
        Scope scope = new Scope(
                fields.optionalText("accelerator").orElse(null),
                fields.optionalText("engine").orElse(null),
                fields.optionalText("model").orElse(null),
                fields.optionalText("precision").orElse(null),
                fields.has("tensorParallel") ? fields.integer("tensorParallel") : null);
        fields.findUnknown();
        return scope;
    }

    private static void put(ObjectNode node, RelativeErrors errors) {
        node.put("rows", errors.rows());
        if (errors.rows() > 0 && Double.isFinite(errors.p90())) {
            node.put("median", errors.median()).put("p90", errors.p90()).put("bias", errors.bias());
        }
    }

    private static void putIfKnown(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
