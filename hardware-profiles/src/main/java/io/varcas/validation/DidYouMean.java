package io.varcas.validation;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name somebody probably meant. */
public final class DidYouMean {

    private static final int LEAST_PART = 3;

    /** Longer names are no slips of the hand, and take long to compare. */
    private static final int LONGEST = 200;

    private DidYouMean() {}

    /**
     * Returns the known name with the fewest edits from the given one, characters' case and punctuation aside, if they
     * are few enough for a slip of the hand, of equally near ones the one that begins most alike: no more than a third
     * of its length, or one containing the other. One or two characters are contained in too many names to stand for
     * one; a name of more than 200 characters is near none.
     */
    public static Optional<String> to(String name, Collection<String> known) {
        String wanted = name.length() > LONGEST ? "" : plain(name);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        return known.stream()
                .min(Comparator.<String>comparingInt(candidate -> edits(wanted, plain(candidate)))
                        .thenComparingInt(candidate -> -alike(wanted, plain(candidate)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> edits(wanted, plain(candidate)) <= Math.max(1, wanted.length() / 3))
                .or(() -> known.stream()
                        .filter(candidate -> (wanted.length() >= LEAST_PART
                                        && plain(candidate).contains(wanted))
                                || (plain(candidate).length() >= LEAST_PART && wanted.contains(plain(candidate))))
                        .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder())));
    }

    /**
     * Returns the tail of a message about an unknown name: {@code ; did you mean "x"?}, or the known names if none is near.
     *
     * @param written the unknown name
     * @param known the known names, in the order in which they are listed
     */
    public static String hint(String written, Collection<String> known) {
        return to(written, known)
                .map(nearest -> "; did you mean \"" + nearest + "\"?")
                .orElseGet(() -> "; known are " + String.join(", ", known));
    }

    /** Returns {@code unknown <kind> "<name>"; did you mean "<nearest>"?}, or the list of known names if none is near. */
    public static String message(String kind, String name, Collection<String> known) {
        return "unknown " + kind + " \"" + name + "\"; "
                + to(name, known)
                        .map(nearest -> "did you mean \"" + nearest + "\"?")
                        .orElseGet(() -> "known: "
                                + String.join(", ", known.stream().sorted().toList()));
    }

    /** Characters that both begin with. */
    private static int alike(String a, String b) {
        int same = 0;
        while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        return same;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** Levenshtein's distance with adjacent swaps counted once (optimal string alignment). */
    private static int edits(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
