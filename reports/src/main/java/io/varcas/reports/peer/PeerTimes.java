package io.varcas.reports.peer;

import io.varcas.record.EventKind;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;

/**
 * The times of a completed request that tools count from and to, in seconds since the start of the load; not a number
 * where there is none.
 *
 * @param due intended send
 * @param sent actual send
 * @param firstChoice first chunk with choices, the role-only one included
 * @param lastChoice last chunk with choices
 * @param firstText first chunk with text
 * @param lastText last chunk with text
 * @param closed end of the stream
 */
record PeerTimes(
        double due,
        double sent,
        double firstChoice,
        double lastChoice,
        double firstText,
        double lastText,
        double closed) {

    private static final double NANOS = 1e9;

    static PeerTimes of(RequestRecord request) {
        Timeline events = request.events();
        double firstChoice = Double.NaN;
        double lastChoice = Double.NaN;
        double firstText = Double.NaN;
        double lastText = Double.NaN;
        for (int i = 0; i < events.size(); i++) {
            EventKind kind = events.kind(i);
            double at = events.nanos(i) / NANOS;
            if (kind.hasChoices()) {
                firstChoice = Double.isNaN(firstChoice) ? at : firstChoice;
                lastChoice = at;
            }
            if (kind.isText()) {
                firstText = Double.isNaN(firstText) ? at : firstText;
                lastText = at;
            }
        }
        return new PeerTimes(
                request.intendedNanos() / NANOS,
                request.sentNanos().orElse(request.intendedNanos()) / NANOS,
                firstChoice,
                lastChoice,
                firstText,
                lastText,
                request.closedNanos() / NANOS);
    }
}
