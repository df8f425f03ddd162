package io.varcas.hardware;

import io.varcas.document.Document;
import io.varcas.document.Fields;
import io.varcas.validation.DidYouMean;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The accelerators and cloud instances known: those bundled, and whatever the user adds as JSON files, without code.
 *
 * <p>A value: adding returns a new catalog. A document says what it is by {@code "kind": "accelerator"} or
 * {@code "cloud"}; documents of other kinds are left to others. What has the id of something known replaces it.
 */
public final class HardwareCatalog {

    private static final String KIND = "kind";

    private final Map<String, Accelerator> accelerators;
    private final Map<String, CloudInstance> instances;

    private HardwareCatalog(Map<String, Accelerator> accelerators, Map<String, CloudInstance> instances) {
        this.accelerators = accelerators;
        this.instances = instances;
    }

    /** Reads the bundled catalog: accelerators, and the instances of GCP, AWS and Azure. */
    public static HardwareCatalog bundled() {
        return new HardwareCatalog(Map.of(), Map.of())
                .with(Document.bundled(HardwareCatalog.class, "accelerators"))
                .with(Document.bundled(HardwareCatalog.class, "clouds"));
    }

    /**
     * Returns this catalog with the user's files added.
     *
     * @param fileOrDirectory a JSON document, or a directory of them
     * @throws IllegalArgumentException naming file, field, value and rule of everything wrong in the first bad document
     */
    public HardwareCatalog with(Path fileOrDirectory) {
        return with(Document.under(fileOrDirectory));
    }

    /** Returns this catalog with one accelerator more, or another in place of the one of its id. */
    public HardwareCatalog with(Accelerator accelerator) {
        Map<String, Accelerator> more = new LinkedHashMap<>(accelerators);
        more.put(accelerator.id(), accelerator);
        return new HardwareCatalog(more, instances);
    }

    /** Returns this catalog with one instance more, or another in place of the one of its cloud and id. */
    public HardwareCatalog with(CloudInstance instance) {
        accelerator(instance.acceleratorId());
        Map<String, CloudInstance> more = new LinkedHashMap<>(instances);
        more.put(instance.cloud() + "/" + instance.id(), instance);
        return new HardwareCatalog(accelerators, more);
    }

    /** Returns all accelerators, in order of addition. */
    public Collection<Accelerator> accelerators() {
        return accelerators.values();
    }

    /** Returns all instances, in order of addition. */
    public Collection<CloudInstance> instances() {
        return instances.values();
    }

    /**
     * Finds an accelerator by id, name or alias, characters' case aside.
     *
     * @throws IllegalArgumentException if there is none, with the nearest name
     */
    public Accelerator accelerator(String name) {
        Accelerator byId = accelerators.get(name);
        return byId != null ? byId : byAnyName(name);
    }

    /**
     * Finds an instance by the cloud's name for it.
     *
     * @throws IllegalArgumentException if there is none, with the nearest name
     */
    public CloudInstance instance(String id) {
        return instances.values().stream()
                .filter(instance -> instance.id().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(DidYouMean.message(
                        "instance",
                        id,
                        instances.values().stream().map(CloudInstance::id).toList())));
    }

    /** Returns every region and zone in which something of the catalog is offered, sorted. */
    public List<String> places() {
        return instances.values().stream()
                .flatMap(CloudInstance::places)
                .distinct()
                .sorted()
                .toList();
    }

    private HardwareCatalog with(List<Document> documents) {
        HardwareCatalog catalog = this;
        for (Document document : documents) {
            Fields fields = Fields.of(document);
            String kind = fields.optionalText(KIND).orElse("");
            try {
                switch (kind) {
                    case "accelerator" -> catalog = catalog.with(HardwareReader.accelerator(fields));
                    case "cloud" -> {
                        for (CloudInstance instance : HardwareReader.cloud(fields)) {
                            catalog = catalog.with(instance);
                        }
                    }
                    case "" -> {
                        fields.find("kind is missing; must be \"accelerator\", \"cloud\", \"model\" or \"workload\"");
                        fields.raise();
                    }
                    default -> {
                        // another catalog's document
                    }
                }
            } catch (IllegalArgumentException e) {
                String fault = e.getMessage();
                throw fault != null && fault.startsWith(document.name())
                        ? e
                        : new IllegalArgumentException(document.name() + ": " + fault, e);
            }
        }
        return catalog;
    }

    private Accelerator byAnyName(String name) {
        return accelerators.values().stream()
                .filter(accelerator -> namesOf(accelerator).anyMatch(name::equalsIgnoreCase))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknownAccelerator(name)));
    }

    /** The nearest of all names; if none is near, the ids alone: names and aliases would bury them. */
    private String unknownAccelerator(String name) {
        List<String> names =
                accelerators.values().stream().flatMap(HardwareCatalog::namesOf).toList();
        return DidYouMean.message("GPU", name, DidYouMean.to(name, names).isPresent() ? names : accelerators.keySet());
    }

    private static Stream<String> namesOf(Accelerator accelerator) {
        return Stream.concat(Stream.of(accelerator.id(), accelerator.name()), accelerator.aliases().stream());
    }
}
