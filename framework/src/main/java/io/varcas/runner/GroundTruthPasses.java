package io.varcas.runner;

import io.varcas.accuracy.AccuracyPass;
import io.varcas.accuracy.GroundTruthDataset;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.GroundTruthReader;
import io.varcas.accuracy.Scorer;
import io.varcas.accuracy.ScorerResources;
import io.varcas.setting.GroundTruthSettings;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.type.SettingException;
import io.varcas.traffic.Seed;
import io.varcas.workload.GroundTruthCheck;
import io.varcas.workload.WorkloadPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The accuracy passes of a run: their data is read and their scorers are made ready before any load is sent. */
final class GroundTruthPasses {

    private static final int DEFECTS_SHOWN = 5;

    private final Map<Key, AccuracyPass> passes = new HashMap<>();

    /** Everything that a pass depends on. */
    private record Key(GroundTruthCheck check, Map<String, Optional<String>> parts) {

        static Optional<Key> of(WorkloadPlan plan) {
            return plan.groundTruth().map(check -> new Key(check, parts(plan.settings())));
        }

        private static Map<String, Optional<String>> parts(ResolvedSettings settings) {
            return Map.of(
                    "embeddings", settings.find(GroundTruthSettings.EMBEDDINGS),
                    "embeddingsModel", settings.find(GroundTruthSettings.EMBEDDINGS_MODEL),
                    "embeddingsBatch", Optional.of(String.valueOf(settings.get(GroundTruthSettings.EMBEDDINGS_BATCH))),
                    "judge", settings.find(GroundTruthSettings.JUDGE),
                    "judgeModel", settings.find(GroundTruthSettings.JUDGE_MODEL),
                    "interpreter", settings.find(GroundTruthSettings.INTERPRETER),
                    "codeTimeout",
                            settings.find(GroundTruthSettings.CODE_TIMEOUT).map(String::valueOf),
                    "codeMemory", settings.find(GroundTruthSettings.CODE_MEMORY).map(String::valueOf));
        }
    }

    /**
     * Makes the pass of a plan, if it has a ground truth.
     *
     * @throws SettingException if the data, a scorer, or something that a scorer needs cannot be used
     */
    void add(WorkloadPlan plan, ClassLoader loader) {
        Key.of(plan)
                .filter(key -> !passes.containsKey(key))
                .ifPresent(key -> passes.put(key, pass(key.check(), plan.settings(), loader)));
    }

    /** Returns the pass of a plan, if it has a ground truth. */
    Optional<AccuracyPass> of(WorkloadPlan plan) {
        return Key.of(plan).map(passes::get);
    }

    private static AccuracyPass pass(GroundTruthCheck check, ResolvedSettings settings, ClassLoader loader) {
        ScorerResources resources = new ScorerResources(settings, System.getenv(), loader);
        List<Scorer> scorers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String name : check.scorers()) {
            Scorer scorer = Scorer.extensions().named(name, loader);
            if (!names.add(scorer.name())) {
                throw new SettingException(
                        GroundTruthSettings.SCORER.name() + " names " + scorer.name() + " twice; remove one");
            }
            scorers.add(scorer.with(resources));
        }
        GroundTruthDataset data = GroundTruthReader.read(check.dataset(), loader);
        GroundTruthDataset sample =
                check.sample() == 0 || check.underLoad() ? data : data.sample(check.sample(), Seed.of(check.seed()));
        for (Scorer scorer : scorers) {
            check(scorer, sample);
        }
        return new AccuracyPass(
                sample, scorers, check.threshold(), check.concurrency(), check.twice(), check.samples());
    }

    private static void check(Scorer scorer, GroundTruthDataset data) {
        List<String> defects = new ArrayList<>();
        for (GroundTruthItem item : data.items()) {
            Optional<String> defect = scorer.defect(item);
            if (defect.isPresent()) {
                defects.add("item " + item.id() + ": " + defect.get());
            }
        }
        if (!defects.isEmpty()) {
            String shown = String.join("; ", defects.subList(0, Math.min(DEFECTS_SHOWN, defects.size())));
            throw new SettingException("scorer " + scorer.name() + " cannot grade " + data.name() + ": " + shown
                    + (defects.size() > DEFECTS_SHOWN ? "; and " + (defects.size() - DEFECTS_SHOWN) + " more" : ""));
        }
    }
}
