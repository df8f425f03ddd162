package io.varcas.accuracy.sandbox;

import io.varcas.validation.Violations;
import java.time.Duration;

/**
 * Limits of one program in a sandbox.
 *
 * @param time longest time, and longest CPU time of each process, at least 1 ms
 * @param memoryMib address space of each process, and memory of all of them together, in MiB; at least 64
 */
public record SandboxLimits(Duration time, int memoryMib) {

    /** Most processes and threads at once. */
    static final int PROCESSES = 16;

    /** Most open files of a process. */
    static final int OPEN_FILES = 64;

    /** Size of the scratch folder, in bytes. */
    static final long SCRATCH_BYTES = 16 << 20;

    /** Most files in the scratch folder. */
    static final int SCRATCH_FILES = 1_000;

    /** Most bytes that a program may print. */
    static final int OUTPUT_BYTES = 64 << 10;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public SandboxLimits {
        Violations.in("sandbox limits")
                .atLeast(1, "time", time.toMillis(), "ms")
                .atLeast(64, "memory", memoryMib, "MiB")
                .raise();
    }

    long memoryBytes() {
        return (long) memoryMib << 20;
    }

    /** Returns the command that sets the limits of a process and becomes a program, before the words of the program. */
    String[] command() {
        long seconds = (time.toMillis() + 999) / 1_000;
        return new String[] {
            "prlimit",
            "--cpu=" + seconds + ":" + (seconds + 1),
            "--as=" + memoryBytes(),
            "--nproc=" + PROCESSES,
            "--nofile=" + OPEN_FILES,
            "--fsize=" + SCRATCH_BYTES,
            "--core=0",
            "--memlock=0",
            "--msgqueue=0",
        };
    }
}
