package io.varcas.simulator;

import io.varcas.setting.type.SettingException;
import java.time.Duration;
import java.util.List;

/**
 * A way in which the server misbehaves, as real servers and what lies before them do. Events are counted from 1; the role event of a
 * chat is the first.
 */
public sealed interface InjectedFault {

    /**
     * Waits before anything is answered.
     *
     * @param length how long
     */
    record Delay(Duration length) implements InjectedFault {}

    /**
     * Responds with a status instead of a response.
     *
     * @param code HTTP status, 400 to 599
     */
    record Status(int code) implements InjectedFault {

        /** Checks the code. */
        public Status {
            if (code < 400 || code > 599) {
                throw new SettingException("fault status:" + code + " must be a status from 400 to 599");
            }
        }
    }

    /**
     * Sends an error into the stream, and ends it, as vLLM does when a response fails after its 200.
     *
     * @param events events before it
     */
    record ErrorAfter(int events) implements InjectedFault {}

    /** Closes the connection without a word. */
    record DisconnectBefore() implements InjectedFault {}

    /**
     * Closes the connection within the stream.
     *
     * @param events events before it; with 0, only the head of the response is sent
     */
    record DisconnectAfter(int events) implements InjectedFault {}

    /**
     * Resets the connection within the stream, as a crash does.
     *
     * @param events events before it
     */
    record ResetAfter(int events) implements InjectedFault {}

    /** Ends the stream without {@code [DONE]}. */
    record NoDone() implements InjectedFault {}

    /**
     * Cuts the stream into pieces that pay no heed to events or characters.
     *
     * @param bytes bytes of a piece, at least 1
     */
    record Split(int bytes) implements InjectedFault {}

    /**
     * Sends several events at once.
     *
     * @param events events of a piece, at least 1
     */
    record Join(int events) implements InjectedFault {}

    /** Ends lines with carriage return and line feed. */
    record Crlf() implements InjectedFault {}

    /**
     * Sends the stream a byte at a time.
     *
     * @param pause time from byte to byte
     */
    record Drip(Duration pause) implements InjectedFault {}

    /**
     * Stops the engine once, for all requests.
     *
     * @param after when, from the start of the server
     * @param length for how long
     */
    record Freeze(Duration after, Duration length) implements InjectedFault {}

    /**
     * Sends an event that is not JSON.
     *
     * @param events events before it
     */
    record NotJsonAfter(int events) implements InjectedFault {}

    /** Responds with no text at all. */
    record Empty() implements InjectedFault {}

    /**
     * Responds with random words while many requests are in flight, as a kernel that is wrong only in large batches does.
     *
     * @param inFlight requests in flight, the new one included, above which outputs are corrupted
     */
    record CorruptAbove(int inFlight) implements InjectedFault {}

    /**
     * Reads a fault as users write it, such as {@code status:503}, {@code drip:5ms} or {@code freeze:15s/2s}.
     *
     * @param text name, and after a colon its value if it has one
     * @throws SettingException if there is no such fault, or its value is wrong
     */
    static InjectedFault parse(String text) {
        return FaultNotation.parse(text);
    }

    /** Returns how users write each fault, in alphabetical order. */
    static List<String> notations() {
        return FaultNotation.all();
    }
}
