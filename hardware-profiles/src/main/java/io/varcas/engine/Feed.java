package io.varcas.engine;

import io.varcas.traffic.ArrivalSequence;
import io.varcas.traffic.Seed;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/** The time of the next request: from a clock, or from a user whose response has arrived. */
abstract class Feed {

    /** When the next request comes, or {@link Long#MAX_VALUE} if that is not known yet or none will. */
    abstract long peekNanos();

    /** Returns true if none will come, whatever finishes. */
    abstract boolean isOver();

    /** Takes it. */
    abstract void pop();

    /** Hears that a request has finished. */
    abstract void finished(long nowNanos);

    static Feed of(Load load, Seed seed) {
        if (load instanceof Load.Open open) {
            return new Clock(open.arrivals().sequence(seed.derive("arrivals")));
        }
        return new Users((Load.Closed) load, seed.derive("think times"));
    }

    private static final class Clock extends Feed {

        private final ArrivalSequence arrivals;
        private long next;

        Clock(ArrivalSequence arrivals) {
            this.arrivals = arrivals;
            pop();
        }

        @Override
        long peekNanos() {
            return next;
        }

        @Override
        boolean isOver() {
            return next == Long.MAX_VALUE;
        }

        @Override
        void pop() {
            next = arrivals.hasNext() ? arrivals.nextNanos() : Long.MAX_VALUE;
        }

        @Override
        void finished(long nowNanos) {
            // the clock does not care
        }
    }

    private static final class Users extends Feed {

        private final PriorityQueue<Long> ready = new PriorityQueue<>();
        private final RandomGenerator random;
        private final double meanThinkNanos;
        private final boolean constant;

        Users(Load.Closed load, Seed seed) {
            random = seed.generator();
            meanThinkNanos = load.meanThinkTime().toNanos();
            constant = load.thinking() == Load.Thinking.CONSTANT;
            double gapNanos = (double) load.rampUp().toNanos() / load.users();
            for (int user = 0; user < load.users(); user++) {
                long joins = (long) (user * gapNanos);
                ready.add(constant ? joins : thought(joins));
            }
        }

        @Override
        long peekNanos() {
            Long first = ready.peek();
            return first == null ? Long.MAX_VALUE : first;
        }

        @Override
        boolean isOver() {
            return false;
        }

        @Override
        void pop() {
            ready.remove();
        }

        @Override
        void finished(long nowNanos) {
            ready.add(thought(nowNanos));
        }

        private long thought(long nowNanos) {
            double share = meanThinkNanos == 0 ? 0 : constant ? 1 : -StrictMath.log1p(-random.nextDouble());
            return nowNanos + Math.round(share * meanThinkNanos);
        }
    }
}
