package io.varcas.cli.flag;

import io.varcas.compare.Decision;
import io.varcas.compare.Decision.Outcome;
import io.varcas.result.RunResult;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Exit codes of the process. */
public final class ExitCode {

    /** Every objective was met. */
    public static final int MET = 0;

    /**
     * The run ended, and an objective was broken or could not be measured, or the outputs were not right; or no
     * machine is predicted to meet every objective.
     */
    public static final int BROKEN = 1;

    /** Nothing ran: the command line, the configuration or the workload is wrong. */
    public static final int USAGE = 2;

    /** A trial failed, the run was interrupted, its numbers are not the server's, or a bundle has lost requests. */
    public static final int FAILED = 3;

    /** A comparison could not show enough to accept or reject. */
    public static final int UNDECIDED = 4;

    private ExitCode() {}

    /** Returns one rejection rejects all; else one open question leaves all open. */
    public static int of(List<Decision> decisions) {
        Set<Outcome> outcomes = decisions.stream().map(Decision::outcome).collect(Collectors.toSet());
        return outcomes.contains(Outcome.REJECTED) ? BROKEN : outcomes.contains(Outcome.UNDECIDED) ? UNDECIDED : MET;
    }

    public static int of(RunResult result) {
        return switch (result.verdict()) {
            case MET -> MET;
            case BROKEN, NOT_MEASURED -> BROKEN;
            case FAILED -> FAILED;
        };
    }
}
