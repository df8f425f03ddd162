package io.varcas.cli.run;

import io.varcas.cli.flag.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Makes Ctrl-C end a run as it should: the load stops, and what was measured is written and shown before the JVM goes. */
public final class Interrupts {

    private static final int PATIENCE_SECONDS = 60;

    private Interrupts() {}

    /**
     * Runs something that ends a run, and lets it finish when the JVM is told to end.
     *
     * @param stop ends the load
     * @param err where to say so
     * @param work runs it, and writes and shows its result
     */
    public static int guard(Runnable stop, PrintWriter err, Callable<Integer> work) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    err.println("# Interrupted: stopping the load and writing the partial result");
                    stop.run();
                    if (!isEnded(done)) {
                        err.println("# The result was not finished within " + PATIENCE_SECONDS
                                + " s; run \"report <folder>.part\" to complete it from the measured data");
                        err.flush();
                    }
                    Runtime.getRuntime().halt(ExitCode.FAILED);
                },
                "varcas-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.call();
        } finally {
            done.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyEnding) {
                // The hook runs, and ends the JVM.
            }
        }
    }

    private static boolean isEnded(CountDownLatch done) {
        try {
            return done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
