package io.varcas.transport;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The first thing that broke a transport itself, rather than one connection. */
final class Breakage {

    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

    /** Takes what a thread of the transport caught and cannot lay at the door of a server. */
    void report(Throwable cause) {
        first.compareAndSet(null, cause);
    }

    /** Returns what was reported first, if anything was. */
    @Nullable
    Throwable first() {
        return first.get();
    }
}
