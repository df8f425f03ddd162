package io.varcas.accuracy.model;

import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.Scorer;
import io.varcas.accuracy.ScorerResources;
import io.varcas.annotation.GroundTruth;
import io.varcas.setting.type.SettingException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The default scorer of each type of task: {@code qa}, {@code chat} and {@code rag} by semantic similarity, {@code code} by its tests,
 * {@code summary} and every other type by ROUGE-L. A type whose scorer lacks something is rejected when the data has such an item.
 */
public final class ByType implements Scorer {

    private static final Map<String, String> DEFAULTS = Map.of(
            "qa", GroundTruth.SEMANTIC,
            "chat", GroundTruth.SEMANTIC,
            "rag", GroundTruth.SEMANTIC,
            "code", GroundTruth.CODE_EXECUTION);

    /** A scorer that is ready, or the reason why it is not. */
    private record Part(Optional<Scorer> scorer, String missing) {

        static Part of(String name, ScorerResources resources) {
            try {
                return new Part(
                        Optional.of(Scorer.extensions()
                                .named(name, resources.loader())
                                .with(resources)),
                        "");
            } catch (SettingException fault) {
                return new Part(Optional.empty(), String.valueOf(fault.getMessage()));
            }
        }
    }

    private final Optional<ScorerResources> resources;
    private final Map<String, Part> parts = new ConcurrentHashMap<>();

    /** Creates a scorer without resources yet. */
    public ByType() {
        this(Optional.empty());
    }

    private ByType(Optional<ScorerResources> resources) {
        this.resources = resources;
    }

    @Override
    public String name() {
        return GroundTruth.BY_TYPE;
    }

    @Override
    public Scorer with(ScorerResources given) {
        return new ByType(Optional.of(given));
    }

    @Override
    public Optional<String> defect(GroundTruthItem item) {
        Part part = part(item);
        return part.scorer()
                .map(scorer -> scorer.defect(item).map(defect -> "type " + item.type() + ": " + defect))
                .orElseGet(() -> Optional.of("type " + item.type() + ": " + part.missing()));
    }

    @Override
    public Grade grade(GroundTruthItem item, Attempt.Answered output) {
        return part(item)
                .scorer()
                .map(scorer -> scorer.grade(item, output))
                .orElseGet(() -> new Grade.Failed("type " + item.type() + " has no scorer"));
    }

    /** Makes a scorer ready when the first item needs it: a sandbox is not tried for data without code. */
    private Part part(GroundTruthItem item) {
        return parts.computeIfAbsent(
                DEFAULTS.getOrDefault(item.type(), GroundTruth.ROUGE_L),
                name -> Part.of(name, resources.orElseThrow()));
    }
}
