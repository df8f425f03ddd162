package io.varcas.processor.check;

import io.varcas.processor.model.ParamField;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.resolve.LoadClaim;
import io.varcas.processor.resolve.SettingUse;
import io.varcas.processor.resolve.WrittenSettings;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.Settings;
import io.varcas.setting.type.SettingException;
import io.varcas.workload.LoadResolver;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The numbers of an arrival process must fit each other, and belong to it: the load is resolved as it will be when it is run. */
final class ArrivalRule implements Rule {

    @Override
    public void check(WorkloadSource source, Violations faults) {
        Map<String, String> values = new LinkedHashMap<>();
        for (SettingUse use : WrittenSettings.of(source).all()) {
            try {
                use.check();
            } catch (SettingException broken) {
                return; // the rule of the setting itself says it
            }
            values.put(use.setting().name(), use.text());
        }
        for (ParamField param : source.params()) {
            if (Settings.named(param.name()).isPresent()) {
                return; // its values are resolved, one by one, when trials are laid out
            }
        }
        LoadClaim.of(source).stream()
                .filter(claim -> !claim.isParam())
                .findFirst()
                .ifPresent(claim -> resolve(values, claim, faults));
    }

    private static void resolve(Map<String, String> values, LoadClaim claim, Violations faults) {
        try {
            LoadResolver.resolve(ResolvedSettings.of(Map.of(Layer.ANNOTATION, values)), Duration.ZERO);
        } catch (SettingException fault) {
            faults.add(Message.LOD004, claim.position(), fault.getMessage());
        }
    }
}
