package io.varcas.stats;

import io.varcas.traffic.Seed;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.Combinations;

/**
 * The ways in which the labels of two sides could have fallen if the sides were alike: all of them if they are few, else a
 * seeded sample. A relabelling is the set of units that carry the label of the second side; units {@code 0..a-1} are the first
 * side as it was, {@code a..a+b-1} the second. One instance serves all metrics of a comparison, so that they are relabelled
 * together.
 */
public final class Relabellings {

    /** All are enumerated up to here: 2^14 flips of 14 pairs, or 12,870 deals of eight against eight. */
    private static final int MOST_EXACT = 16_384;

    private final int a;
    private final int b;
    private final boolean exact;
    private final List<BitSet> others;

    private Relabellings(int a, int b, boolean exact, List<BitSet> others) {
        this.a = a;
        this.b = b;
        this.exact = exact;
        this.others = others;
    }

    /**
     * Lists relabellings.
     *
     * @param design how the sides belong together
     * @param a repeats of the first side, at least 1
     * @param b repeats of the second, as many if paired
     * @param seed of the sample, if there are too many to list
     * @throws IllegalArgumentException if a side is empty, or pairs do not match
     */
    public static Relabellings of(Design design, int a, int b, Seed seed) {
        if (a < 1 || b < 1 || (design == Design.PAIRED && a != b)) {
            throw new IllegalArgumentException("no relabelling of " + a + " against " + b + " repeats, "
                    + (design == Design.PAIRED
                            ? "paired: both sides need as many, at least 1"
                            : "each needs at least 1"));
        }
        boolean exact = design.relabellings(a, b) <= MOST_EXACT;
        List<BitSet> others = new ArrayList<>();
        if (!exact) {
            RandomGenerator random = seed.generator();
            for (int i = 1; i < MOST_EXACT; i++) {
                others.add(design == Design.PAIRED ? flipped(a, random) : dealt(a, b, random));
            }
        } else if (design == Design.PAIRED) {
            for (int flips = 1; flips < 1 << a; flips++) {
                others.add(flipped(a, flips));
            }
        } else {
            BitSet asItWas = asItWas(a, b);
            for (int[] units : new Combinations(a + b, b)) {
                BitSet second = new BitSet();
                IntStream.of(units).forEach(second::set);
                if (!second.equals(asItWas)) {
                    others.add(second);
                }
            }
        }
        return new Relabellings(a, b, exact, List.copyOf(others));
    }

    /** Returns the number of relabellings, the one that happened included. */
    public int count() {
        return others.size() + 1;
    }

    /** Returns whether every relabelling there is is among them. */
    public boolean isExact() {
        return exact;
    }

    /**
     * Returns those that did not happen (a sampled one may by chance be the one that did): units that carry the second
     * label.
     */
    List<BitSet> others() {
        return others;
    }

    int a() {
        return a;
    }

    int b() {
        return b;
    }

    void check(double[] first, double[] second) {
        if (first.length != a || second.length != b) {
            throw new IllegalArgumentException("relabellings of " + a + " against " + b + " repeats do not fit "
                    + first.length + " against " + second.length);
        }
    }

    private static BitSet asItWas(int a, int b) {
        BitSet second = new BitSet();
        second.set(a, a + b);
        return second;
    }

    private static BitSet flipped(int pairs, int flips) {
        BitSet second = asItWas(pairs, pairs);
        for (int pair = 0; pair < pairs; pair++) {
            if ((flips >> pair & 1) == 1) {
                second.set(pair);
                second.clear(pairs + pair);
            }
        }
        return second;
    }

    private static BitSet flipped(int pairs, RandomGenerator random) {
        BitSet second = new BitSet();
        for (int pair = 0; pair < pairs; pair++) {
            second.set(random.nextBoolean() ? pair : pairs + pair);
        }
        return second;
    }

    /** Selection sampling (Knuth, TAOCP 2, 3.4.2, algorithm S). */
    private static BitSet dealt(int a, int b, RandomGenerator random) {
        BitSet second = new BitSet();
        int wanted = b;
        for (int unit = 0; unit < a + b; unit++) {
            if (random.nextInt(a + b - unit) < wanted) {
                second.set(unit);
                wanted--;
            }
        }
        return second;
    }
}
