package io.varcas.accuracy.model;

import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.Scorer;
import io.varcas.accuracy.ScorerResources;
import io.varcas.accuracy.reference.Provider;
import io.varcas.accuracy.reference.ProviderClient;
import io.varcas.accuracy.reference.ProviderException;
import io.varcas.annotation.GroundTruth;
import io.varcas.setting.GroundTruthSettings;
import io.varcas.setting.type.SettingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Semantic similarity: the cosine of the angle between the embeddings of output and reference, 0 where it is negative. Of several
 * references the best counts. The embeddings come from any {@code /v1/embeddings} endpoint, or from a model in this process. Scores
 * depend on the embedding model; 0.85 is a common threshold for all-MiniLM-L6-v2.
 */
public final class SemanticSimilarity implements Scorer {

    private final Optional<Embedder> embedder;

    /** Creates a scorer without a model yet. */
    public SemanticSimilarity() {
        this(Optional.empty());
    }

    private SemanticSimilarity(Optional<Embedder> embedder) {
        this.embedder = embedder;
    }

    @Override
    public String name() {
        return GroundTruth.SEMANTIC;
    }

    @Override
    public Scorer with(ScorerResources resources) {
        Optional<String> url = resources.settings().find(GroundTruthSettings.EMBEDDINGS);
        if (url.isPresent()) {
            ProviderClient client = new ProviderClient(Provider.of(url.get()), resources.environment());
            String model = resources.settings().get(GroundTruthSettings.EMBEDDINGS_MODEL);
            return new SemanticSimilarity(Optional.of(texts -> client.embed(model, texts)));
        }
        Optional<Embedder> local = LocalEmbedder.find(resources.loader());
        if (local.isEmpty()) {
            throw new SettingException("scorer " + name() + " needs an embedding model: set "
                    + GroundTruthSettings.EMBEDDINGS.name() + " to an endpoint, or put " + LocalEmbedder.ARTIFACT
                    + " and what it needs on the class path: java -cp \"benchmarks.jar:lib/*\" io.varcas.cli.Main");
        }
        return new SemanticSimilarity(local);
    }

    @Override
    public Grade grade(GroundTruthItem item, Attempt.Answered output) {
        if (output.text().isBlank()) {
            return new Grade.Scored(0, "the output is empty");
        }
        List<String> texts = new ArrayList<>(List.of(output.text()));
        texts.addAll(item.references());
        try {
            List<float[]> vectors = embedder.orElseThrow().embed(texts);
            double best = 0;
            for (float[] reference : vectors.subList(1, vectors.size())) {
                best = Math.max(best, cosine(vectors.get(0), reference));
            }
            return new Grade.Scored(best);
        } catch (ProviderException failure) {
            return new Grade.Failed(String.valueOf(failure.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Grade.Failed("interrupted");
        }
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            product += (double) a[i] * b[i];
            squaresA += (double) a[i] * a[i];
            squaresB += (double) b[i] * b[i];
        }
        double lengths = Math.sqrt(squaresA) * Math.sqrt(squaresB);
        return lengths == 0 ? 0 : Math.min(1, product / lengths);
    }
}
