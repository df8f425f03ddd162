package io.varcas.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.annotation.Severity;
import io.varcas.annotation.Unit;
import io.varcas.setting.Layer;
import io.varcas.sla.Objective.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objectives as people write them outside the workload. */
class ObjectiveOverridesTest {

    @TempDir
    Path folder;

    private static Objective objective(String text) {
        return Objective.parse(text, Layer.COMMAND_LINE);
    }

    @ParameterizedTest
    @CsvSource({
        "ttft.p95<=500ms, 500",
        "ttft.p95 <= 0.5 s, 500",
        "ttft.p95<=500, 500",
        "ttft.p95<=2min, 120000",
        "ttft.p95<=1e3us, 1",
        "tpot.mean<=50ms/tok, 50",
        "tpot.mean<=0.05s, 50",
        "goodput>=18req/s, 18",
        "throughput.output>=1200tok/min, 20",
        "accuracy.passRate>=95%, 0.95",
        "accuracy.score>=0.8, 0.8",
        "predicted.ttft.p95<=1s, 1000",
        "cost.per1kTokens<=0.002$, 0.002",
        "validity.warnings<=0, 0",
    })
    void readsUnitsAsPeopleWriteThem(String text, double bound) {
        assertThat(objective(text).bound()).isCloseTo(bound, within(1e-9));
    }

    @Test
    void readsSeverityFewestSamplesAndReason() {
        Objective tail = objective("ttft.p99<=800ms, warn, n>=2000 # tail, at night");
        assertThat(tail.severity()).isEqualTo(Severity.WARN);
        assertThat(tail.minSamples()).isEqualTo(2000);
        assertThat(tail.reason()).isEqualTo("tail, at night");
        assertThat(tail.reasonAndLayer()).isEqualTo("tail, at night; from command line");
        assertThat(objective(tail.format())).isEqualTo(tail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tftt.p95<=500ms | did you mean \"ttft.p95\"?",
                "ttft<=500ms | needs a statistic; did you mean \"ttft.p99\"?",
                "ttft.p95<=500tok/s | \"tok/s\" is no unit of ttft.p95; its units are ms, s, us, min",
                "throughput.output>=5req/s | \"req/s\" is no unit of throughput.output; its units are tok/s, tok/min",
                "validity.warnings<=1% | \"%\" is no unit of validity.warnings, a plain number",
                "ttft.p95<500ms | must be a metric, <= or >=, and a number with its unit, as in ttft.p95<=500ms",
                "ttft.p95<=fast | must be a metric, <= or >=, and a number",
                "ttft.p95<=5ms, wan | \"wan\" must be warn or n>=<samples>; did you mean \"warn\"?",
                "ttft.p95<=1.2.3ms | \"1.2.3\" is no number",
            })
    void refusesWhatIsNoObjectiveInOneLine(String text, String rule) {
        assertThatThrownBy(() -> objective(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("objective \"" + text + "\": ")
                .hasMessageContaining(rule)
                .hasMessageNotContaining("\n");
    }

    @Test
    void replacesTheSameBoundAndAddsOthers() {
        Objective ttft = Objective.of("ttft.p95", Direction.AT_MOST, 500, Unit.OWN, "budget");
        Objective goodput = Objective.of("goodput", Direction.AT_LEAST, 18, Unit.OWN, "");
        ObjectiveOverrides outside =
                ObjectiveOverrides.parse(List.of("e2e.p95<=9s", "ttft.p95<=200ms", "goodput<=30"), Layer.COMMAND_LINE);
        assertThat(outside.over(List.of(ttft, goodput)))
                .extracting(Objective::format)
                .containsExactly("ttft.p95 <= 200 ms", "goodput >= 18 1/s", "e2e.p95 <= 9000 ms", "goodput <= 30 1/s");
    }

    @Test
    void noneDropsThoseOfTheWorkload() {
        Objective ttft = Objective.of("ttft.p95", Direction.AT_MOST, 500, Unit.OWN, "budget");
        assertThat(ObjectiveOverrides.parse(List.of("none", "goodput>=18"), Layer.COMMAND_LINE)
                        .over(List.of(ttft)))
                .extracting(Objective::describe)
                .containsExactly("goodput >= 18 req/s");
    }

    @Test
    void readsAFileWithOneALine() throws IOException {
        Path file = Files.writeString(
                folder.resolve("slo.txt"), "# the team's\n\nttft.p95<=500ms # typing\n  goodput>=18req/s\n");
        assertThat(ObjectiveOverrides.parse(List.of("@" + file), Layer.COMMAND_LINE)
                        .objectives())
                .extracting(Objective::format)
                .containsExactly("ttft.p95 <= 500 ms # typing", "goodput >= 18 1/s");
    }

    @Test
    void namesEveryFaultWithItsPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("slo.txt"), "ttft.p95<=500ms\nttft.p95<=400ms\nx<=1\n");
        Path empty = Files.writeString(folder.resolve("empty.txt"), "# nothing\n");
        assertThatThrownBy(() -> ObjectiveOverrides.parse(
                        List.of("@" + file, "@" + empty, "@" + folder.resolve("no.txt")), Layer.COMMAND_LINE))
                .hasMessageContaining(
                        "slo.txt, line 2: ttft.p95 <= 500 ms and ttft.p95 <= 400 ms bound the same; write one")
                .hasMessageContaining("slo.txt, line 3: objective \"x<=1\": unknown metric \"x\"")
                .hasMessageContaining("no.txt does not exist");
        assertThatThrownBy(() -> ObjectiveOverrides.parse(List.of("@" + empty), Layer.COMMAND_LINE))
                .hasMessageContaining("empty.txt: has no objective; write one a line, as in ttft.p95<=500ms");
    }
}
