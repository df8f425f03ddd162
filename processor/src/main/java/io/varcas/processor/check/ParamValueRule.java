package io.varcas.processor.check;

import io.varcas.processor.model.ParamField;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.model.WrittenValue;
import io.varcas.processor.resolve.SpecResolver;
import io.varcas.setting.Settings;
import io.varcas.setting.type.SettingException;
import io.varcas.workload.Parameter;
import io.varcas.workload.ParameterText;
import java.util.HashSet;
import java.util.Set;

/** A parameter must be of a type that values can be written for, and have values of it. */
final class ParamValueRule implements Rule {

    @Override
    public void check(WorkloadSource source, Violations faults) {
        source.params().forEach(param -> check(param, faults));
    }

    private static void check(ParamField param, Violations faults) {
        if (param.enumType().isEmpty() && !ParameterText.types().contains(param.type())) {
            faults.add(Message.PAR004, param.shape().position(), param.name(), param.type());
            return;
        }
        if (param.effectiveValues().isEmpty()) {
            faults.add(Message.PAR006, param.position(), param.name());
            return;
        }
        Parameter parameter = SpecResolver.parameter(param);
        Set<String> seen = new HashSet<>();
        for (WrittenValue value : param.values()) {
            if (!seen.add(value.text())) {
                faults.add(Message.PAR007, value.position(), param.name(), value.text());
            } else {
                check(parameter, value, faults);
            }
        }
    }

    private static void check(Parameter parameter, WrittenValue value, Violations faults) {
        try {
            parameter.check(value.text());
        } catch (SettingException fault) {
            faults.add(Message.PAR005, value.position(), fault.getMessage());
            return;
        }
        try {
            Settings.named(parameter.name()).ifPresent(setting -> setting.parse(value.text()));
        } catch (SettingException fault) {
            faults.add(Message.PAR008, value.position(), fault.getMessage());
        }
    }
}
