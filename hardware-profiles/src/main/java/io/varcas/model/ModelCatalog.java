package io.varcas.model;

import io.varcas.document.Document;
import io.varcas.document.Fields;
import io.varcas.document.Figure;
import io.varcas.validation.DidYouMean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The models known: those bundled, and whatever the user adds as files.
 *
 * <p>A value: adding returns a new catalog. A catalog document has {@code "kind": "model"}, an id, and the model's own
 * {@code config.json} under {@code config}; a bare {@code config.json} serves as well.
 */
public final class ModelCatalog {

    private static final String CONFIG = "config.json";
    private static final String QUANTIZATION = "hf_quant_config.json";

    private final Map<String, ModelArchitecture> models;

    private ModelCatalog(Map<String, ModelArchitecture> models) {
        this.models = models;
    }

    /** Reads the bundled models. */
    public static ModelCatalog bundled() {
        return new ModelCatalog(Map.of()).with(Document.bundled(ModelCatalog.class, "models"));
    }

    /**
     * Returns this catalog with the user's files added; documents of other kinds are left to others.
     *
     * @param fileOrDirectory a JSON document, or a directory of them
     * @throws IllegalArgumentException naming file, field, value and rule of everything wrong in the first bad document
     */
    public ModelCatalog with(Path fileOrDirectory) {
        return with(Document.under(fileOrDirectory));
    }

    /** Returns this catalog with one model more, or another in place of the one of its id. */
    public ModelCatalog with(ModelArchitecture model) {
        Map<String, ModelArchitecture> more = new LinkedHashMap<>(models);
        more.put(model.id(), model);
        return new ModelCatalog(more);
    }

    /**
     * Reads one model from a bare Hugging Face {@code config.json}, the folder of a model that holds one, or a catalog
     * document. An {@code hf_quant_config.json} beside the file is read as well, and of {@code model.safetensors.index.json} or
     * {@code model.safetensors} how many bytes the tensors have.
     *
     * @throws IllegalArgumentException naming every field that is missing or wrong, or the architecture that is refused
     */
    public static ModelArchitecture read(Path fileOrFolder) {
        boolean folder = Files.isDirectory(fileOrFolder);
        Path file = folder ? fileOrFolder.resolve(CONFIG) : fileOrFolder;
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(
                    folder
                            ? fileOrFolder + ": there is no config.json in this folder"
                            : file + ": no such file or directory");
        }
        Document document = Document.read(file);
        if (document.root().hasNonNull("kind")) {
            return model(document);
        }
        Path parent = file.toAbsolutePath().normalize().getParent();
        @Nullable Path name = parent == null ? null : parent.getFileName();
        Path beside = file.resolveSibling(QUANTIZATION);
        @Nullable Document besides = Files.isRegularFile(beside) ? Document.read(beside) : null;
        String id = name == null ? file.toString() : name.toString();
        ModelArchitecture model = HuggingFaceConfig.read(document, besides, id, List.of(), null);
        OptionalDouble bytes =
                parent == null || isFloat32(document) ? OptionalDouble.empty() : Checkpoint.bytes(parent);
        return bytes.isPresent() ? model.withCheckpoint(bytes.getAsDouble()) : model;
    }

    /** Checkpoints in 32 bits are served in 16: their bytes say nothing of what is served. */
    private static boolean isFloat32(Document config) {
        String type = config.root()
                .path("torch_dtype")
                .asText(config.root().path("dtype").asText(""));
        return type.equals("float32");
    }

    /**
     * Finds a model by a name of this catalog, or reads it from a file that ends in {@code .json} or a folder.
     *
     * @throws IllegalArgumentException if there is none, with the nearest name
     */
    public ModelArchitecture find(String nameOrPath) {
        if (nameOrPath.endsWith(".json")) {
            return read(Path.of(nameOrPath));
        }
        boolean known = models.values().stream().flatMap(ModelCatalog::namesOf).anyMatch(nameOrPath::equalsIgnoreCase);
        if (!known && Files.exists(Path.of(nameOrPath))) {
            return read(Path.of(nameOrPath));
        }
        return model(nameOrPath);
    }

    /**
     * Reads a model from the text of a Hugging Face {@code config.json}.
     *
     * @param id what to call it
     * @param configJson the text
     * @throws IllegalArgumentException naming every field that is missing or wrong
     */
    public static ModelArchitecture parse(String id, String configJson) {
        return HuggingFaceConfig.read(Document.parse(id, configJson), null, id, List.of(), null);
    }

    /** Returns all models, in order of addition. */
    public Collection<ModelArchitecture> models() {
        return models.values();
    }

    /**
     * Finds a model by id or alias, characters' case and a leading organisation aside.
     *
     * @throws IllegalArgumentException if there is none, with the nearest name
     */
    public ModelArchitecture model(String name) {
        String bare = name.substring(name.lastIndexOf('/') + 1);
        return models.values().stream()
                .filter(model -> namesOf(model)
                        .anyMatch(known -> known.equalsIgnoreCase(name)
                                || known.substring(known.lastIndexOf('/') + 1).equalsIgnoreCase(bare)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(DidYouMean.message(
                                "model",
                                name,
                                models.values().stream()
                                        .flatMap(ModelCatalog::namesOf)
                                        .toList())
                        + " A config.json file serves as well."));
    }

    private ModelCatalog with(List<Document> documents) {
        ModelCatalog catalog = this;
        for (Document document : documents) {
            if (document.root().path("kind").asText("").equals("model")) {
                catalog = catalog.with(model(document));
            }
        }
        return catalog;
    }

    private static ModelArchitecture model(Document document) {
        Fields fields = Fields.of(document);
        fields.text("kind");
        String id = fields.text("id");
        List<String> aliases = fields.texts("aliases");
        @Nullable
        Figure published = fields.optionalFigure("publishedBillions")
                .map(billions -> new Figure(billions.value() * 1e9, billions.source(), billions.asOf()))
                .orElse(null);
        var config = fields.json("config");
        if (config == null) {
            fields.find("config is missing; put the model's config.json there");
        }
        fields.findUnknown();
        fields.raise();
        return HuggingFaceConfig.read(
                new Document(document.name(), Objects.requireNonNull(config)), null, id, aliases, published);
    }

    private static Stream<String> namesOf(ModelArchitecture model) {
        return Stream.concat(Stream.of(model.id()), model.aliases().stream());
    }
}
