package io.varcas.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * The decision of an acceptance rule about a candidate.
 *
 * @param outcome the outcome
 * @param reasons why it is not accepted, one sentence each
 */
public record Decision(Outcome outcome, List<String> reasons) {

    /** Outputs of a rule. */
    public enum Outcome {
        /** Every condition of the rule was shown to hold. */
        ACCEPTED,
        /** A condition of the rule was shown not to hold. */
        REJECTED,
        /** Nothing speaks against it, and not everything was shown. */
        UNDECIDED;

        /** Returns the word in results and reports. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the list. */
    public Decision {
        reasons = List.copyOf(reasons);
    }

    static Decision of(List<String> against, List<String> open) {
        if (!against.isEmpty()) {
            return new Decision(Outcome.REJECTED, against);
        }
        return open.isEmpty() ? new Decision(Outcome.ACCEPTED, List.of()) : new Decision(Outcome.UNDECIDED, open);
    }
}
