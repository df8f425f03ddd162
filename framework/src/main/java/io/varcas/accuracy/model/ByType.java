package io.varcas.accuracy.model;

import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.Scorer;
import io.varcas.accuracy.ScorerResources;
import io.varcas.annotation.GroundTruth;
import io.varcas.setting.type.SettingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The default scorer of each type of task: {@code qa}, {@code chat} and {@code rag} by semantic similarity, {@code summary}
 * and every other type by ROUGE-L. Items of type {@code code} are rejected, because no overlap of words tells whether a program works.
 * A type whose scorer lacks something is rejected when the data has such an item.
 */
public final class ByType implements Scorer {

    private static final Map<String, String> DEFAULTS = Map.of(
            "qa", GroundTruth.SEMANTIC,
            "chat", GroundTruth.SEMANTIC,
            "rag", GroundTruth.SEMANTIC);
    private static final String CODE = "code";

    private final Map<String, Scorer> scorers;
    private final Map<String, String> missing;

    /** Creates a scorer without resources yet. */
    public ByType() {
        this(Map.of(), Map.of());
    }

    private ByType(Map<String, Scorer> scorers, Map<String, String> missing) {
        this.scorers = scorers;
        this.missing = missing;
    }

    @Override
    public String name() {
        return GroundTruth.BY_TYPE;
    }

    @Override
    public Scorer with(ScorerResources resources) {
        Map<String, Scorer> ready = new HashMap<>();
        Map<String, String> reasons = new HashMap<>();
        for (String name : new String[] {GroundTruth.SEMANTIC, GroundTruth.ROUGE_L}) {
            try {
                ready.put(name, extensionNamed(name, resources));
            } catch (SettingException fault) {
                reasons.put(name, String.valueOf(fault.getMessage()));
            }
        }
        return new ByType(Map.copyOf(ready), Map.copyOf(reasons));
    }

    @Override
    public Optional<String> defect(GroundTruthItem item) {
        if (item.type().equals(CODE)) {
            return Optional.of("type code: no scorer runs programs; name a scorer, such as regex, in place of by-type");
        }
        String name = nameFor(item);
        Scorer scorer = scorers.get(name);
        return scorer == null ? Optional.of("type " + item.type() + ": " + missing.get(name)) : scorer.defect(item);
    }

    @Override
    public Grade grade(GroundTruthItem item, Attempt.Answered output) {
        Scorer scorer = scorers.get(nameFor(item));
        if (scorer == null) {
            return new Grade.Failed("type " + item.type() + " has no scorer");
        }
        return scorer.grade(item, output);
    }

    private static Scorer extensionNamed(String name, ScorerResources resources) {
        return Scorer.extensions().named(name, resources.loader()).with(resources);
    }

    private static String nameFor(GroundTruthItem item) {
        return DEFAULTS.getOrDefault(item.type(), GroundTruth.ROUGE_L);
    }
}
