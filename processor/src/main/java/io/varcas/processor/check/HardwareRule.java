package io.varcas.processor.check;

import io.varcas.annotation.Workload;
import io.varcas.deployment.Catalogs;
import io.varcas.deployment.ServingHardware;
import io.varcas.deployment.ServingOption;
import io.varcas.deployment.ServingResolver;
import io.varcas.deployment.ServingSpec;
import io.varcas.processor.model.SourcePosition;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.model.WrittenValue;
import io.varcas.processor.resolve.SettingUse;
import io.varcas.processor.resolve.WrittenSettings;
import io.varcas.setting.HardwareSettings;
import io.varcas.setting.type.SettingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that the declared hardware is consistent: the precision with the accelerator, the degrees with the model, and
 * all with its memory.
 */
final class HardwareRule implements Rule {

    private static final String ENGINE = "vllm";

    @Override
    public void check(WorkloadSource source, Violations faults) {
        Map<ServingOption, SettingUse> written = written(source);
        boolean looksUp = written.values().stream().allMatch(HardwareRule::isRight)
                && written.values().stream().noneMatch(use -> use.text().endsWith(ServingResolver.FILE));
        if (written.isEmpty() || !looksUp) {
            return;
        }
        ServingSpec spec = ServingSpec.NOTHING;
        for (Map.Entry<ServingOption, SettingUse> said : written.entrySet()) {
            spec = spec.with(said.getKey(), said.getValue().text());
        }
        SourcePosition position = position(written);
        if (!spec.namesHardware()) {
            faults.add(Message.HRD001, position);
            return;
        }
        try {
            ServingHardware hardware = ServingResolver.resolve(withModel(spec, source), Catalogs.bundled(), ENGINE);
            if (hardware.memory().kvPoolBytes() <= 0 || spec.has(ServingOption.MAX_MODEL_LEN)) {
                hardware.refusal().ifPresent(reason -> faults.add(Message.HRD003, position, reason));
            }
        } catch (IllegalArgumentException fault) {
            faults.add(Message.HRD002, position, fault.getMessage());
        }
    }

    private static Map<ServingOption, SettingUse> written(WorkloadSource source) {
        WrittenSettings all = WrittenSettings.of(source);
        Map<ServingOption, SettingUse> written = new LinkedHashMap<>();
        for (ServingOption option : ServingOption.values()) {
            all.find(HardwareSettings.of(option)).ifPresent(use -> written.put(option, use));
        }
        return written;
    }

    /** A model that the server knows by a name of its own is not looked up. */
    private static ServingSpec withModel(ServingSpec spec, WorkloadSource source) {
        Optional<String> served =
                source.nearest(Workload.class, "model").map(WrittenValue::text).filter(HardwareRule::isKnown);
        return served.isPresent() ? spec.orElse(ServingOption.MODEL, served.get()) : spec;
    }

    private static boolean isKnown(String model) {
        try {
            HardwareSettings.of(ServingOption.MODEL).parse(model);
            return true;
        } catch (SettingException unknown) {
            return false;
        }
    }

    /** What breaks a rule of its own is left to that rule. */
    private static boolean isRight(SettingUse use) {
        try {
            use.check();
            return true;
        } catch (SettingException broken) {
            return false;
        }
    }

    private static SourcePosition position(Map<ServingOption, SettingUse> written) {
        SettingUse accelerator = written.get(ServingOption.ACCELERATOR);
        return (accelerator == null ? written.values().iterator().next() : accelerator).position();
    }
}
