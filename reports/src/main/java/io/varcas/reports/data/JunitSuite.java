package io.varcas.reports.data;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A suite of JUnit XML.
 *
 * @param name its name
 * @param className what its cases belong to
 * @param started when it began
 * @param time how long it took
 * @param cases its cases
 */
record JunitSuite(String name, String className, Instant started, Duration time, List<Case> cases) {

    /**
     * A test case.
     *
     * @param name what it claims
     * @param time how long it took; 0 for what is decided from the numbers
     * @param problem why it does not hold; empty if it holds
     */
    record Case(String name, Duration time, Optional<Problem> problem) {

        Case(String name, Optional<Problem> problem) {
            this(name, Duration.ZERO, problem);
        }
    }

    /**
     * The problem of a test case.
     *
     * @param kind how much it weighs
     * @param type kind, in a word or two
     * @param message one line
     * @param text all there is to say
     */
    record Problem(Kind kind, String type, String message, String text) {}

    /** The JUnit XML element for a case that does not pass. */
    enum Kind {
        /** It is broken. */
        FAILURE("failures"),
        /** It could not be judged. */
        ERROR("errors"),
        /** It does not hold, and is a warning: CI shows it, and passes. */
        SKIPPED("skipped");

        private final String counter;

        Kind(String counter) {
            this.counter = counter;
        }

        /** Returns the attribute of a suite that counts such cases. */
        String counter() {
            return counter;
        }
    }

    JunitSuite {
        cases = List.copyOf(cases);
    }

    long count(Kind kind) {
        return cases.stream()
                .flatMap(one -> one.problem().stream())
                .filter(problem -> problem.kind() == kind)
                .count();
    }
}
