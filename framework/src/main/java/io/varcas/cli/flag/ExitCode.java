package io.varcas.cli.flag;

import io.varcas.compare.Decision;
import io.varcas.compare.Decision.Outcome;
import io.varcas.result.CaptureResult;
import io.varcas.result.RunResult;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Exit codes of the process. */
public final class ExitCode {

    /** Every objective was met, or the run has none. */
    public static final int MET = 0;

    /**
     * The run ended, and an objective is broken or not measured, or the outputs are not accurate enough; for
     * {@code size}, no machine is predicted to meet all objectives.
     */
    public static final int BROKEN = 1;

    /** Nothing ran: the command line, the configuration or the workload is wrong. */
    public static final int USAGE = 2;

    /** A trial or a profile failed, the run was interrupted or is invalid, or a bundle has lost requests. */
    public static final int FAILED = 3;

    /** The samples of a run do not decide an objective and none is broken, or a comparison shows too little to accept or reject. */
    public static final int UNDECIDED = 4;

    private ExitCode() {}

    /** Returns the exit code of decisions: any rejection rejects all, otherwise any open decision leaves all open. */
    public static int of(List<Decision> decisions) {
        Set<Outcome> outcomes = decisions.stream().map(Decision::outcome).collect(Collectors.toSet());
        return outcomes.contains(Outcome.REJECTED) ? BROKEN : outcomes.contains(Outcome.UNDECIDED) ? UNDECIDED : MET;
    }

    /** Returns the exit code of several results: that of the worst of them. */
    public static int worst(List<Integer> codes) {
        return Stream.of(FAILED, BROKEN, UNDECIDED)
                .filter(codes::contains)
                .findFirst()
                .orElse(MET);
    }

    /** Returns the exit code of a run; a profile that was asked for and not taken fails it. */
    public static int of(RunResult result) {
        boolean profiled = result.trials().stream()
                .flatMap(trial -> trial.captures().stream().flatMap(List::stream))
                .allMatch(CaptureResult::isWhole);
        return profiled ? ofVerdict(result) : FAILED;
    }

    private static int ofVerdict(RunResult result) {
        return switch (result.verdict()) {
            case MET, NO_OBJECTIVES -> MET;
            case UNDECIDED -> UNDECIDED;
            case BROKEN, NOT_MEASURED -> BROKEN;
            case INVALID, FAILED -> FAILED;
        };
    }
}
