package io.varcas.processor.check;

import io.varcas.annotation.Workload;
import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeployedHardware;
import io.varcas.deployment.DeploymentOption;
import io.varcas.deployment.DeploymentResolver;
import io.varcas.deployment.DeploymentSpec;
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
        Map<DeploymentOption, SettingUse> written = written(source);
        boolean looksUp = written.values().stream().allMatch(HardwareRule::isRight)
                && written.values().stream().noneMatch(use -> use.text().endsWith(DeploymentResolver.FILE));
        if (written.isEmpty() || !looksUp) {
            return;
        }
        DeploymentSpec spec = DeploymentSpec.NOTHING;
        for (Map.Entry<DeploymentOption, SettingUse> said : written.entrySet()) {
            spec = spec.with(said.getKey(), said.getValue().text());
        }
        SourcePosition position = position(written);
        if (!spec.namesHardware()) {
            faults.add(Message.HRD001, position);
            return;
        }
        try {
            DeployedHardware hardware = DeploymentResolver.resolve(withModel(spec, source), Catalogs.bundled(), ENGINE);
            if (hardware.memory().kvPoolBytes() <= 0 || spec.has(DeploymentOption.MAX_MODEL_LEN)) {
                hardware.refusal().ifPresent(reason -> faults.add(Message.HRD003, position, reason));
            }
        } catch (IllegalArgumentException fault) {
            faults.add(Message.HRD002, position, fault.getMessage());
        }
    }

    private static Map<DeploymentOption, SettingUse> written(WorkloadSource source) {
        WrittenSettings all = WrittenSettings.of(source);
        Map<DeploymentOption, SettingUse> written = new LinkedHashMap<>();
        for (DeploymentOption option : DeploymentOption.values()) {
            all.find(HardwareSettings.of(option)).ifPresent(use -> written.put(option, use));
        }
        return written;
    }

    /** A model that the server knows by a name of its own is not looked up. */
    private static DeploymentSpec withModel(DeploymentSpec spec, WorkloadSource source) {
        Optional<String> served =
                source.nearest(Workload.class, "model").map(WrittenValue::text).filter(HardwareRule::isKnown);
        return served.isPresent() ? spec.orElse(DeploymentOption.MODEL, served.get()) : spec;
    }

    private static boolean isKnown(String model) {
        try {
            HardwareSettings.of(DeploymentOption.MODEL).parse(model);
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

    private static SourcePosition position(Map<DeploymentOption, SettingUse> written) {
        SettingUse accelerator = written.get(DeploymentOption.ACCELERATOR);
        return (accelerator == null ? written.values().iterator().next() : accelerator).position();
    }
}
