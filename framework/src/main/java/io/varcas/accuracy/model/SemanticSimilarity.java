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
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Semantic similarity: the cosine of the angle between the embeddings of output and reference, 0 where it is negative. Of several
 * references the best counts. The embeddings come from any {@code /v1/embeddings} endpoint, or from a model in this process. Scores
 * depend on the embedding model; 0.85 is a common threshold for all-MiniLM-L6-v2.
 */
public final class SemanticSimilarity implements Scorer {

    private final Optional<Embedder> embedder;
    private final int textsAtOnce;

    /** Creates a scorer without a model yet. */
    public SemanticSimilarity() {
        this(Optional.empty(), 1);
    }

    private SemanticSimilarity(Optional<Embedder> embedder, int textsAtOnce) {
        this.embedder = embedder;
        this.textsAtOnce = textsAtOnce;
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
            return new SemanticSimilarity(
                    Optional.of(texts -> client.embed(model, texts)),
                    resources.settings().get(GroundTruthSettings.EMBEDDINGS_BATCH));
        }
        Optional<Embedder> local = LocalEmbedder.find(resources.loader());
        if (local.isEmpty()) {
            throw new SettingException("scorer " + name() + " needs an embedding model: set "
                    + GroundTruthSettings.EMBEDDINGS.name() + " to an endpoint, or put " + LocalEmbedder.ARTIFACT
                    + " and what it needs on the class path: java -cp \"benchmarks.jar:lib/*\" io.varcas.cli.Main");
        }
        return new SemanticSimilarity(local, 1);
    }

    /** An output has a text and at least one reference. */
    @Override
    public int batch() {
        return Math.max(1, textsAtOnce / 2);
    }

    @Override
    public Grade grade(GroundTruthItem item, Attempt.Answered output) {
        return grade(List.of(item), List.of(output)).get(0);
    }

    /** A text that the provider refuses costs its own item its grade, not the others of its call. */
    @Override
    public List<Grade> grade(List<GroundTruthItem> items, List<Attempt.Answered> outputs) {
        Set<String> texts = new LinkedHashSet<>();
        for (int i = 0; i < items.size(); i++) {
            if (!outputs.get(i).text().isBlank()) {
                texts.add(outputs.get(i).text());
                texts.addAll(items.get(i).references());
            }
        }
        try {
            Map<String, float[]> vectors = embedded(List.copyOf(texts));
            List<Grade> grades = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                grades.add(grade(items.get(i), outputs.get(i).text(), vectors));
            }
            return grades;
        } catch (ProviderException failure) {
            return failure.isRefused() && items.size() > 1
                    ? Scorer.super.grade(items, outputs)
                    : Collections.nCopies(items.size(), new Grade.Failed(String.valueOf(failure.getMessage())));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Collections.nCopies(items.size(), new Grade.Failed("interrupted"));
        }
    }

    private Map<String, float[]> embedded(List<String> texts) throws ProviderException, InterruptedException {
        Map<String, float[]> vectors = new HashMap<>();
        for (int from = 0; from < texts.size(); from += textsAtOnce) {
            List<String> some = texts.subList(from, Math.min(texts.size(), from + textsAtOnce));
            List<float[]> found = embedder.orElseThrow().embed(some);
            for (int i = 0; i < some.size(); i++) {
                vectors.put(some.get(i), found.get(i));
            }
        }
        return vectors;
    }

    private static Grade grade(GroundTruthItem item, String output, Map<String, float[]> vectors) {
        float[] given = vectors.get(output);
        if (given == null) {
            return new Grade.Scored(0, "the output is empty");
        }
        double best = 0;
        for (String reference : item.references()) {
            best = Math.max(best, cosine(given, Objects.requireNonNull(vectors.get(reference))));
        }
        return new Grade.Scored(best);
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
