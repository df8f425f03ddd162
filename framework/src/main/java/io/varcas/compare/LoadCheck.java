package io.varcas.compare;

import io.varcas.compare.match.TrialMatch;
import io.varcas.compare.match.TrialOfRun;
import io.varcas.compare.match.Warning;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A check that both sides received the same load: the same requests at the same rate. */
final class LoadCheck {

    private static final MetricKey OFFERED = new MetricKey(Metric.RATE_OFFERED, false, Statistic.VALUE);

    /** Difference of offered rates that matters, as a share. */
    private static final double RELEVANT = 0.02;

    /** Standard deviations of Poisson counts beyond which a difference is no chance. */
    private static final double BEYOND_CHANCE = 3;

    private final TrialMatch match;

    LoadCheck(TrialMatch match) {
        this.match = match;
    }

    List<Warning> warnings() {
        List<Warning> warnings = new ArrayList<>();
        if (match.baseline().isEmpty() || match.candidate().isEmpty()) {
            return warnings;
        }
        if (SameRequests.of(match) == SameRequests.NO) {
            warnings.add(new Warning(
                    Warning.Kind.REQUESTS_DIFFER,
                    "the sides were sent different requests (seeds " + seeds(match.baseline()) + " and "
                            + seeds(match.candidate()) + ")"));
        }
        offered(warnings);
        return warnings;
    }

    private void offered(List<Warning> warnings) {
        if (match.baseline().get(0).trial().users().isPresent()) {
            return; // in a closed loop the server's speed decides
        }
        Offer left = Offer.of(match.baseline());
        Offer right = Offer.of(match.candidate());
        double chance = Math.hypot(left.rate / Math.sqrt(left.requests), right.rate / Math.sqrt(right.requests));
        double apart = Math.abs(right.rate - left.rate);
        boolean differs = apart > RELEVANT * left.rate && apart > BEYOND_CHANCE * chance;
        if (differs) {
            warnings.add(new Warning(
                    Warning.Kind.OFFERED_RATE_DIFFERS,
                    String.format(
                            Locale.ROOT,
                            "the sides were offered different loads: %.4g and %.4g requests/s",
                            left.rate,
                            right.rate)));
        }
    }

    private static String seeds(List<TrialOfRun> trials) {
        return trials.stream()
                .map(trial -> String.valueOf(trial.trial().seed()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** Requests that were due, and how many a second. */
    private record Offer(double requests, double rate) {

        static Offer of(List<TrialOfRun> trials) {
            double requests = 0;
            double seconds = 0;
            for (TrialOfRun trial : trials) {
                MetricSummary offered = trial.trial().metrics().find(OFFERED).orElse(null);
                if (offered != null && offered.get(Statistic.VALUE).orElse(0) > 0) {
                    requests += offered.n();
                    seconds += offered.n() / offered.get(Statistic.VALUE).orElseThrow();
                }
            }
            return new Offer(requests, requests / seconds);
        }
    }
}
