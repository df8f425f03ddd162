package io.varcas.client;

import io.varcas.record.EventKind;
import io.varcas.record.Outcome;
import io.varcas.record.Timeline;
import io.varcas.transport.EncodedBodyException;
import io.varcas.transport.ErrorBody;
import io.varcas.transport.ExchangeListener;
import io.varcas.transport.ResponseTooLongException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Turns what arrives on one exchange into an {@link Response}: stamps events, reads what they say, and decides how the request
 * ended. A successful body is read as the stream or the whole that its first bytes say it is; a Content-Type that says otherwise
 * is a warning.
 *
 * <p>A response is complete if nothing in it was an error and a finish reason and {@code [DONE]} arrived, or one of these and a
 * usage. One that came whole needs no {@code [DONE]}.
 */
public final class ResponseReader implements ExchangeListener {

    private static final int LONGEST_ANSWER = 64 << 20;
    private static final int LONGEST_ERROR = 64 << 10;
    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};
    private static final String EVENT_STREAM = "text/event-stream";

    private final long originNanos;
    private final Asked asked;
    private final ResponseObserver observer;
    private final Timeline events;
    private final @Nullable StringBuilder text;
    private final EventScanner scanner;

    private int status = -1;
    private String type = "";
    private @Nullable BodyForm form;
    private @Nullable SseScanner stream;
    private @Nullable BodyBuffer body;
    private long firstByte = Long.MIN_VALUE;
    private int textEvents;
    private int firstTextTokens = 1;
    private boolean done;
    private boolean ending;
    private @Nullable String fault;
    private @Nullable List<String> warnings;

    private volatile @Nullable Outcome abandoned;

    /**
     * Creates a reader.
     *
     * @param originNanos time of the transport's clock that the response's times count from
     * @param expectedEvents events to make room for
     * @param asked what the request asked for
     * @param keepText whether the response's text is kept
     * @param observer follows the response
     */
    public ResponseReader(
            long originNanos, int expectedEvents, Asked asked, boolean keepText, ResponseObserver observer) {
        this.originNanos = originNanos;
        this.asked = asked;
        this.observer = observer;
        this.events = new Timeline(expectedEvents);
        this.text = keepText ? new StringBuilder() : null;
        this.scanner = new EventScanner(text);
    }

    /**
     * Creates a reader of the response to a request of which nothing is known.
     *
     * @param originNanos time of the transport's clock that the response's times count from
     * @param expectedEvents events to make room for
     * @param keepText whether the response's text is kept
     * @param observer follows the response
     */
    public ResponseReader(long originNanos, int expectedEvents, boolean keepText, ResponseObserver observer) {
        this(originNanos, expectedEvents, Asked.UNKNOWN, keepText, observer);
    }

    /**
     * Sets the reason before the exchange is cancelled, so that its end does not count as a failure of the server.
     *
     * @param why {@link Outcome#TIMEOUT} or {@link Outcome#CANCELLED}
     */
    public void abandon(Outcome why) {
        abandoned = why;
    }

    @Override
    public void head(long nanos, int code, String contentType) {
        status = code;
        type = contentType;
        if (isSuccess()) {
            form = new BodyForm(isDeclaredStream());
        } else {
            body = new BodyBuffer(LONGEST_ERROR);
        }
    }

    /**
     * Reads a piece of the body.
     *
     * @throws ResponseTooLongException if the response is longer than any is read; the exchange is to be closed then
     */
    @Override
    public void bytes(long nanos, ByteBuffer piece) {
        if (firstByte == Long.MIN_VALUE) {
            firstByte = nanos - originNanos;
        }
        if (form != null) {
            BodyForm.Kind kind = form.read(piece);
            if (kind == BodyForm.Kind.UNDECIDED) {
                return;
            }
            begin(nanos, kind, form);
        }
        read(nanos, piece);
    }

    @Override
    public void ended(long nanos) {
        if (form != null) {
            begin(nanos, form.atEnd(), form);
        }
        if (stream != null) {
            ending = true;
            stream.end(nanos);
        } else if (body != null && isSuccess()) {
            wholeAnswer(nanos, body);
        }
        finish(nanos, null);
    }

    @Override
    public void failed(long nanos, Throwable cause) {
        if (cause instanceof EncodedBodyException && isSuccess()) {
            fault = cause.getMessage();
        }
        finish(nanos, cause);
    }

    private void begin(long nanos, BodyForm.Kind kind, BodyForm known) {
        form = null;
        if (kind == BodyForm.Kind.EVENTS) {
            stream = new SseScanner(new Events());
            warnOfType(isDeclaredStream(), EVENT_STREAM);
        } else {
            body = new BodyBuffer(LONGEST_ANSWER);
        }
        read(nanos, known.held());
    }

    private void read(long nanos, ByteBuffer piece) {
        if (body != null) {
            body.add(piece);
            if (body.isOverflown() && isSuccess()) {
                fault = "the response is longer than " + LONGEST_ANSWER + " bytes";
                throw new ResponseTooLongException(fault);
            }
        } else if (stream != null && fault == null) {
            try {
                stream.read(nanos, piece);
            } catch (ResponseTooLongException tooLong) {
                fault = tooLong.getMessage();
                throw tooLong;
            }
        }
    }

    /** Takes the events of a stream. */
    private final class Events implements SseSink {

        @Override
        public void event(long nanos, byte[] bytes, int from, int to) {
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
                    fault = "event " + (events.size() + 1) + " is "
                            + ErrorBody.otherThanObject(bytes, from, to)
                                    .orElseGet(() -> "not a chunk of a response (" + malformed.getMessage() + "): "
                                            + ErrorBody.line(bytes, from, to));
                }
            }
        }

        @Override
        public void error(long nanos, byte[] bytes, int from, int to) {
            if (fault == null && !done) {
                String said = ErrorBody.line(bytes, from, to);
                fault = "the server sent an error event" + (said.isEmpty() ? " without a text" : ": " + said);
            }
        }
    }

    private void wholeAnswer(long nanos, BodyBuffer whole) {
        if (whole.size() == 0) {
            fault = "the response has no body";
            return;
        }
        try {
            EventKind kind = scanner.scan(whole.bytes(), 0, whole.size());
            record(nanos - originNanos, kind.isText() ? EventKind.WHOLE : kind);
            done = true;
            if (!kind.hasChoices()) {
                fault = "the server responded with something other than a completion: "
                        + ErrorBody.line(whole.bytes(), 0, whole.size());
                return;
            }
            warnOfType(type.toLowerCase(Locale.ROOT).contains("json"), "application/json");
            if (asked.streamed()) {
                warn("the response came whole though a stream was asked for: TTFT and TPOT are not measured");
            }
        } catch (JsonCursor.Malformed malformed) {
            fault = "the response is "
                    + ErrorBody.otherThanObject(whole.bytes(), 0, whole.size())
                            .orElseGet(() -> "not JSON (" + malformed.getMessage() + "): "
                                    + ErrorBody.line(whole.bytes(), 0, whole.size()));
        }
    }

    private void record(long nanos, EventKind kind) {
        events.add(nanos, kind);
        if (kind.isText()) {
            boolean first = textEvents++ == 0;
            if (first) {
                firstTextTokens = Math.max(1, scanner.completionTokens());
            }
            observer.text(nanos, first && kind != EventKind.WHOLE);
        }
    }

    /** An object without choices and usage is harmless, as Azure's filter results are, unless it is an error. */
    private void other(byte[] bytes, int from, int to) {
        ErrorBody.inStream(bytes, from, to).ifPresent(message -> fault = "the server broke off the stream: " + message);
    }

    private void finish(long nanos, @Nullable Throwable cause) {
        ResponseEnd end = new ResponseEnd(
                status, scanner.finishReason(), done, scanner.completionTokens() >= 0, textEvents, fault, cause);
        Outcome outcome = end.outcome(asked, abandoned);
        Optional<Usage> usage = usage();
        if (outcome == Outcome.COMPLETED
                && textEvents == 0
                && usage.isPresent()
                && usage.get().completionTokens() > 0) {
            warn("the response has counted tokens but no text: its latencies are not measured");
        }
        observer.ended(new Response(
                outcome,
                status < 0 ? OptionalInt.empty() : OptionalInt.of(status),
                firstByte == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(firstByte),
                nanos - originNanos,
                events,
                usage,
                usage.isPresent() ? firstTextTokens : 1,
                Optional.ofNullable(scanner.finishReason()),
                outcome == Outcome.COMPLETED ? Optional.empty() : Optional.of(end.error(outcome, body)),
                Optional.ofNullable(scanner.id()),
                scanner.serverTimes(),
                warnings == null ? List.of() : List.copyOf(warnings),
                Optional.ofNullable(text).map(StringBuilder::toString).filter(answer -> !answer.isEmpty())));
    }

    private Optional<Usage> usage() {
        if (scanner.hasOddCounts()) {
            warn("usage is not believed: a count in it is no whole number of 0 or more");
            return Optional.empty();
        }
        if (scanner.completionTokens() < 0 || scanner.promptTokens() < 0) {
            return Optional.empty();
        }
        int cached = scanner.cachedTokens();
        Usage usage = new Usage(
                scanner.promptTokens(),
                scanner.completionTokens(),
                cached < 0 ? OptionalInt.empty() : OptionalInt.of(cached));
        String doubt = asked.doubt(usage, scanner.textBytes(), textEvents);
        if (doubt != null) {
            warn(doubt);
            return Optional.empty();
        }
        String oddity = asked.oddity(usage, scanner.textBytes(), textEvents);
        if (oddity != null) {
            warn(oddity);
        }
        return Optional.of(usage);
    }

    private void warnOfType(boolean right, String expected) {
        if (!right) {
            warn("Content-Type is " + (type.isBlank() ? "missing" : ErrorBody.oneLine(type)) + " where " + expected
                    + " was sent");
        }
    }

    private void warn(String line) {
        if (warnings == null) {
            warnings = new ArrayList<>();
        }
        warnings.add(line);
    }

    private boolean isSuccess() {
        return ResponseEnd.isSuccess(status);
    }

    private boolean isDeclaredStream() {
        return type.toLowerCase(Locale.ROOT).contains("event-stream");
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
