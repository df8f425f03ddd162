package io.varcas.client;

import io.varcas.metric.EventKind;
import io.varcas.metric.Outcome;
import io.varcas.metric.Timeline;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Turns what arrives on one exchange into an {@link Answer}: stamps events, reads what they say, and decides how the request
 * ended.
 *
 * <p>A streamed answer is complete when a finish reason and {@code [DONE]} arrived and nothing in between was an error; one that
 * was not streamed, when its body arrived whole and has a finish reason.
 */
public final class AnswerReader implements ExchangeListener {

    private static final int OK = 200;
    private static final int LONGEST_ANSWER = 64 << 20;
    private static final int LONGEST_ERROR = 64 << 10;
    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

    private final long originNanos;
    private final AnswerObserver observer;
    private final Timeline events;
    private final @Nullable StringBuilder text;
    private final EventScanner scanner;

    private int status = -1;
    private @Nullable SseScanner stream;
    private @Nullable BodyBuffer body;
    private long firstByte = Long.MIN_VALUE;
    private int textEvents;
    private int firstTextTokens = 1;
    private boolean done;
    private boolean ending;
    private @Nullable String fault;

    private volatile @Nullable Outcome abandoned;

    /**
     * Creates a reader.
     *
     * @param originNanos time of the transport's clock that the answer's times count from
     * @param expectedEvents events to make room for
     * @param keepText whether the answer's text is kept
     * @param observer follows the answer
     */
    public AnswerReader(long originNanos, int expectedEvents, boolean keepText, AnswerObserver observer) {
        this.originNanos = originNanos;
        this.observer = observer;
        this.events = new Timeline(expectedEvents);
        this.text = keepText ? new StringBuilder() : null;
        this.scanner = new EventScanner(text);
    }

    /**
     * Says why the exchange is about to be cancelled, so that its end is not taken for a failure of the server.
     *
     * @param why {@link Outcome#TIMEOUT} or {@link Outcome#CANCELLED}
     */
    public void abandon(Outcome why) {
        abandoned = why;
    }

    @Override
    public void head(long nanos, int code, String contentType) {
        status = code;
        if (code == OK && contentType.toLowerCase(Locale.ROOT).contains("event-stream")) {
            stream = new SseScanner(this::event);
        } else {
            body = new BodyBuffer(code == OK ? LONGEST_ANSWER : LONGEST_ERROR);
        }
    }

    @Override
    public void bytes(long nanos, ByteBuffer piece) {
        if (firstByte == Long.MIN_VALUE) {
            firstByte = nanos - originNanos;
        }
        if (body != null) {
            body.add(piece);
        } else if (stream != null && fault == null) {
            try {
                stream.read(nanos, piece);
            } catch (IllegalStateException tooLong) {
                fault = tooLong.getMessage();
            }
        }
    }

    @Override
    public void ended(long nanos) {
        if (stream != null) {
            ending = true;
            stream.end(nanos);
        } else if (body != null && status == OK) {
            wholeAnswer(nanos, body);
        }
        finish(nanos, null);
    }

    @Override
    public void failed(long nanos, Throwable cause) {
        finish(nanos, cause);
    }

    private void event(long nanos, byte[] bytes, int from, int to) {
        if (fault != null || done) {
            return;
        }
        if (isDone(bytes, from, to)) {
            done = true;
            return;
        }
        try {
            EventKind kind = scanner.scan(bytes, from, to);
            record(nanos - originNanos, kind);
            if (kind == EventKind.OTHER) {
                other(bytes, from, to);
            }
        } catch (JsonCursor.Malformed malformed) {
            if (!ending) { // what the end of the stream cut off is no answer gone wrong, but one cut short
                fault = "event " + (events.size() + 1) + " is not a chunk of an answer (" + malformed.getMessage()
                        + "): " + ErrorBody.line(bytes, from, to);
            }
        }
    }

    private void wholeAnswer(long nanos, BodyBuffer whole) {
        if (whole.isOverflown()) {
            fault = "the answer is longer than " + LONGEST_ANSWER + " bytes";
            return;
        }
        try {
            EventKind kind = scanner.scan(whole.bytes(), 0, whole.size());
            record(nanos - originNanos, kind);
            done = true;
            if (!kind.hasChoices()) {
                fault = "the server answered with something else than an answer: "
                        + ErrorBody.line(whole.bytes(), 0, whole.size());
            }
        } catch (JsonCursor.Malformed malformed) {
            fault = "the answer is not JSON (" + malformed.getMessage() + "): "
                    + ErrorBody.line(whole.bytes(), 0, whole.size());
        }
    }

    private void record(long nanos, EventKind kind) {
        events.add(nanos, kind);
        if (kind.isText()) {
            boolean first = textEvents++ == 0;
            if (first) {
                firstTextTokens = Math.max(1, scanner.completionTokens());
            }
            observer.text(nanos, first);
        }
    }

    /** An object without choices and usage is harmless, as Azure's filter results are, unless it is an error. */
    private void other(byte[] bytes, int from, int to) {
        ErrorBody.inStream(bytes, from, to).ifPresent(message -> fault = "the server broke off the stream: " + message);
    }

    private void finish(long nanos, @Nullable Throwable cause) {
        Outcome outcome = outcome(cause);
        Optional<String> finishReason = Optional.ofNullable(scanner.finishReason());
        observer.ended(new Answer(
                outcome,
                status < 0 ? OptionalInt.empty() : OptionalInt.of(status),
                firstByte == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(firstByte),
                nanos - originNanos,
                events,
                usage(),
                firstTextTokens,
                finishReason,
                outcome == Outcome.COMPLETED ? Optional.empty() : Optional.of(error(outcome, cause)),
                Optional.ofNullable(scanner.id()),
                Optional.ofNullable(text).map(StringBuilder::toString).filter(answer -> !answer.isEmpty())));
    }

    private Outcome outcome(@Nullable Throwable cause) {
        String reason = scanner.finishReason();
        boolean whole = done && fault == null && reason != null && !FinishReasons.isFailure(reason);
        Outcome why = abandoned;
        if (status == OK && whole) {
            return Outcome.COMPLETED;
        }
        if (cause != null && why != null) {
            return why;
        }
        if (status < 0) {
            return Outcome.CONNECT_FAILURE;
        }
        if (status != OK) {
            return status == 429 || status == 503 ? Outcome.REJECTED : Outcome.HTTP_ERROR;
        }
        if (fault != null || (reason != null && FinishReasons.isFailure(reason))) {
            return Outcome.STREAM_ERROR;
        }
        return Outcome.TRUNCATED;
    }

    private String error(Outcome outcome, @Nullable Throwable cause) {
        return switch (outcome) {
            case TIMEOUT -> "no end of the answer within the time limit; the connection was closed";
            case CANCELLED -> "closed by the client before the answer ended";
            case CONNECT_FAILURE -> ConnectFaults.line(cause);
            case HTTP_ERROR, REJECTED -> "HTTP " + status + said();
            case STREAM_ERROR -> fault != null ? fault : "the server ended the answer with " + scanner.finishReason();
            case TRUNCATED -> truncation(cause);
            case COMPLETED -> "";
        };
    }

    private String said() {
        String line = body == null ? "" : ErrorBody.line(body.bytes(), 0, body.size());
        return line.isEmpty() ? "" : ": " + line;
    }

    private String truncation(@Nullable Throwable cause) {
        String missing = scanner.finishReason() == null ? "a finish reason" : "[DONE]";
        String how = cause == null ? "the stream ended" : "the connection broke (" + ConnectFaults.line(cause) + ")";
        return how + " after " + textEvents + (textEvents == 1 ? " event" : " events") + " with text, without "
                + missing;
    }

    private Optional<Usage> usage() {
        if (scanner.completionTokens() < 0 || scanner.promptTokens() < 0) {
            return Optional.empty();
        }
        int cached = scanner.cachedTokens();
        return Optional.of(new Usage(
                scanner.promptTokens(),
                scanner.completionTokens(),
                cached < 0 ? OptionalInt.empty() : OptionalInt.of(cached)));
    }

    private static boolean isDone(byte[] bytes, int from, int to) {
        if (to - from < DONE.length || bytes[from] != '[') {
            return false;
        }
        for (int i = 0; i < DONE.length; i++) {
            if (bytes[from + i] != DONE[i]) {
                return false;
            }
        }
        return true;
    }
}
