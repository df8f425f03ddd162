package io.varcas.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs programs that tell about the machine. */
@FunctionalInterface
public interface Tools {

    /** Runs programs of this machine, at most ten seconds each. */
    Tools HERE = command -> {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return Optional.of(output);
            }
            process.destroy();
            return Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    };

    /**
     * Returns what a program writes.
     *
     * @param command the program and its arguments
     * @return its output; empty if it is not there or fails
     */
    Optional<String> output(List<String> command);
}
