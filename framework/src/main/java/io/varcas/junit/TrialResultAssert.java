package io.varcas.junit;

import io.varcas.result.RunVerdict;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions on one trial. */
public final class TrialResultAssert extends AbstractAssert<TrialResultAssert, TrialResult> {

    TrialResultAssert(TrialResult actual) {
        super(actual, TrialResultAssert.class);
    }

    /**
     * Asserts that the trial ran to its end, is valid, and met every objective and its accuracy threshold, and that there is at least one of
     * these.
     */
    public TrialResultAssert meetsSla() {
        isNotNull();
        List<String> shortfalls = actual.verdict() == RunVerdict.NO_OBJECTIVES
                ? List.of("the trial has no objectives")
                : Shortfalls.of(actual);
        if (!shortfalls.isEmpty()) {
            failWithMessage(
                    "%s",
                    "SLA not met: " + actual.trialName() + System.lineSeparator() + "    "
                            + String.join(System.lineSeparator() + "    ", shortfalls));
        }
        return this;
    }

    /** Asserts that the trial completed and is valid. */
    public TrialResultAssert isValid() {
        isNotNull();
        if (actual.status() != Status.COMPLETED) {
            failWithMessage(
                    "%s",
                    actual.trialName() + " is " + actual.status().label()
                            + actual.error().map(error -> ": " + error).orElse(""));
        }
        List<String> invalid = Shortfalls.invalid(actual);
        if (!invalid.isEmpty()) {
            failWithMessage("%s", actual.trialName() + " is " + String.join("; ", invalid));
        }
        return this;
    }

    /**
     * Starts an assertion on a number.
     *
     * @param key metric and statistic as in objectives and tables: {@code ttft.p99}, {@code goodput},
     *     {@code predicted.ttft.p99}
     * @throws IllegalArgumentException if there is no such number; the message proposes the nearest
     */
    public MetricAssert metric(String key) {
        isNotNull();
        return new MetricAssert(List.of(actual), key).as(descriptionText());
    }
}
