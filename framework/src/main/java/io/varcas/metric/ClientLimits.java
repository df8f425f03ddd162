package io.varcas.metric;

import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import java.util.List;

/** The client's own limits: requests that never reached a server because the client's machine had nothing left for them. */
public final class ClientLimits {

    /** How Linux, macOS and the JVM say that descriptors, ports, buffers, threads or memory are used up. */
    private static final List<String> WORDS = List.of(
            "Too many open files",
            "Cannot assign requested address",
            "Can't assign requested address",
            "No buffer space available",
            "unable to create native thread",
            "Cannot reserve",
            "Cannot allocate memory",
            "Direct buffer memory",
            "GC overhead limit",
            "Metaspace",
            "Java heap space");

    private ClientLimits() {}

    /** Returns whether a message of the system or the JVM says that the client's machine is at its end. */
    public static boolean areNamedIn(String message) {
        return WORDS.stream().anyMatch(message::contains);
    }

    /** Returns whether a request failed because of it. */
    static boolean ended(RequestRecord request) {
        return request.outcome() == Outcome.CONNECT_FAILURE
                && request.error().filter(ClientLimits::areNamedIn).isPresent();
    }
}
