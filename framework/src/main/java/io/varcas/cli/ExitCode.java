package io.varcas.cli;

import io.varcas.result.RunResult;

/** What the process ends with. */
final class ExitCode {

    /** Every objective was met. */
    static final int MET = 0;

    /** The run ended, and an objective was broken or could not be measured, or the answers were not right. */
    static final int BROKEN = 1;

    /** Nothing ran: the command line, the configuration or the workload is wrong. */
    static final int USAGE = 2;

    /** A trial failed, the run was interrupted, or its numbers are not the server's. */
    static final int FAILED = 3;

    private ExitCode() {}

    static int of(RunResult result) {
        return switch (result.verdict()) {
            case MET -> MET;
            case BROKEN -> BROKEN;
            case FAILED -> FAILED;
        };
    }
}
