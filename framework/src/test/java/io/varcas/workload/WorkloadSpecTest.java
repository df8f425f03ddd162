package io.varcas.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.annotation.GradingTime;
import io.varcas.setting.Settings;
import io.varcas.setting.type.SettingException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadSpecTest {

    @Test
    void takesSettingsByNameAsByConstant() {
        WorkloadSpec named = WorkloadSpec.of("a.Chat", "Chat").set("rate", "20").build();
        WorkloadSpec typed =
                WorkloadSpec.of("a.Chat", "Chat").set(Settings.RATE, 20.0).build();
        assertThat(named).isEqualTo(typed);
    }

    @Test
    void refusesUnknownSettingsAndWrongValues() {
        WorkloadSpec.Builder spec = WorkloadSpec.of("a.Chat", "Chat");
        assertThatThrownBy(() -> spec.set("rat", "1"))
                .isInstanceOf(SettingException.class)
                .hasMessage("unknown setting \"rat\"; did you mean \"rate\"?");
        assertThatThrownBy(() -> spec.set("rate", "-1"))
                .isInstanceOf(SettingException.class)
                .hasMessage("rate = \"-1\": must be a number greater than 0; did you mean 1?");
    }

    @Test
    void refusesGroundTruthThatNothingCouldMeet() {
        assertThatThrownBy(() -> check("a.jsonl", 1.5, 9)).hasMessage("threshold 1.5 must be from 0 to 1");
        assertThatThrownBy(() -> check("a.jsonl", Double.NaN, 9)).hasMessage("threshold NaN must be from 0 to 1");
        assertThatThrownBy(() -> check("a.jsonl", 1, 0)).hasMessage("maxTokens 0 must be at least 1");
        assertThatThrownBy(() -> check(" ", 1, 1)).hasMessage("a ground-truth check needs a dataset and a scorer");
    }

    private static GroundTruthCheck check(String dataset, double threshold, int maxTokens) {
        return new GroundTruthCheck(
                dataset, List.of("rouge-l"), threshold, maxTokens, GradingTime.AFTER_LOAD, 0, 1, 0, false, 1, 42);
    }
}
