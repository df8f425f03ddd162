package io.varcas.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import io.varcas.compare.match.TrialMatch;
import io.varcas.compare.match.TrialOfRun;
import io.varcas.record.RequestDigest;
import java.util.List;
import java.util.Locale;

/** A check that both sides received the same requests. */
public enum SameRequests {
    /** Hashes of the requests, taken as they were made, agree in every repeat. */
    PROVEN,
    /** They do not; or the seeds are different. */
    NO,
    /** No hashes were recorded. */
    UNKNOWN;

    /** Returns the word in results and reports. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SameRequests of(TrialMatch match) {
        List<Long> left = seeds(match.baseline());
        List<Long> right = seeds(match.candidate());
        int common = Math.min(left.size(), right.size());
        if (!left.subList(0, common).equals(right.subList(0, common))) {
            return NO;
        }
        List<RequestDigest> mine = digests(match.baseline());
        List<RequestDigest> others = digests(match.candidate());
        int proofs = Math.min(mine.size(), others.size());
        boolean proven = proofs > 0;
        for (int i = 0; i < proofs; i++) {
            boolean agree = mine.get(i).agreesWith(others.get(i));
            if (!agree && mine.get(i).common(others.get(i)).isPresent()) {
                return NO;
            }
            proven &= agree;
        }
        return proven ? PROVEN : UNKNOWN;
    }

    private static List<Long> seeds(List<TrialOfRun> trials) {
        return trials.stream().map(trial -> trial.trial().seed()).toList();
    }

    private static List<RequestDigest> digests(List<TrialOfRun> trials) {
        return trials.stream()
                .flatMap(trial -> trial.trial().forkResults().stream())
                .flatMap(fork -> fork.digest().stream())
                .toList();
    }
}
