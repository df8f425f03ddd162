package io.varcas.profiler.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sums of calls and time by name, in bounded memory: beyond {@value #MOST} names all further ones are one row. */
final class KernelTotals {

    private static final int MOST = 50_000;
    private static final String REST = "(further names)";

    /** The sums of one name. */
    static final class Total {

        private final String name;
        private final int hash;
        private long calls;
        private long nanos;
        private double flops;
        private double bytes;

        private Total(String name, int hash) {
            this.name = name;
            this.hash = hash;
        }

        void add(long moreCalls, long moreNanos) {
            calls += moreCalls;
            nanos += moreNanos;
        }

        /** Takes off the time of a call within one of its calls. */
        void subtract(long innerNanos) {
            nanos -= innerNanos;
        }

        void addWork(double moreFlops, double moreBytes) {
            flops += moreFlops;
            bytes += moreBytes;
        }

        String name() {
            return name;
        }
    }

    private @Nullable Total[] table = new Total[1 << 10];
    private final Total rest = new Total(REST, 0);
    private int size;
    private boolean worked;

    Total of(String name) {
        return of(name.toCharArray(), 0, name.length());
    }

    /** Returns the sums of a name, without making a string of one that is known. */
    Total of(char[] text, int offset, int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + text[i];
        }
        int mask = table.length - 1;
        int at = (hash ^ (hash >>> 16)) & mask;
        for (Total known = table[at]; known != null; known = table[at]) {
            if (known.hash == hash && same(known.name, text, offset, length)) {
                return known;
            }
            at = (at + 1) & mask;
        }
        if (size == MOST) {
            return rest;
        }
        Total added = new Total(new String(text, offset, length), hash);
        table[at] = added;
        size++;
        if (2 * size > table.length) {
            grow();
        }
        return added;
    }

    void addWork(Total total, double flops, double bytes) {
        worked = true;
        total.addWork(flops, bytes);
    }

    private static boolean same(String name, char[] text, int offset, int length) {
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) != text[offset + i]) {
                return false;
            }
        }
        return true;
    }

    private void grow() {
        @Nullable Total[] old = table;
        table = new Total[2 * old.length];
        for (@Nullable Total total : old) {
            if (total != null) {
                int at = (total.hash ^ (total.hash >>> 16)) & (table.length - 1);
                while (table[at] != null) {
                    at = (at + 1) & (table.length - 1);
                }
                table[at] = total;
            }
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns the rows, the longest first. */
    List<KernelTime> rows(KernelClassifier classes) {
        List<KernelTime> rows = new ArrayList<>();
        Stream.concat(Arrays.stream(table).filter(Objects::nonNull), Stream.of(rest))
                .filter(total -> total.calls > 0 || total.nanos > 0)
                .forEach(total -> rows.add(new KernelTime(
                        total.name,
                        classes.of(total.name),
                        total.calls,
                        Math.max(0, total.nanos) / 1e9,
                        work(total.flops),
                        work(total.bytes))));
        rows.sort(Comparator.comparingDouble(KernelTime::seconds).reversed().thenComparing(KernelTime::name));
        return rows;
    }

    private OptionalDouble work(double count) {
        return worked ? OptionalDouble.of(count) : OptionalDouble.empty();
    }
}
