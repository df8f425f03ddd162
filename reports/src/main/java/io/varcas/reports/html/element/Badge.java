package io.varcas.reports.html.element;

import io.varcas.metric.DisplayUnit;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import io.varcas.result.RunVerdict;
import io.varcas.sla.Verdict;
import io.varcas.text.NumberText;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Small marked words: where a number comes from, what became of an objective. */
public final class Badge {

    private Badge() {}

    public static Tag of(Origin origin) {
        String word = origin == Origin.SIMULATED ? "SIMULATED" : origin.label();
        return chip(word, "origin " + origin.label());
    }

    public static Tag of(Optional<Origin> origin) {
        return origin.map(Badge::of).orElseGet(() -> Tag.of("span", ""));
    }

    public static Tag of(Verdict verdict) {
        if (verdict.status() != Verdict.Status.MET && !verdict.fails()) {
            return chip(verdict.word(), "unknown");
        }
        return switch (verdict.status()) {
            case MET -> chip("met", "good");
            case BROKEN -> chip("BROKEN", "bad");
            case UNDECIDED, NOT_MEASURED -> chip(verdict.status().label(), "unknown");
        };
    }

    public static Tag of(RunVerdict verdict) {
        return of(verdict, verdict.label().toUpperCase(Locale.ROOT));
    }

    /** Words in the colour of a verdict. */
    public static Tag of(RunVerdict verdict, String words) {
        return chip(
                words,
                switch (verdict) {
                    case MET -> "good";
                    case NO_OBJECTIVES, UNDECIDED, NOT_MEASURED -> "unknown";
                    case BROKEN, INVALID, FAILED -> "bad";
                });
    }

    public static Tag of(boolean good, String word) {
        return chip(word, good ? "good" : "bad");
    }

    /** Returns a number of a unit that stands beside it, or the words that stand where there is none. */
    public static Tag number(OptionalDouble value, DisplayUnit unit) {
        return value.isPresent() && Double.isFinite(value.getAsDouble())
                ? Tag.of("span", unit.number(value.getAsDouble()))
                : number(value);
    }

    /** Returns a number, or the words that stand where there is none. */
    public static Tag number(OptionalDouble value) {
        if (Double.isInfinite(value.orElse(0))) {
            return Tag.of("span", "∞").with("title", "falls among the failed requests, which count as infinitely slow");
        }
        return value.isPresent()
                ? Tag.of("span", NumberText.brief(value.getAsDouble()))
                : Tag.of("span", NumberText.NOT_MEASURED).classed("none");
    }

    /** Returns the mark that stands where the sample is too small for a statistic: {@code n < 1,000}. */
    public static Tag tooSmall(Statistic statistic) {
        return Tag.of("span", "n < " + NumberText.count(statistic.samplesNeeded()))
                .classed("none")
                .with("title", NumberText.tooSmall(statistic.samplesNeeded()));
    }

    private static Tag chip(String word, String kind) {
        return Tag.of("span", word).classed("chip " + kind);
    }
}
