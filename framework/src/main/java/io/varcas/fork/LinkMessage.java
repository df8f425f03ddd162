package io.varcas.fork;

import java.time.Instant;

/** A message between launcher and fork. */
sealed interface LinkMessage {

    /**
     * First word of a fork.
     *
     * @param token what the launcher gave it, to know it from strangers
     * @param jdkVersion version of its JDK
     * @param vmName name of its VM
     * @param vmVersion version of its VM
     */
    record Hello(String token, String jdkVersion, String vmName, String vmVersion) implements LinkMessage {

        /** Returns the greeting of this JVM. */
        static Hello here(String token) {
            return new Hello(
                    token,
                    System.getProperty("java.version"),
                    System.getProperty("java.vm.name"),
                    System.getProperty("java.vm.version"));
        }
    }

    /**
     * The instruction to a fork to begin.
     *
     * @param task the task
     */
    record Begin(ForkTask task) implements LinkMessage {}

    /** A fork that shares its plan with others is ready to begin. */
    record Ready() implements LinkMessage {}

    /**
     * All that share the plan are ready.
     *
     * @param at when they begin
     */
    record Go(Instant at) implements LinkMessage {}

    /** The launcher wants the load to end now, keeping what was measured. */
    record Stop() implements LinkMessage {}

    /**
     * A window ended.
     *
     * @param progress what is known of it
     */
    record WindowEnded(WindowProgress progress) implements LinkMessage {}

    /**
     * A sign of life.
     *
     * @param progress where the fork is
     */
    record Live(LiveProgress progress) implements LinkMessage {}

    /** A sign of life of a fork that has nothing to report: it sets up, waits or ends. */
    record Alive() implements LinkMessage {}

    /**
     * Last word of a fork that did what it was asked.
     *
     * @param end how its load ended
     */
    record Finished(ForkEnd end) implements LinkMessage {}

    /**
     * Last word of a fork that could not.
     *
     * @param message what went wrong, in one line
     * @param trace stack trace, for the log
     */
    record Failed(String message, String trace) implements LinkMessage {}
}
