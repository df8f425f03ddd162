package io.varcas.cli.run;

import io.varcas.setting.LengthSettings;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import io.varcas.traffic.EmpiricalLengths;
import io.varcas.traffic.LengthDistribution;
import io.varcas.workload.WorkloadPlan;
import java.util.List;

/** The settings of a length that a plan uses: its short form, those of its distribution, or its file. */
final class LengthUse {

    private LengthUse() {}

    /** Returns whether a setting counts; those that are of no length do. */
    static boolean counts(Setting<?> setting, WorkloadPlan plan) {
        return counts(setting, Settings.INPUT_TOKENS, plan.input(), plan)
                && counts(setting, Settings.OUTPUT_TOKENS, plan.output(), plan);
    }

    private static boolean counts(
            Setting<?> setting, LengthSettings length, LengthDistribution drawn, WorkloadPlan plan) {
        if (!length.all().contains(setting)) {
            return true;
        }
        boolean isShort = plan.settings()
                        .layerOf(length.fixed())
                        .compareTo(plan.settings().strongest(length.members()))
                < 0;
        if (isShort || setting.equals(length.fixed())) {
            return isShort && setting.equals(length.fixed());
        }
        boolean ofFile = !plan.isMix() && drawn instanceof EmpiricalLengths;
        if (List.of(length.min(), length.max()).contains(setting)) {
            return !ofFile
                    || plan.settings()
                                    .layerOf(setting)
                                    .compareTo(plan.settings().layerOf(length.data()))
                            <= 0;
        }
        return plan.isMix() || setting.equals(length.data()) == ofFile;
    }
}
