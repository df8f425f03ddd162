package io.varcas.reports.peer;

import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The numbers of a tool's own summary, for comparison with the numbers that follow from its requests. A summary that
 * differs belongs to other requests, follows the rules of another version, or was edited.
 */
final class PeerClaims {

    /** Recorded times are whole nanoseconds; sums of a few are off by a few. In milliseconds. */
    private static final double ROUNDING = 5e-6;

    /** Sums of many doubles, in another order. */
    private static final double RELATIVE = 1e-9;

    private static final int MOST_NAMED = 5;

    private final PeerView view;
    private final List<Claim> claims = new ArrayList<>();

    private record Claim(String key, double said, ToDoubleFunction<PeerView> derived) {}

    /** Claims of the tool whose rules these are. */
    PeerClaims(PeerView view) {
        this.view = view;
    }

    /** Adds a number of the summary, if it has it. */
    PeerClaims add(String key, OptionalDouble said, ToDoubleFunction<PeerView> derived) {
        said.ifPresent(value -> claims.add(new Claim(key, value, derived)));
        return this;
    }

    /** Says in the trial how many of the numbers follow from its records, and which do not. */
    void check(PeerTrial trial) {
        for (RequestRecord record : trial.records) {
            if (record.outcome() == Outcome.COMPLETED) {
                view.add(record, PeerTimes.of(record));
            }
        }
        List<String> off = new ArrayList<>();
        for (Claim claim : claims) {
            double derived = claim.derived.applyAsDouble(view);
            if (!agree(claim.said, derived)) {
                off.add(String.format(Locale.ROOT, "%s is %s, its requests give %.6g", claim.key, claim.said, derived));
            }
        }
        int same = claims.size() - off.size();
        if (!claims.isEmpty()) {
            trial.notes.add(same + " of " + claims.size()
                    + " numbers of its own summary follow from its requests to the last digit.");
        }
        if (!off.isEmpty()) {
            trial.warn(
                    "summary",
                    off.size(),
                    0,
                    off.size() + " of " + claims.size()
                            + " numbers of its own summary do not follow from its requests: "
                            + String.join("; ", off.subList(0, Math.min(MOST_NAMED, off.size())))
                            + (off.size() > MOST_NAMED ? "; ..." : ""));
        }
    }

    /** Returns whether two numbers are the same in every digit that the tool printed. */
    private static boolean agree(double said, double derived) {
        double digit = Math.max(ROUNDING, RELATIVE * Math.abs(said));
        String text = Double.toString(said);
        int point = text.indexOf('.');
        boolean plain = !text.contains("E") && text.length() - point - 1 <= 3;
        if (plain) {
            digit = Math.max(digit, 0.5001 * Math.pow(10, -Math.max(2, text.length() - point - 1)));
        }
        return Math.abs(said - derived) <= digit;
    }
}
