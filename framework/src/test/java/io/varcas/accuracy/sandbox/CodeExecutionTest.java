package io.varcas.accuracy.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthDataset;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.GroundTruthReader;
import io.varcas.accuracy.Scorer;
import io.varcas.accuracy.ScorerResources;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.type.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tasks in the formats of HumanEval, MBPP and this project, from their file to the grade. */
@Timeout(120)
class CodeExecutionTest {

    private static final ClassLoader HERE = CodeExecutionTest.class.getClassLoader();
    private static final String TASKS = """
        {"task_id": "HumanEval/x", "prompt": "from typing import List\\n\\n\\ndef total(xs: List[int]) -> int:\\n    \\"\\"\\"Sum.\\"\\"\\"\\n", "entry_point": "total", "canonical_solution": "    return sum(xs)\\n", "test": "def check(candidate):\\n    assert candidate([1, 2]) == 3\\n"}
        {"task_id": 11, "text": "Write a function to double a number.", "code": "def double(x):\\n    return 2 * x", "test_list": ["assert double(2) == 4", "assert double(0) == 0"], "test_setup_code": "", "challenge_test_list": []}
        {"id": "own", "prompt": "Write f, which returns pi rounded.", "setup": "import math", "tests": "assert f() == round(math.pi)"}
        """;

    @TempDir
    Path folder;

    @Test
    void readsTheFormatsOfHumanEvalAndMbpp() throws IOException {
        List<GroundTruthItem> items = read(TASKS).items();
        assertThat(items).extracting(GroundTruthItem::id).containsExactly("HumanEval/x", "11", "own");
        assertThat(items).extracting(GroundTruthItem::type).containsOnly("code");
        assertThat(items.get(0).references()).containsExactly("    return sum(xs)\n");
        assertThat(items.get(1).prompt())
                .isEqualTo("Write a function to double a number.\n\nYour code should pass these tests:\n\n"
                        + "assert double(2) == 4\nassert double(0) == 0");
        assertThat(items.get(2).prompt()).isEqualTo("Write f, which returns pi rounded.");
    }

    @Test
    void namesTheLineOfAFaultyTask() {
        assertThatThrownBy(() -> read("""
            {"prompt": "p", "tests": []}
            {"prompt": "p", "tests": [3]}
            {"prompt": "p", "test": "x", "entry_point": "f()"}
            {"prompt": "p", "test": "x", "entry_point": null}
            """))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("truth.jsonl:1: \"tests\" must be a non-empty text, or a list of such texts")
                .hasMessageContaining("truth.jsonl:2: \"tests\" must be a text, or a list of texts")
                .hasMessageContaining("truth.jsonl:3: \"entry_point\" must be the name of a function")
                .hasMessageContaining("truth.jsonl:4: \"entry_point\" must be the name of a function");
    }

    @Test
    void rejectsItemsWithoutTests() {
        assertThat(Scorer.extensions()
                        .named("code-execution", HERE)
                        .defect(new GroundTruthItem("1", "p", List.of("r"))))
                .hasValue("it has no tests; give \"tests\", or \"test_list\", or \"test\" and \"entry_point\"");
    }

    @Test
    void gradesEachFormatByItsTests() throws IOException {
        Scorer scorer = ready("code-execution", Map.of());
        List<GroundTruthItem> items = read(TASKS).items();
        assertThat(items).allMatch(item -> scorer.defect(item).isEmpty());
        assertThat(note(scorer, items.get(0), "    return sum(xs)\n")).isEqualTo("1.0 passed");
        assertThat(note(scorer, items.get(0), "```python\ndef total(xs):\n    return 0\n```"))
                .isEqualTo("0.0 failed an assertion: AssertionError (line 13: assert candidate([1, 2]) == 3)");
        assertThat(note(scorer, items.get(1), items.get(1).references().get(0))).isEqualTo("1.0 passed");
        assertThat(note(scorer, items.get(1), "I do not know.")).isEqualTo("0.0 no code found");
        assertThat(note(scorer, items.get(2), "def f(): return 3")).isEqualTo("1.0 passed");
        assertThat(note(scorer, items.get(2), "def f(): return pi")).startsWith("0.0 error: NameError");
    }

    @Test
    void isTheDefaultForCode() throws IOException {
        Scorer scorer = ready("by-type", Map.of());
        GroundTruthItem own = read(TASKS).items().get(2);
        assertThat(scorer.defect(own)).isEmpty();
        assertThat(note(scorer, own, "def f(): return 3")).isEqualTo("1.0 passed");
    }

    @Test
    void refusesWithoutAnInterpreterOrASandbox() throws IOException {
        assertThatThrownBy(() -> scorer("code-execution", Map.of("groundTruth.interpreter", "/none/python3")))
                .isInstanceOf(SettingException.class)
                .hasMessage("scorer code-execution runs programs in a sandbox only: no Python interpreter"
                        + " \"/none/python3\" can be used; install it (apt install python3), or set"
                        + " groundTruth.interpreter to its path");
        GroundTruthItem own = read(TASKS).items().get(2);
        assertThat(scorer("by-type", Map.of("groundTruth.interpreter", "/none/python3"))
                        .defect(own)
                        .orElseThrow())
                .startsWith("type code: scorer code-execution runs programs in a sandbox only: ");

        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "there is no /usr/bin/python3");
        assertThatThrownBy(() -> PythonSandbox.find(
                        List.of(), "/usr/bin/python3", new SandboxLimits(Duration.ofSeconds(5), 512)))
                .isInstanceOf(SandboxException.class)
                .hasMessageStartingWith("no sandbox works here (")
                .hasMessageEndingWith(
                        "install bubblewrap 0.8 or later (apt install bubblewrap), and allow user namespaces");
    }

    private static Scorer ready(String name, Map<String, String> settings) {
        try {
            PythonSandbox.find("python3", new SandboxLimits(Duration.ofSeconds(10), 512));
        } catch (SandboxException none) {
            abort(String.valueOf(none.getMessage()));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        return scorer(name, settings);
    }

    private static Scorer scorer(String name, Map<String, String> settings) {
        ResolvedSettings resolved = ResolvedSettings.of(Map.of(Layer.COMMAND_LINE, settings));
        return Scorer.extensions().named(name, HERE).with(new ScorerResources(resolved, Map.of(), HERE));
    }

    private static String note(Scorer scorer, GroundTruthItem item, String output) {
        Grade.Scored grade = (Grade.Scored) scorer.grade(item, new Attempt.Answered(output, Optional.of("stop")));
        return grade.score() + " " + grade.note().orElse("");
    }

    private GroundTruthDataset read(String lines) throws IOException {
        Path file = Files.writeString(folder.resolve("truth.jsonl"), lines);
        return GroundTruthReader.read(file.toString(), HERE);
    }
}
