package io.varcas.accuracy;

import java.util.Optional;

/** The grade of one output. */
public sealed interface Grade {

    /**
     * A score.
     *
     * @param score 0 (wrong) to 1 (correct)
     * @param note how it came about, in one line, where that helps a reader
     */
    record Scored(double score, Optional<String> note) implements Grade {

        /**
         * Checks the score.
         *
         * @throws IllegalArgumentException if it is not from 0 to 1
         */
        public Scored {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException("the scorer returned " + score + "; a score is from 0 to 1");
            }
        }

        /** Creates a score without a note. */
        public Scored(double score) {
            this(score, Optional.empty());
        }

        /** Creates a score with a note. */
        public Scored(double score, String note) {
            this(score, Optional.of(note));
        }
    }

    /**
     * No score, because the grading itself failed: this is never counted as a wrong output.
     *
     * @param error what went wrong, in one line
     */
    record Failed(String error) implements Grade {}

    /** Returns the grade of a check that is passed or not. */
    static Grade of(boolean passed, String noteIfNot) {
        return passed ? new Scored(1) : new Scored(0, noteIfNot);
    }
}
