package io.varcas.processor.check;

import io.varcas.accuracy.Scorer;
import io.varcas.annotation.GroundTruth;
import io.varcas.processor.model.AnnotationUse;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.model.WrittenValue;
import io.varcas.setting.Setting;
import io.varcas.setting.type.SettingException;
import io.varcas.setting.type.SettingType;
import java.util.Optional;

/** A ground-truth check must name a scorer there is, and limits that answers can reach. */
final class GroundTruthRule implements Rule {

    private static final Setting<Double> THRESHOLD = new Setting<>(
            "threshold", SettingType.number(0, 1), Optional.empty(), Optional.empty(), "least mean score that passes");
    private static final Setting<Integer> MAX_TOKENS = new Setting<>(
            "maxTokens",
            SettingType.wholeNumber(1, 1_000_000),
            Optional.empty(),
            Optional.empty(),
            "longest answer, tokens");

    private final NamedClass scorer;

    GroundTruthRule(TypeLookup types) {
        this.scorer = new NamedClass(GroundTruth.class, Scorer.extensions(), Message.GTR002, Message.GTR003, types);
    }

    @Override
    public void check(WorkloadSource source, Violations faults) {
        source.uses(GroundTruth.class).forEach(use -> check(use, faults));
    }

    private void check(AnnotationUse use, Violations faults) {
        use.member("scorer").ifPresent(name -> scorer.check(name, faults));
        use.member("threshold").ifPresent(value -> check(THRESHOLD, value, Message.GTR004, faults));
        use.member("maxTokens").ifPresent(value -> check(MAX_TOKENS, value, Message.GTR005, faults));
    }

    private static void check(Setting<?> rule, WrittenValue value, Message message, Violations faults) {
        try {
            rule.parse(value.text());
        } catch (SettingException fault) {
            faults.add(message, value.position(), fault.getMessage());
        }
    }
}
