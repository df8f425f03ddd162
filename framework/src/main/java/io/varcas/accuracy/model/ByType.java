package io.varcas.accuracy.model;

import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.Scorer;
import io.varcas.accuracy.ScorerResources;
import io.varcas.annotation.GroundTruth;
import io.varcas.setting.type.SettingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** Returns the largest batch of the scorers that the data has needed so far: it is known once the items have been checked. */
    @Override
    public int batch() {
        return parts.values().stream()
                .flatMap(part -> part.scorer().stream())
                .mapToInt(Scorer::batch)
                .max()
                .orElse(1);
    }

    @Override
    public List<Grade> grade(List<GroundTruthItem> items, List<Attempt.Answered> outputs) {
        Map<Part, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            places.computeIfAbsent(part(items.get(i)), any -> new ArrayList<>()).add(i);
        }
        Grade[] grades = new Grade[items.size()];
        places.forEach((part, some) -> {
            List<GroundTruthItem> asked = some.stream().map(items::get).toList();
            List<Attempt.Answered> given = some.stream().map(outputs::get).toList();
            List<Grade> graded = part.scorer().isPresent()
                    ? part.scorer().get().grade(asked, given)
                    : Scorer.super.grade(asked, given);
            for (int i = 0; i < some.size(); i++) {
                grades[some.get(i)] = graded.get(i);
            }
        });
        return List.of(grades);
    }

    /** Makes a scorer ready when the first item needs it: a sandbox is not tried for data without code. */
    private Part part(GroundTruthItem item) {
        return parts.computeIfAbsent(
                DEFAULTS.getOrDefault(item.type(), GroundTruth.ROUGE_L),
                name -> Part.of(name, resources.orElseThrow()));
    }
}
