package io.varcas.sizing.demand;

import io.varcas.engine.Load;
import io.varcas.validation.Violations;
import java.time.Duration;
import java.util.Locale;

/** The demand on a service. */
public sealed interface Demand {

    /** Most users, or requests per second, that are sized: beyond what all people together ask. */
    double MOST = 1e9;

    /** Returns how much: requests per second, or users. */
    double amount();

    /** Returns a demand of the same kind and another amount, above 0. */
    Demand of(double amount);

    /** Returns the load that this is for one replica, whole users where users make it. */
    Load load(ServiceWorkload workload);

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
        public double amount() {
            return perSecond;
        }

        @Override
        public Demand of(double amount) {
            return new Rate(amount);
        }

        @Override
        public Load load(ServiceWorkload workload) {
            return Load.open(workload.arrivals(perSecond));
        }
    }

    /**
     * Users who each have one request under way or think about the next: {@code users / (thinkTime + E2E)} requests per
     * second, as fast as the responses they get let them.
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
        public double amount() {
            return users;
        }

        @Override
        public Demand of(double amount) {
            return new Users(amount, thinkTime);
        }

        @Override
        public Load load(ServiceWorkload workload) {
            return new Load.Closed(whole(), thinkTime);
        }

        /** Returns the users, a part of one counted as one. */
        public int whole() {
            return (int) Math.min(Integer.MAX_VALUE, Math.ceil(users));
        }
    }

    private static String tooGreat(String name, double value, String unit) {
        if (value <= MOST) {
            return ""; // formatting is slow, and demands are made by the thousand
        }
        return String.format(Locale.ROOT, "%s is %.4g%s; it must be at most %,.0f", name, value, unit, MOST);
    }
}
