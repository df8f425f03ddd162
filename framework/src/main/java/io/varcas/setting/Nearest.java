package io.varcas.setting;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a mistyped one was probably meant to be. */
public final class Nearest {

    private Nearest() {}

    /**
     * Returns the candidate nearest to what was written, if it is near enough to be worth proposing: at most a third of the
     * longer name's letters differ (insertions, deletions, replacements and swaps of neighbours), ignoring case.
     *
     * @param written the unknown name
     * @param candidates the known names
     */
    public static Optional<String> to(String written, Collection<String> candidates) {
        String wanted = written.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(wanted, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(best -> distance(wanted, best.toLowerCase(Locale.ROOT)) * 3
                        <= Math.max(wanted.length(), best.length()));
    }

    /**
     * Returns the tail of a message about an unknown name: {@code ; did you mean "x"?}, or the known names if none is near.
     *
     * @param written the unknown name
     * @param candidates the known names
     */
    public static String hint(String written, Collection<String> candidates) {
        return to(written, candidates)
                .map(best -> "; did you mean \"" + best + "\"?")
                .orElseGet(() -> "; known are " + String.join(", ", candidates));
    }

    /** Optimal string alignment: edit distance in which swapping two neighbours counts once. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
