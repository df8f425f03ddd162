package io.varcas.profiler.kernel;

import java.util.OptionalDouble;

/**
 * The time of all calls of one kernel or operator.
 *
 * @param name its name, as the profiler wrote it
 * @param kernelClass kind of its work
 * @param calls number of calls, at least 0; 0 if the profiler did not count them
 * @param seconds time of all calls, without operators called by it, at least 0
 * @param flops floating-point operations of all calls; absent unless counted by hardware
 * @param bytes bytes moved from and to device memory by all calls; absent unless counted by hardware
 */
public record KernelTime(
        String name, KernelClass kernelClass, long calls, double seconds, OptionalDouble flops, OptionalDouble bytes) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if calls or time are negative
     */
    public KernelTime {
        if (calls < 0 || !(seconds >= 0)) {
            throw new IllegalArgumentException(name + ": " + calls + " calls and " + seconds + " s must be at least 0");
        }
    }
}
