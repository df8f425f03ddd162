package io.varcas.accuracy.reference;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Retries with exponential back-off: 1 s, 2 s, 4 s and so on, or as long as the provider demands in {@code Retry-After}.
 *
 * @param attempts how often a request is sent at most, at least 1
 * @param first pause before the first retry
 * @param longest longest pause, also of {@code Retry-After}
 * @param pause waits
 */
record Retries(int attempts, Duration first, Duration longest, Pause pause) {

    /** A wait. */
    @FunctionalInterface
    interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    static final Retries DEFAULT =
            new Retries(6, Duration.ofSeconds(1), Duration.ofMinutes(2), time -> Thread.sleep(time.toMillis()));

    /**
     * Waits before the next attempt.
     *
     * @param failed attempts that failed so far, at least 1
     * @param retryAfter value of the header, if there was one
     */
    void await(int failed, Optional<String> retryAfter) throws InterruptedException {
        Duration backOff = first.multipliedBy(1L << Math.min(failed - 1, 20));
        Duration wanted = retryAfter.flatMap(Retries::parsed).orElse(backOff);
        pause.sleep(wanted.compareTo(longest) > 0 ? longest : wanted);
    }

    /** Returns whether another attempt may succeed: RFC 9110's 429 and 5xx, and 408; 501 and 505 never change. */
    static boolean isTransient(int status) {
        return status == 408 || status == 429 || (status >= 500 && status != 501 && status != 505);
    }

    private static Optional<Duration> parsed(String header) {
        try {
            double seconds = Double.parseDouble(header.strip());
            return seconds >= 0 && seconds < Integer.MAX_VALUE
                    ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000)))
                    : Optional.empty();
        } catch (NumberFormatException date) {
            return date(header.strip());
        }
    }

    private static Optional<Duration> date(String header) {
        try {
            Instant until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(Instant.now(), until);
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeParseException neither) {
            return Optional.empty();
        }
    }
}
