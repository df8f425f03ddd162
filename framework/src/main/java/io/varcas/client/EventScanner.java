package io.varcas.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.varcas.record.EventKind;
import io.varcas.record.ServerTimes;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object of a response, a chunk of a stream or a whole response, and says what kind of event it is. What was
 * found is held in fields until the next object: nothing is allocated but the texts that are asked for.
 *
 * <p>Every field of a response is optional: vLLM leaves out what is unset and sends null for what was not asked for.
 */
final class EventScanner {

    private static final byte[] ID = key("id");
    private static final byte[] CHOICES = key("choices");
    private static final byte[] USAGE = key("usage");
    private static final byte[] ERROR = key("error");
    private static final byte[] DELTA = key("delta");
    private static final byte[] MESSAGE = key("message");
    private static final byte[] TEXT = key("text");
    private static final byte[] INDEX = key("index");
    private static final byte[] FINISH_REASON = key("finish_reason");
    private static final byte[] ROLE = key("role");
    private static final byte[] CONTENT = key("content");
    private static final byte[] REFUSAL = key("refusal");
    private static final byte[] REASONING = key("reasoning");
    private static final byte[] REASONING_CONTENT = key("reasoning_content");
    private static final byte[] TOOL_CALLS = key("tool_calls");
    private static final byte[] FUNCTION_CALL = key("function_call");
    private static final byte[] PROMPT_TOKENS = key("prompt_tokens");
    private static final byte[] COMPLETION_TOKENS = key("completion_tokens");
    private static final byte[] PROMPT_DETAILS = key("prompt_tokens_details");
    private static final byte[] CACHED_TOKENS = key("cached_tokens");
    private static final byte[] METRICS = key("metrics");
    private static final byte[] QUEUE_TIME = key("queue_time_ms");
    private static final byte[] TIME_TO_FIRST_TOKEN = key("time_to_first_token_ms");
    private static final byte[] GENERATION_TIME = key("generation_time_ms");
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double LONGEST_MILLIS = 1e12;

    private final JsonCursor json = new JsonCursor();
    private final @Nullable StringBuilder answer;

    private boolean hasText;
    private boolean hasReasoning;
    private boolean hasTool;
    private boolean hasRole;
    private int answerFrom;
    private int answerTo;

    private @Nullable String id;
    private @Nullable String finishReason;
    private int promptTokens = -1;
    private int completionTokens = -1;
    private int cachedTokens = -1;
    private boolean oddCounts;
    private long textBytes;
    private Optional<ServerTimes> serverTimes = Optional.empty();

    /**
     * Creates a scanner for one response.
     *
     * @param answer collects the output text of the first choice; null to leave it unread
     */
    EventScanner(@Nullable StringBuilder answer) {
        this.answer = answer;
    }

    /**
     * Reads an object.
     *
     * @param text holds it
     * @param from first byte
     * @param to end, exclusive
     * @return its kind; empty of choices and usage, or with an {@code error}, {@link EventKind#OTHER}
     * @throws JsonCursor.Malformed if it is not a JSON object, or one with choices that are none
     */
    EventKind scan(byte[] text, int from, int to) {
        json.reset(text, from, to);
        hasText = hasReasoning = hasTool = hasRole = false;
        boolean choices = false;
        boolean usage = false;
        boolean error = false;
        json.enterObject();
        while (json.nextKey()) {
            switch (json.keyLength()) {
                case 2 -> readId();
                case 5 -> {
                    if (json.keyIs(USAGE) && json.isObject()) {
                        usage = true;
                        usage();
                    } else {
                        error |= json.keyIs(ERROR) && (json.isObject() || json.isString());
                        json.skip();
                    }
                }
                case 7 -> {
                    if (json.keyIs(CHOICES) && json.isArray()) {
                        choices = choices();
                    } else if (json.keyIs(METRICS) && json.isObject()) {
                        metrics();
                    } else {
                        json.skip();
                    }
                }
                default -> json.skip();
            }
        }
        json.finish();
        if (error) {
            return EventKind.OTHER;
        }
        return choices ? kind() : usage ? EventKind.USAGE : EventKind.OTHER;
    }

    /** Returns the server's id of the response, if any object so far had one. */
    @Nullable
    String id() {
        return id;
    }

    /** Returns the finish reason of the response, if any object contained one. */
    @Nullable
    String finishReason() {
        return finishReason;
    }

    /** Returns the number of prompt tokens of the latest usage; -1 if there was none. */
    int promptTokens() {
        return promptTokens;
    }

    /** Returns the number of output tokens of the latest usage; -1 if there was none. */
    int completionTokens() {
        return completionTokens;
    }

    /**
     * Returns the number of prompt tokens from the server's prefix cache, by the latest usage; -1 if the server did not
     * say.
     */
    int cachedTokens() {
        return cachedTokens;
    }

    /** Returns whether a count of the server's was no whole number of 0 or more. */
    boolean hasOddCounts() {
        return oddCounts;
    }

    /** Returns the number of bytes of text so far, reasoning and tool calls included, as they stand in the JSON. */
    long textBytes() {
        return textBytes;
    }

    /** Returns the times that the server reported of the request, if it did. */
    Optional<ServerTimes> serverTimes() {
        return serverTimes;
    }

    private void readId() {
        if (id == null && json.keyIs(ID) && json.isString()) {
            json.readString();
            id = json.rawString();
        } else {
            json.skip();
        }
    }

    private EventKind kind() {
        if (hasText) {
            return EventKind.CONTENT;
        }
        if (hasTool) {
            return EventKind.TOOL;
        }
        if (hasReasoning) {
            return EventKind.REASONING;
        }
        return hasRole ? EventKind.ROLE : EventKind.EMPTY;
    }

    private boolean choices() {
        boolean any = false;
        json.enterArray();
        while (json.nextElement()) {
            any = true;
            choice();
        }
        return any;
    }

    private void choice() {
        int index = 0;
        answerFrom = answerTo = 0;
        json.enterObject();
        while (json.nextKey()) {
            if (json.keyIs(DELTA) || json.keyIs(MESSAGE)) {
                if (json.isObject()) {
                    delta();
                } else {
                    json.skip();
                }
            } else if (json.keyIs(TEXT)) {
                hasText |= text();
            } else if (json.keyIs(FINISH_REASON) && json.isString()) {
                if (json.readString()) {
                    finishReason = FinishReasons.word(json.bytes(), json.stringFrom(), json.stringTo());
                }
            } else if (json.keyIs(INDEX) && json.isCount()) {
                index = Math.max(0, json.readCount());
            } else {
                json.skip();
            }
        }
        if (answer != null && index == 0) {
            JsonText.append(answer, json.bytes(), answerFrom, answerTo);
        }
    }

    private void delta() {
        json.enterObject();
        while (json.nextKey()) {
            if (json.keyIs(CONTENT) || json.keyIs(REFUSAL)) {
                hasText |= text();
            } else if (json.keyIs(REASONING) || json.keyIs(REASONING_CONTENT)) {
                hasReasoning |= nonEmptyString();
            } else if (json.keyIs(TOOL_CALLS)) {
                hasTool |= nonEmptyArray();
            } else if (json.keyIs(ROLE)) {
                hasRole |= role();
            } else {
                hasTool |= json.keyIs(FUNCTION_CALL) && json.isObject();
                json.skip();
            }
        }
    }

    private boolean text() {
        if (!nonEmptyString()) {
            return false;
        }
        answerFrom = json.stringFrom();
        answerTo = json.stringTo();
        return true;
    }

    private boolean role() {
        if (json.isString()) {
            return json.readString();
        }
        json.skip();
        return false;
    }

    private boolean nonEmptyString() {
        if (json.isString()) {
            boolean any = json.readString();
            textBytes += json.stringTo() - json.stringFrom();
            return any;
        }
        json.skip();
        return false;
    }

    private boolean nonEmptyArray() {
        boolean any = false;
        int from = json.position();
        if (json.isArray()) {
            json.enterArray();
            while (json.nextElement()) {
                any = true;
                json.skip();
            }
        } else {
            json.skip();
        }
        textBytes += json.position() - from;
        return any;
    }

    private void usage() {
        json.enterObject();
        while (json.nextKey()) {
            if (json.keyIs(PROMPT_TOKENS)) {
                promptTokens = count(promptTokens);
            } else if (json.keyIs(COMPLETION_TOKENS)) {
                completionTokens = count(completionTokens);
            } else if (json.keyIs(PROMPT_DETAILS) && json.isObject()) {
                promptDetails();
            } else {
                json.skip();
            }
        }
    }

    /**
     * Reads the times of vLLM's {@code --enable-per-request-metrics}; its time to the first token counts from the first step, so that it
     * is the time of the prefill (vLLM 0.32.0, {@code build_per_request_metrics}).
     */
    private void metrics() {
        double queue = Double.NaN;
        double prefill = Double.NaN;
        double decode = 0; // null where there was one token only
        json.enterObject();
        while (json.nextKey()) {
            if (json.keyIs(QUEUE_TIME) && json.isCount()) {
                queue = json.readNumber();
            } else if (json.keyIs(TIME_TO_FIRST_TOKEN) && json.isCount()) {
                prefill = json.readNumber();
            } else if (json.keyIs(GENERATION_TIME) && json.isCount()) {
                decode = json.readNumber();
            } else {
                json.skip();
            }
        }
        if (isTime(queue) && isTime(prefill) && isTime(decode)) {
            serverTimes =
                    Optional.of(new ServerTimes(nanos(queue), nanos(prefill), nanos(decode), OptionalLong.empty()));
        }
    }

    private static boolean isTime(double millis) {
        return millis >= 0 && millis < LONGEST_MILLIS;
    }

    private static long nanos(double millis) {
        return Math.round(millis * NANOS_PER_MILLI);
    }

    private void promptDetails() {
        json.enterObject();
        while (json.nextKey()) {
            if (json.keyIs(CACHED_TOKENS)) {
                cachedTokens = count(cachedTokens);
            } else {
                json.skip();
            }
        }
    }

    /** Reads a count: null leaves the one before, and -1 stands for what is none. */
    private int count(int before) {
        if (json.isCount()) {
            int count = json.readCount();
            oddCounts |= count < 0;
            return count;
        }
        boolean none = json.isNull();
        oddCounts |= !none;
        json.skip();
        return none ? before : -1;
    }

    private static byte[] key(String name) {
        return name.getBytes(US_ASCII);
    }
}
