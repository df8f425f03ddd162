package io.varcas.processor.check;

import io.varcas.annotation.InputTokens;
import io.varcas.annotation.OutputTokens;
import io.varcas.processor.model.ParamField;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.resolve.LoadClaim;
import io.varcas.setting.LengthSettings;
import io.varcas.setting.Settings;
import java.lang.annotation.Annotation;

/** A length is fixed, by a parameter, or distributed: what is equally near must not say both. */
final class FixedLengthRule implements Rule {

    @Override
    public void check(WorkloadSource source, Violations faults) {
        for (ParamField param : source.params()) {
            check(source, param, Settings.INPUT_TOKENS, InputTokens.class, faults);
            check(source, param, Settings.OUTPUT_TOKENS, OutputTokens.class, faults);
        }
    }

    private static void check(
            WorkloadSource source,
            ParamField param,
            LengthSettings length,
            Class<? extends Annotation> annotation,
            Violations faults) {
        boolean described = source.places().stream()
                .limit(LoadClaim.place(source, param) + 1L)
                .anyMatch(place -> place.uses(annotation).findAny().isPresent());
        if (param.name().equals(length.fixed().name()) && described) {
            faults.add(Message.LOD003, param.position(), param.name(), annotation.getSimpleName());
        }
    }
}
