package io.varcas.sizing;

import io.varcas.validation.Violations;
import java.time.Duration;
import java.util.Locale;

/** The demand on a service. */
public sealed interface Demand {

    /** Most users, or requests per second, that are sized: beyond what all people together ask. */
    double MOST = 1e9;

    /**
     * Returns the requests per second this is.
     *
     * @param e2eSeconds how long a request takes, above 0
     */
    double requestsPerSecond(double e2eSeconds);

    /**
     * Requests per second, from all users.
     *
     * @param perSecond requests per second, above 0 and at most {@link Demand#MOST}
     */
    record Rate(double perSecond) implements Demand {

        /**
         * @throws IllegalArgumentException if the rate is not above 0 or greater than {@link Demand#MOST}
         */
        public Rate {
            Violations.in("demand")
                    .positive("rate", perSecond, "requests/s")
                    .thenFindIf(perSecond > MOST, tooGreat("rate", perSecond, " requests/s"))
                    .raise();
        }

        @Override
        public double requestsPerSecond(double e2eSeconds) {
            return perSecond;
        }
    }

    /**
     * Users who each have one request under way or think about the next: {@code users / (thinkTime + E2E)} requests
     * per second.
     *
     * @param users how many at once, above 0 and at most {@link Demand#MOST}
     * @param thinkTime mean time between a response and the next request, at least 0
     */
    record Users(double users, Duration thinkTime) implements Demand {

        /**
         * @throws IllegalArgumentException if users are not above 0 or more than {@link Demand#MOST}, or the think time is negative
         */
        public Users {
            Violations.in("demand")
                    .positive("users", users, "")
                    .thenFindIf(users > MOST, tooGreat("users", users, ""))
                    .findIf(thinkTime.isNegative(), "think time is " + thinkTime + "; it must be at least 0")
                    .raise();
        }

        @Override
        public double requestsPerSecond(double e2eSeconds) {
            return users / (thinkTime.toNanos() * 1e-9 + e2eSeconds);
        }
    }

    private static String tooGreat(String name, double value, String unit) {
        return String.format(Locale.ROOT, "%s is %.4g%s; it must be at most %,.0f", name, value, unit, MOST);
    }
}
