package io.varcas.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.setting.Layer;
import io.varcas.traffic.Seed;
import io.varcas.workload.ContextLimit;
import io.varcas.workload.Plans;
import io.varcas.workload.WorkloadPlan;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestLengthsTest {

    @Test
    void areThoseOfTheRequestsThatAreMade() {
        WorkloadPlan plan = plan(Map.of(
                "inputTokens.mean", "200",
                "inputTokens.std", "100",
                "inputTokens.min", "50",
                "outputTokens.mean", "100",
                "outputTokens.std", "50"));
        RequestLengths lengths = new RequestLengths(plan, Seed.of(7));
        RequestMaker maker = new RequestMaker(plan, Optional.empty(), Seed.of(7));
        for (int i = 0; i < 100; i++) {
            PlannedRequest made = maker.make(i);
            assertThat(lengths.of(i).output()).isEqualTo(made.outputTokens());
            assertThat(lengths.of(i).input()).isEqualTo(made.input().tokens());
        }
    }

    @Test
    void knowWhatPromptsBeginWithInCommon() {
        WorkloadPlan plan = plan(Map.of(
                "inputTokens.mean", "100",
                "inputTokens.std", "40",
                "inputTokens.min", "20",
                "prompt.content", "random",
                "prompt.prefixes", "4",
                "prompt.prefixShare", "0.5"));
        RequestLengths lengths = new RequestLengths(plan, Seed.of(7));
        RequestMaker maker = new RequestMaker(plan, Optional.empty(), Seed.of(7));
        for (int i = 0; i < 30; i++) {
            for (int j = 0; j < i; j++) {
                RequestLengths.Beginning one =
                        lengths.beginning(i, lengths.of(i).input());
                RequestLengths.Beginning other =
                        lengths.beginning(j, lengths.of(j).input());
                boolean alike = one.prefix() == other.prefix();
                assertThat(commonWords(maker.make(i), maker.make(j)))
                        .as("words that requests %d and %d begin with", i, j)
                        .isEqualTo(alike ? Math.min(one.prefixTokens(), other.prefixTokens()) : 0);
            }
        }
    }

    @Test
    void knowWhatTurnsAdd() {
        WorkloadPlan plan = plan(Map.of(
                "inputTokens.mean", "30",
                "inputTokens.std", "10",
                "outputTokens.mean", "20",
                "outputTokens.std", "10",
                "session.turns", "4",
                "context.limit", "200"));
        RequestLengths lengths = new RequestLengths(plan, Seed.of(7));
        RequestMaker maker = new RequestMaker(plan, Optional.empty(), Seed.of(7));
        int turns = 0;
        for (int place = 0; place < 20; place++) {
            PlannedRequest made = maker.request(place).orElseThrow();
            int turn = 0;
            int before = 0;
            for (Optional<PlannedRequest> next = Optional.of(made); next.isPresent(); turn++) {
                made = next.get();
                before = made.input().tokens() + made.outputTokens();
                next = maker.next(made, "an answer");
                Optional<ContextLimit.Lengths> added = lengths.turn(place, turn + 1, before);
                assertThat(added.isPresent()).isEqualTo(next.isPresent());
                if (next.isPresent()) {
                    assertThat(before + added.get().input())
                            .isEqualTo(next.get().input().tokens());
                    assertThat(added.get().output()).isEqualTo(next.get().outputTokens());
                }
            }
            turns += turn;
        }
        assertThat(turns)
                .as("turns of 20 conversations, some cut short by the context")
                .isBetween(40, 79);
    }

    private static long commonWords(PlannedRequest one, PlannedRequest other) {
        String[] words = words(one);
        String[] others = words(other);
        int common = 0;
        while (common < Math.min(words.length, others.length) && words[common].equals(others[common])) {
            common++;
        }
        return common;
    }

    private static String[] words(PlannedRequest request) {
        return request.prompt().messages().get(0).content().split(" ");
    }

    private static WorkloadPlan plan(Map<String, String> settings) {
        return Plans.of(Layer.COMMAND_LINE, settings);
    }
}
