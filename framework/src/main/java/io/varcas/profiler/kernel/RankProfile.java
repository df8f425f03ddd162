package io.varcas.profiler.kernel;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One rank in the profile of several: a worker of the server, mostly with one device.
 *
 * @param source name of its file
 * @param kernelSeconds time of its kernels
 * @param busySeconds union of the times in which its device was busy; absent if the file has no times of day
 * @param idleShare share of its window in which the device executed nothing, from 0 to 1; absent as above
 * @param shares share of each class in {@code kernelSeconds}, from 0 to 1
 */
public record RankProfile(
        String source,
        double kernelSeconds,
        OptionalDouble busySeconds,
        OptionalDouble idleShare,
        Map<KernelClass, Double> shares) {

    /** Copies the shares, in the order of the classes. */
    public RankProfile {
        shares = Collections.unmodifiableMap(new TreeMap<>(shares));
    }

    static RankProfile of(KernelProfile profile) {
        return new RankProfile(
                profile.source(),
                profile.kernelSeconds(),
                profile.busySeconds(),
                profile.idleShare(),
                profile.shares());
    }
}
