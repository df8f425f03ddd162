package io.varcas.tune.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.runner.RunOptions;
import io.varcas.tune.sweep.SweepPlan.Step;
import io.varcas.validation.UsageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The cells of sweeps and their order. */
class SweepPlanTest {

    private static RunOptions.Builder options(String target) {
        return RunOptions.builder().include("MoodyWorkload").target(target);
    }

    private static RunOptions.Builder flagsAndUsers() {
        return options("sim:").set("flag.max-num-seqs", List.of("2", "4", "8")).set("users", List.of("1", "3"));
    }

    private static List<String> flags(SweepPlan plan, int repeat) {
        return plan.order().stream()
                .filter(step -> step.repeat() == repeat)
                .map(step -> plan.cells().get(step.cell()).server().flags().toString())
                .toList();
    }

    @Test
    void hasACellForEachFlagAndParameter() {
        SweepPlan plan = SweepPlan.of(flagsAndUsers().build(), 1);

        assertThat(plan.cells())
                .extracting(cell -> cell.plan().params().get("users") + " " + cell.server())
                .containsExactlyInAnyOrder(
                        "1 sim: --max-num-seqs 2",
                        "1 sim: --max-num-seqs 4",
                        "1 sim: --max-num-seqs 8",
                        "3 sim: --max-num-seqs 2",
                        "3 sim: --max-num-seqs 4",
                        "3 sim: --max-num-seqs 8");
        assertThat(plan.servers()).hasSize(3);
    }

    @Test
    void visitsEachServerOnceInARepeatAndGoesBackInTheNext() {
        SweepPlan plan = SweepPlan.of(flagsAndUsers().build(), 4);
        List<Step> first = plan.order().subList(0, 6);
        List<Integer> cells = first.stream().map(Step::cell).toList();
        List<Integer> back = new ArrayList<>(cells);
        Collections.reverse(back);

        assertThat(cells).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
        assertThat(flags(plan, 0).stream().distinct().toList()).hasSize(3);
        assertThat(flags(plan, 0)).containsExactlyElementsOf(doubled(flags(plan, 0)));
        assertThat(plan.order().subList(6, 12)).extracting(Step::cell).containsExactlyElementsOf(back);
        assertThat(plan.order().subList(12, 18)).extracting(Step::cell).containsExactlyElementsOf(cells);
        assertThat(plan.order().subList(18, 24)).extracting(Step::cell).containsExactlyElementsOf(back);
    }

    private static List<String> doubled(List<String> servers) {
        return servers.stream()
                .distinct()
                .flatMap(one -> List.of(one, one).stream())
                .toList();
    }

    @Test
    void dependsOnTheSeedAlone() {
        assertThat(SweepPlan.of(flagsAndUsers().build(), 2))
                .extracting(SweepPlan::order)
                .isEqualTo(SweepPlan.of(flagsAndUsers().build(), 2).order());
        List<List<Step>> others = new ArrayList<>();
        for (int seed = 1; seed < 6; seed++) {
            others.add(SweepPlan.of(
                            flagsAndUsers()
                                    .set("seed", List.of(String.valueOf(seed)))
                                    .build(),
                            1)
                    .order());
        }
        assertThat(others.stream().distinct().count()).isGreaterThan(1);
    }

    @Test
    void givesTheCellsOfARepeatTheSameSeedAndOneValueOfEverything() {
        RunOptions all = flagsAndUsers().set("seed", List.of("7")).build();
        SweepCell cell = SweepPlan.of(all, 2).cells().get(0);

        assertThat(cell.options(all, 1, all.out()).values())
                .containsAllEntriesOf(
                        Map.of("flag.max-num-seqs", List.of("2"), "users", List.of("1"), "seed", List.of("8")));
    }

    @Test
    void refusesFlagsOfARunningServer() {
        assertThatThrownBy(() -> SweepPlan.of(
                        options("http://127.0.0.1:8000")
                                .set("flag.max-num-seqs", List.of("2", "4"))
                                .build(),
                        1))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("the flags of a running server (http://127.0.0.1:8000) cannot be changed");
    }

    @Test
    void namesEveryWrongFlagBeforeTheFirstRun() {
        assertThatThrownBy(() -> SweepPlan.of(
                        options("sim:")
                                .set("flag.max-num-seqs", List.of("4", "many"))
                                .set("flag.max-num-sex", List.of("1"))
                                .build(),
                        1))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("max-num-seqs: \"many\" is not a whole number")
                .hasMessageContaining("unknown flag --max-num-sex; did you mean --max-num-seqs?");
    }
}
