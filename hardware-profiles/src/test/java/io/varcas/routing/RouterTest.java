package io.varcas.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.traffic.Seed;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouterTest {

    private static final class Fixed implements Replicas {

        private final int[] requests;
        private final int[] waiting;
        private final double[] kvUsage;
        private final Set<Integer> closed = new TreeSet<>();

        Fixed(int count) {
            requests = new int[count];
            waiting = new int[count];
            kvUsage = new double[count];
        }

        @Override
        public int count() {
            return requests.length;
        }

        @Override
        public boolean accepts(int place) {
            return !closed.contains(place);
        }

        @Override
        public int requests(int place) {
            return requests[place];
        }

        @Override
        public int waiting(int place) {
            return waiting[place];
        }

        @Override
        public double kvUsage(int place) {
            return kvUsage[place];
        }
    }

    private final Fixed replicas = new Fixed(4);

    private Router router(RoutingPolicy policy) {
        return new Router(policy, replicas, Seed.of(1));
    }

    private static RouteKey session(long number) {
        return new RouteKey(0, block -> 0, OptionalLong.of(number));
    }

    private static RouteKey prompt(long... blocks) {
        return new RouteKey(blocks.length, block -> blocks[block], OptionalLong.empty());
    }

    @Test
    void roundRobinKeepsTheOrder() {
        Router router = router(RoutingPolicy.ROUND_ROBIN);
        assertThat(IntStream.range(0, 9).map(i -> router.route(RouteKey.NONE)))
                .containsExactly(0, 1, 2, 3, 0, 1, 2, 3, 0);
    }

    @Test
    void roundRobinGoesOnAroundAClosedReplica() {
        replicas.closed.add(1);
        Router router = router(RoutingPolicy.ROUND_ROBIN);
        assertThat(IntStream.range(0, 6).map(i -> router.route(RouteKey.NONE))).containsExactly(0, 2, 3, 0, 2, 3);
    }

    @ParameterizedTest
    @EnumSource(RoutingPolicy.class)
    void idleReplicasShareEvenly(RoutingPolicy policy) {
        Router router = router(policy);
        int[] counts = new int[4];
        for (int i = 0; i < 4000; i++) {
            RouteKey key = policy == RoutingPolicy.SESSION ? session(i) : prompt(i, i + 1_000_000);
            counts[router.route(key)]++;
        }
        // 1000 each; by chance within 5 standard deviations of a binomial share, 27
        assertThat(Arrays.stream(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(863, 1137));
    }

    @ParameterizedTest
    @EnumSource(RoutingPolicy.class)
    void closedReplicasGetNothing(RoutingPolicy policy) {
        Router router = router(policy);
        replicas.closed.addAll(Set.of(0, 1, 3));
        assertThat(IntStream.range(0, 100).map(i -> router.route(session(i)))).containsOnly(2);
        replicas.closed.add(2);
        assertThat(router.route(session(7))).isEqualTo(Router.NOWHERE);
    }

    @Test
    void fewestRequestsWin() {
        System.arraycopy(new int[] {5, 3, 4, 9}, 0, replicas.requests, 0, 4);
        assertThat(router(RoutingPolicy.LEAST_REQUESTS).route(RouteKey.NONE)).isEqualTo(1);
    }

    @Test
    void waitingRequestsCountMoreThanRunningOnes() {
        System.arraycopy(new int[] {12, 9, 20, 20}, 0, replicas.requests, 0, 4);
        replicas.waiting[1] = 3;
        assertThat(router(RoutingPolicy.LEAST_REQUESTS).route(RouteKey.NONE)).isEqualTo(1);
        assertThat(router(RoutingPolicy.QUEUE_AWARE).route(RouteKey.NONE)).isZero();
    }

    @Test
    void aFullKvPoolCounts() {
        Arrays.fill(replicas.requests, 10);
        Arrays.fill(replicas.kvUsage, 0.9);
        replicas.kvUsage[2] = 0.2;
        assertThat(router(RoutingPolicy.QUEUE_AWARE).route(RouteKey.NONE)).isEqualTo(2);
    }

    @Test
    void longestKnownPrefixWins() {
        Router router = router(RoutingPolicy.PREFIX_AFFINITY);
        int first = router.route(prompt(1, 2, 3));
        int second = router.route(prompt(7, 8));
        assertThat(second).isNotEqualTo(first);
        assertThat(router.route(prompt(1, 2, 3, 4, 5))).isEqualTo(first);
        assertThat(router.route(prompt(7, 8, 9))).isEqualTo(second);
    }

    @Test
    void affinityEndsWhereTheLoadIsFarAboveTheMean() {
        Router router = router(RoutingPolicy.PREFIX_AFFINITY);
        int first = router.route(prompt(1, 2, 3));
        Arrays.fill(replicas.requests, 8);
        assertThat(router.route(prompt(1, 2, 3))).isEqualTo(first);
        replicas.requests[first] = 22; // the bound is 1.5 times the mean of 11.75, and 4 more
        assertThat(router.route(prompt(1, 2, 3))).isNotEqualTo(first);
    }

    @Test
    void onlySessionsOfAClosedReplicaMove() {
        Router router = router(RoutingPolicy.SESSION);
        int[] before =
                IntStream.range(0, 200).map(i -> router.route(session(i))).toArray();
        replicas.closed.add(3);
        int[] after = IntStream.range(0, 200).map(i -> router.route(session(i))).toArray();
        for (int i = 0; i < 200; i++) {
            if (before[i] != 3) {
                assertThat(after[i]).as("session " + i).isEqualTo(before[i]);
            }
        }
        assertThat(after).doesNotContain(3);
    }

    @Test
    void anOldReportIsBroughtUpToThePresent() {
        QueueReport report = new QueueReport(2, 8, 0.5, 6);
        assertThat(report.requestsNow(6)).isEqualTo(10);
        assertThat(report.waitingNow(6)).isEqualTo(2);
        assertThat(report.waitingNow(11)).isEqualTo(7);
        assertThat(report.waitingNow(1)).isZero();
        assertThat(QueueReport.NONE.requestsNow(3)).isEqualTo(3);
        assertThat(QueueReport.NONE.waitingNow(3)).isZero();
    }

    /** One replica has an empty queue and the other three are full: of a burst on one report, it gets its lead and then a share. */
    @Test
    void aBurstOnOneReportDoesNotAllGoToOneReplica() {
        QueueReport[] reports = {
            new QueueReport(0, 0, 0, 0),
            new QueueReport(8, 8, 0, 0),
            new QueueReport(8, 8, 0, 0),
            new QueueReport(8, 8, 0, 0)
        };
        int[] own = new int[4];
        Router router = new Router(
                RoutingPolicy.QUEUE_AWARE,
                new Replicas() {
                    @Override
                    public int count() {
                        return 4;
                    }

                    @Override
                    public int requests(int place) {
                        return reports[place].requestsNow(own[place]);
                    }

                    @Override
                    public int waiting(int place) {
                        return reports[place].waitingNow(own[place]);
                    }
                },
                Seed.of(1));
        for (int i = 0; i < 100; i++) {
            own[router.route(RouteKey.NONE)]++;
        }
        assertThat(own[0]).isBetween(25, 40);
        assertThat(Arrays.stream(own).min().getAsInt()).isGreaterThan(15);
    }
}
