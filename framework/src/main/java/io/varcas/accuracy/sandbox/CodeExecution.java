package io.varcas.accuracy.sandbox;

import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.Scorer;
import io.varcas.accuracy.ScorerResources;
import io.varcas.accuracy.code.CodeExtraction;
import io.varcas.annotation.GroundTruth;
import io.varcas.setting.GroundTruthSettings;
import io.varcas.setting.type.SettingException;
import java.util.Optional;

/**
 * Code execution: 1 if the program in the output passes the tests of its item, else 0, with the class of its end. Programs run in a
 * sandbox; a fault of the sandbox is a failed grading, never a wrong output.
 */
public final class CodeExecution implements Scorer {

    private final Optional<PythonSandbox> sandbox;

    /** Creates a scorer without a sandbox yet. */
    public CodeExecution() {
        this(Optional.empty());
    }

    private CodeExecution(Optional<PythonSandbox> sandbox) {
        this.sandbox = sandbox;
    }

    @Override
    public String name() {
        return GroundTruth.CODE_EXECUTION;
    }

    @Override
    public Scorer with(ScorerResources resources) {
        SandboxLimits limits = new SandboxLimits(
                resources.settings().get(GroundTruthSettings.CODE_TIMEOUT),
                resources.settings().get(GroundTruthSettings.CODE_MEMORY));
        try {
            return new CodeExecution(
                    Optional.of(PythonSandbox.find(resources.settings().get(GroundTruthSettings.INTERPRETER), limits)));
        } catch (SandboxException none) {
            throw new SettingException("scorer " + name() + " runs programs in a sandbox only: " + none.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SettingException("scorer " + name() + ": interrupted");
        }
    }

    @Override
    public Optional<String> defect(GroundTruthItem item) {
        return item.extras().code().isPresent()
                ? Optional.empty()
                : Optional.of("it has no tests; give \"tests\", or \"test_list\", or \"test\" and \"entry_point\"");
    }

    @Override
    public Grade grade(GroundTruthItem item, Attempt.Answered output) {
        Optional<String> program = CodeExtraction.program(item.extras().code().orElseThrow(), output.text());
        try {
            CodeResult result = program.isEmpty()
                    ? new CodeResult(CodeOutcome.NO_CODE, "")
                    : sandbox.orElseThrow().run(program.get());
            return result.outcome() == CodeOutcome.SANDBOX_FAULT
                    ? new Grade.Failed(result.note())
                    : new Grade.Scored(result.outcome() == CodeOutcome.PASSED ? 1 : 0, result.note());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Grade.Failed("interrupted");
        }
    }
}
