package io.varcas.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.request.RequestMaker;
import io.varcas.traffic.Seed;
import io.varcas.transport.WireRequest;
import io.varcas.workload.Plans;
import io.varcas.workload.WorkloadPlan;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestSupplyTest {

    private static final WorkloadPlan PLAN = Plans.of(
            "model=m",
            "rate=200",
            "warmup.iterations=0",
            "measurement.iterations=1",
            "measurement.time=10s",
            "inputTokens.mean=60");

    @Test
    void makesTheSameRequestsForTheSameSeedOnEveryJvm() throws Exception {
        List<ReadyRequest> requests = all(PLAN, Seed.of(42), Share.WHOLE);
        assertThat(hash(requests)).isEqualTo(hash(all(PLAN, Seed.of(42), Share.WHOLE)));
        assertThat(hash(requests)).isNotEqualTo(hash(all(PLAN, Seed.of(43), Share.WHOLE)));
        // Of JDK 17 on x86: a change here means that runs of the same seed can no longer be compared across versions of
        // Varcas.
        assertThat(hash(requests)).isEqualTo("e14054927e17fada");
    }

    @Test
    void cutsAPlanIntoSharesThatTogetherAreThePlan() throws Exception {
        List<ReadyRequest> shared = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            shared.addAll(all(PLAN, Seed.of(42), new Share(i, 3)));
        }
        shared.sort(Comparator.comparingLong(request -> request.planned().index()));
        assertThat(hash(shared)).isEqualTo(hash(all(PLAN, Seed.of(42), Share.WHOLE)));
    }

    @Test
    void endsWithItsSource() throws Exception {
        WorkloadPlan closed = Plans.of("users=2", "inputTokens=5");
        RequestMaker maker = new RequestMaker(closed, Optional.empty(), Seed.of(42));
        for (WorkloadPlan plan : List.of(PLAN, closed)) {
            try (RequestSupply supply = new RequestSupply(
                    plan, index -> index < 7 ? maker.request(index) : Optional.empty(), Seed.of(42), new Share(1, 2))) {
                supply.start();
                supply.ahead().awaitReady(Integer.MAX_VALUE);
                List<Long> indices = new ArrayList<>();
                while (!supply.ahead().isOver()) {
                    indices.add(supply.ahead().take().planned().index());
                }
                assertThat(indices).containsExactly(1L, 3L, 5L);
                assertThat(supply.ahead().failure()).isNull();
            }
        }
    }

    @Test
    void makesRequestsOfAClosedLoopWithoutEnd() throws Exception {
        WorkloadPlan closed = Plans.of("users=2", "inputTokens=5");
        try (RequestSupply supply = supply(closed, Seed.of(42), new Share(1, 2))) {
            supply.start();
            List<Long> indices = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                while (supply.ahead().peek(1000) == null) {
                    assertThat(supply.ahead().isOver()).isFalse();
                }
                indices.add(supply.ahead().take().planned().index());
            }
            assertThat(indices).startsWith(1L, 3L, 5L).endsWith(19_999L);
        }
    }

    @Test
    void stopsMakingLargeRequestsBeforeTheyFillTheMemory() throws Exception {
        WorkloadPlan large = Plans.of("users=1", "inputTokens=200000");
        try (RequestSupply supply = supply(large, Seed.of(42), Share.WHOLE)) {
            supply.start();
            supply.ahead().awaitReady(Integer.MAX_VALUE);
            long bytes = 0;
            int count = 0;
            for (ReadyRequest next = supply.ahead().peek();
                    next != null && bytes < 80_000_000;
                    next = supply.ahead().peek()) {
                bytes += supply.ahead().take().wire().size();
                count++;
                if (count == 1) {
                    supply.ahead().close(); // so that nothing is made in place of what is taken
                }
            }
            assertThat(bytes).isBetween(64_000_000L, 70_000_000L);
        }
    }

    private static List<ReadyRequest> all(WorkloadPlan plan, Seed seed, Share share) throws InterruptedException {
        List<ReadyRequest> requests = new ArrayList<>();
        try (RequestSupply supply = supply(plan, seed, share)) {
            supply.start();
            while (!supply.ahead().isOver()) {
                if (supply.ahead().peek(1000) != null) {
                    requests.add(supply.ahead().take());
                }
            }
        }
        assertThat(supply(plan, seed, share).ahead().failure()).isNull();
        return requests;
    }

    private static RequestSupply supply(WorkloadPlan plan, Seed seed, Share share) {
        return new RequestSupply(plan, new RequestMaker(plan, Optional.empty(), seed), seed, share);
    }

    private static String hash(List<ReadyRequest> requests) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (ReadyRequest request : requests) {
            WireRequest wire = request.wire();
            digest.update((wire.method() + wire.path() + request.dueNanos())
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            digest.update(wire.bodyCopy());
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    }
}
