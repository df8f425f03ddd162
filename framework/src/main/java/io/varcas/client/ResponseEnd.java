package io.varcas.client;

import io.varcas.record.Outcome;
import io.varcas.transport.ConnectFaults;
import io.varcas.transport.ErrorBody;
import org.jspecify.annotations.Nullable;

/**
 * The end of a response, from which its outcome and the line about it follow.
 *
 * @param status status of HTTP; negative if none arrived
 * @param finishReason reason that the server gave for the end of the text
 * @param done whether {@code [DONE]} arrived, or the response came whole
 * @param counted whether the server counted the tokens
 * @param textEvents events with text that arrived
 * @param fault what is wrong with what arrived; null if nothing is
 * @param cause what broke the exchange; null if it ended by itself
 */
record ResponseEnd(
        int status,
        @Nullable String finishReason,
        boolean done,
        boolean counted,
        int textEvents,
        @Nullable String fault,
        @Nullable Throwable cause) {

    /** Returns whether a status promises a completion. */
    static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    /**
     * Decides how the request ended.
     *
     * @param asked what the request asked for
     * @param abandoned reason for which the client closed the exchange; null if it did not
     */
    Outcome outcome(Asked asked, @Nullable Outcome abandoned) {
        boolean broken = fault != null || (finishReason != null && FinishReasons.isFailure(finishReason));
        if (isSuccess(status) && !broken && isComplete(asked)) {
            return Outcome.COMPLETED;
        }
        if (broken) {
            return Outcome.STREAM_ERROR;
        }
        if (cause != null && abandoned != null) {
            return abandoned;
        }
        if (status < 0) {
            return Outcome.CONNECT_FAILURE;
        }
        if (!isSuccess(status)) {
            return status == 429 || status == 503 ? Outcome.REJECTED : Outcome.HTTP_ERROR;
        }
        return Outcome.TRUNCATED;
    }

    /** Returns whether the marks of an end are there; that of HTTP stands in for {@code [DONE]}, unless the connection broke. */
    private boolean isComplete(Asked asked) {
        boolean finished = finishReason != null;
        if (done && finished) {
            return true;
        }
        boolean closedWell = cause == null;
        boolean marked = done || (finished && closedWell);
        return (marked && counted) || (closedWell && textEvents > 0 && !asked.endMarkNeeded());
    }

    /**
     * Returns the line about a request that failed; empty for one that did not.
     *
     * @param outcome how it ended
     * @param body body of the response, if it was no stream
     */
    String error(Outcome outcome, @Nullable BodyBuffer body) {
        return switch (outcome) {
            case TIMEOUT -> "no end of the response within the time limit; the connection was closed";
            case CANCELLED -> "closed by the client before the response ended";
            case CONNECT_FAILURE -> ConnectFaults.line(cause);
            case HTTP_ERROR, REJECTED -> "HTTP " + status + said(body);
            case STREAM_ERROR -> fault != null ? fault : "the server ended the response with " + finishReason;
            case TRUNCATED -> truncation();
            case COMPLETED -> "";
        };
    }

    private static String said(@Nullable BodyBuffer body) {
        String line = body == null ? "" : ErrorBody.line(body.bytes(), 0, body.size());
        if (line.contains(RequestBody.MAX_COMPLETION_TOKENS)) {
            line += " (-p maxTokensField=max_tokens sends max_tokens instead)";
        }
        return line.isEmpty() ? "" : ": " + line;
    }

    private String truncation() {
        boolean finished = finishReason != null;
        String missing = finished ? "[DONE]" : done ? "a finish reason" : "a finish reason or [DONE]";
        String how = cause == null ? "the stream ended" : "the connection broke (" + ConnectFaults.line(cause) + ")";
        String hint = cause == null && !finished && !done && textEvents > 0 ? " (-p endMark=false accepts that)" : "";
        return how + " after " + textEvents + (textEvents == 1 ? " event" : " events") + " with text, without "
                + missing + hint;
    }
}
