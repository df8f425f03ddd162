package io.varcas.reports.peer;

import io.varcas.result.RunResult;

/** Names of exported files and folders: a result may call itself anything, and what is written stays in the folder that was asked for. */
final class ExportName {

    private static final int LONGEST = 120;

    private ExportName() {}

    /**
     * Returns the name of what is exported of a trial, without extension.
     *
     * @param layout the other tool
     * @param trial place of the trial, from 0
     */
    static String of(String layout, RunResult result, int trial) {
        String id = result.id().replaceAll("[^A-Za-z0-9._-]+", "-");
        return layout + "-" + id.substring(0, Math.min(LONGEST, id.length())) + "-" + (trial + 1);
    }
}
