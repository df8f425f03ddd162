package io.varcas.accuracy.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CodeExtractionTest {

    private static final CodeTask TESTS = CodeTask.of(List.of("assert f(1) == 2"));
    private static final CodeTask CONTINUED = new CodeTask(
            "import math\n\ndef f(x):\n    \"\"\"Add one.\"\"\"\n", Optional.of("f"), true, "assert f(1) == 2");

    @Test
    void takesTheFirstFencedBlock() {
        assertThat(program(TESTS, "Sure:\n```python\ndef f(x):\n    return x + 1\n```\nUse it:\n```\nf(1)\n```"))
                .contains("def f(x):\n    return x + 1\n")
                .doesNotContain("Sure", "f(1)\n`")
                .endsWith("assert f(1) == 2\n");
        assertThat(program(TESTS, "```bash\npip install x\n```\n```py\ndef f(x): return 2\n```"))
                .contains("def f(x): return 2")
                .doesNotContain("pip");
    }

    @Test
    void prefersTheBlockThatDefinesTheFunction() {
        assertThat(program(CONTINUED, "```python\nprint(1)\n```\n```python\ndef f(x): return 2\n```"))
                .contains("def f(x): return 2")
                .doesNotContain("print(1)");
    }

    @Test
    void takesAFenceThatWasCutOffToTheEnd() {
        assertThat(program(TESTS, "```python\ndef f(x):\n    return 2")).contains("def f(x):\n    return 2");
    }

    @Test
    void takesAnOutputWithoutFenceAsCode() {
        assertThat(program(TESTS, "def f(x):\n    return 2")).startsWith("\n\ndef f(x):");
    }

    @Test
    void continuesThePromptUpToTheNextStatementOutside() {
        assertThat(program(CONTINUED, "    return x + 1\n\ndef g(): pass\nprint(f(1))"))
                .isEqualTo(
                        "import math\n\ndef f(x):\n    \"\"\"Add one.\"\"\"\n    return x + 1\n\n\nassert f(1) == 2\n");
    }

    @Test
    void keepsTheImportsOfThePromptBeforeAWholeFunction() {
        assertThat(program(CONTINUED, "def f(x):\n    return math.floor(x) + 1\n\nprint(f(1))"))
                .startsWith("import math")
                .contains("return math.floor(x) + 1\n\nprint(f(1))");
    }

    @Test
    void findsNoCodeInProse() {
        assertThat(CodeExtraction.program(TESTS, "I cannot do that.")).isEmpty();
        assertThat(CodeExtraction.program(TESTS, "")).isEmpty();
        assertThat(CodeExtraction.program(CONTINUED, "If you want, I can explain."))
                .isEmpty();
    }

    private static String program(CodeTask task, String output) {
        return CodeExtraction.program(task, output).orElseThrow();
    }
}
