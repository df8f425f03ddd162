package io.varcas.roofline;

import io.varcas.document.Document;
import io.varcas.document.Fields;
import io.varcas.model.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kernel paths that were measured: bundled JSON documents of {@code "kind": "kernel-paths"}. */
final class KernelCatalog {

    /** The accelerators to which the shipped figures were fitted; others of the architecture take them over. */
    private static final List<String> MEASURED_ON = List.of("h100-sxm", "h200-sxm", "b200-sxm");

    private static final KernelCatalog BUNDLED =
            new KernelCatalog(Document.bundled(KernelCatalog.class, "kernel-paths"));

    private final List<Entry> gemm = new ArrayList<>();
    private final List<Entry> experts = new ArrayList<>();

    private KernelCatalog(List<Document> documents) {
        for (Document document : documents) {
            Fields fields = Fields.of(document);
            fields.text("kind");
            fields.text("source");
            fields.text("asOf");
            fields.children("gemm").forEach(child -> gemm.add(entry(child)));
            fields.children("experts").forEach(child -> experts.add(entry(child)));
            fields.findUnknown();
            fields.raise();
        }
    }

    static KernelCatalog bundled() {
        return BUNDLED;
    }

    Optional<KernelPath> gemm(Architecture architecture, Precision precision, String accelerator) {
        return gemm.stream()
                .filter(entry -> entry.covers(architecture, precision))
                .findFirst()
                .map(entry -> entry.on(accelerator));
    }

    Optional<KernelPath> experts(Architecture architecture, Precision precision, String id, String accelerator) {
        return experts.stream()
                .filter(entry ->
                        entry.covers(architecture, precision) && entry.path.id().equals(id))
                .findFirst()
                .map(entry -> entry.on(accelerator));
    }

    /** Returns the names of the paths that experts can be run by. */
    List<String> expertPaths() {
        return experts.stream()
                .map(entry -> entry.path.id())
                .distinct()
                .sorted()
                .toList();
    }

    private static Entry entry(Fields fields) {
        KernelPath path = new KernelPath(
                fields.text("id"),
                fields.number("readShare"),
                fields.number("mathShare"),
                fields.number("launchMicros"),
                fields.number("slicedWidth"),
                fields.number("paddedRows"),
                Evidence.MEASURED);
        fields.integer("fittedRows");
        fields.number("median");
        fields.number("p90");
        Entry entry = new Entry(fields.text("architecture"), fields.text("precision"), path);
        fields.findUnknown();
        return entry;
    }

    private record Entry(String architecture, String precision, KernelPath path) {

        boolean covers(Architecture wanted, Precision stored) {
            return architecture.equals(wanted.key()) && precision.equals(family(stored));
        }

        KernelPath on(String accelerator) {
            return MEASURED_ON.contains(accelerator) ? path : path.with(Evidence.TRANSFERRED);
        }

        private static String family(Precision precision) {
            return switch (precision) {
                case FP16, BF16 -> "16bit";
                case INT4_AWQ, INT4_GPTQ -> "int4";
                case FP32, FP8, INT8, MXFP4, NVFP4 -> precision.key();
            };
        }
    }
}
