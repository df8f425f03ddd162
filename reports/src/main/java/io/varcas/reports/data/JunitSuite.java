package io.varcas.reports.data;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A suite of JUnit XML.
 *
 * @param name its name
 * @param className what its cases belong to
 * @param started when it began
 * @param cases its cases
 */
record JunitSuite(String name, String className, Instant started, List<Case> cases) {

    /**
     * A test case.
     *
     * @param name what it claims
     * @param problem why it does not hold; empty if it holds
     */
    record Case(String name, Optional<Problem> problem) {}

    /**
     * What is wrong with a case.
     *
     * @param error whether it could not be judged, rather than being broken
     * @param type kind, in a word or two
     * @param message one line
     * @param text all there is to say
     */
    record Problem(boolean error, String type, String message, String text) {}

    JunitSuite {
        cases = List.copyOf(cases);
    }

    long failures() {
        return cases.stream()
                .flatMap(one -> one.problem().stream())
                .filter(problem -> !problem.error())
                .count();
    }

    long errors() {
        return cases.stream()
                .flatMap(one -> one.problem().stream())
                .filter(Problem::error)
                .count();
    }
}
