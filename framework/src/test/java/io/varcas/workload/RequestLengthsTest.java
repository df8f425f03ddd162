package io.varcas.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.traffic.Seed;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestLengthsTest {

    @Test
    void areThoseOfTheRequestsThatAreMade() {
        WorkloadPlan plan = PlanResolver.resolve(
                WorkloadSpec.of("t.Chat", "Chat").build(),
                Map.of(),
                ResolvedSettings.of(Map.of(
                        Layer.COMMAND_LINE,
                        Map.of(
                                "inputTokens.mean", "200",
                                "inputTokens.std", "100",
                                "inputTokens.min", "50",
                                "outputTokens.mean", "100",
                                "outputTokens.std", "50"))));
        RequestLengths lengths = new RequestLengths(plan, Seed.of(7));
        RequestMaker maker = new RequestMaker(plan, Optional.empty(), Seed.of(7));
        for (int i = 0; i < 100; i++) {
            PlannedRequest made = maker.make(i);
            assertThat(lengths.of(i).output()).isEqualTo(made.outputTokens());
            assertThat(lengths.of(i).input()).isEqualTo(made.input().tokens());
        }
    }
}
