package io.varcas.traffic;

import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** Arrival offsets of one realisation, and what the tests ask of them. */
final class Offsets {

    private final long[] nanos;

    Offsets(long[] nanos) {
        this.nanos = nanos;
    }

    long[] nanos() {
        return nanos;
    }

    static Offsets first(int count, ArrivalProcess process, Seed seed) {
        ArrivalSequence sequence = process.sequence(seed);
        return new Offsets(LongStream.generate(sequence::nextNanos).limit(count).toArray());
    }

    static Offsets until(double seconds, ArrivalProcess process, Seed seed) {
        ArrivalSequence sequence = process.sequence(seed);
        long end = (long) (seconds * 1e9);
        return new Offsets(LongStream.generate(sequence::nextNanos)
                .takeWhile(offset -> offset < end)
                .toArray());
    }

    double[] gapsSeconds() {
        return DoubleStream.iterate(0, i -> i + 1)
                .limit(nanos.length - 1)
                .map(i -> (nanos[(int) i + 1] - nanos[(int) i]) / 1e9)
                .toArray();
    }

    /** Counts per window of equal width, the windows laid over [0, windows * width). */
    double[] counts(int windows, double widthSeconds) {
        double[] counts = new double[windows];
        for (long offset : nanos) {
            int window = (int) (offset / (widthSeconds * 1e9));
            if (window < windows) {
                counts[window]++;
            }
        }
        return counts;
    }

    boolean nonDecreasing() {
        for (int i = 1; i < nanos.length; i++) {
            if (nanos[i] < nanos[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /** FNV-1a of the offsets' bytes, little end first. */
    long hash() {
        long hash = 0xCBF29CE484222325L;
        for (long offset : nanos) {
            for (int shift = 0; shift < 64; shift += 8) {
                hash = (hash ^ (offset >>> shift & 0xFF)) * 0x100000001B3L;
            }
        }
        return hash;
    }
}
