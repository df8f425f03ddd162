package io.varcas.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.balance.StubReplica.Behaviour;
import io.varcas.routing.RoutingPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BalancerTest {

    private static final String BODY = "{\"model\":\"small\",\"prompt\":\"hello\",\"stream\":true}";

    /** Checks of health so rare that the tests alone change a replica's state, and an ejection that outlasts a test. */
    private static final BalanceLimits SLOW_CHECKS = limits(Duration.ofHours(1), Duration.ofHours(1));

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<StubReplica> replicas = new ArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private @Nullable Balancer started;

    private static BalanceLimits limits(Duration health, Duration ejection) {
        return new BalanceLimits(
                Duration.ofSeconds(2),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                health,
                Duration.ofMillis(20),
                2,
                3,
                ejection);
    }

    @BeforeEach
    void startReplicas() throws IOException {
        replicas.add(new StubReplica("small"));
        replicas.add(new StubReplica("small"));
    }

    @AfterEach
    void stop() {
        replicas.forEach(replica -> replica.release.countDown());
        if (started != null) {
            started.close();
        }
        replicas.forEach(StubReplica::close);
    }

    private void start(RoutingPolicy policy) {
        start(policy, SLOW_CHECKS);
    }

    private void start(RoutingPolicy policy, BalanceLimits limits) {
        List<ReplicaAddress> addresses =
                replicas.stream().map(StubReplica::address).toList();
        started = Balancer.start(BalanceOptions.of(policy, addresses).withLimits(limits), events::add);
    }

    private Balancer balancer() {
        return Objects.requireNonNull(started);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(balancer().baseUri() + path));
    }

    private HttpResponse<String> complete(String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/v1/completions").POST(HttpRequest.BodyPublishers.ofString(BODY));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private String replica(HttpResponse<?> response) {
        return response.headers().firstValue(ForwardedHeaders.REPLICA_HEADER).orElse("none");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time").isLessThan(deadline);
            Thread.sleep(2);
        }
    }

    @Test
    void passesRequestAndResponseUnchanged() throws Exception {
        start(RoutingPolicy.ROUND_ROBIN);
        HttpResponse<String> response = complete("Authorization", "Bearer k", "x-request-id", "7");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("data: {\"n\":1}\n\ndata: [DONE]\n\n");
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(replicas.get(0).seen).containsExactly("Bearer k " + BODY);
    }

    @Test
    void twoReplicasTakeTurns() throws Exception {
        start(RoutingPolicy.ROUND_ROBIN);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            order.add(replica(complete()));
        }
        String one = replicas.get(0).name();
        String other = replicas.get(1).name();
        assertThat(order).containsExactly(one, other, one, other, one, other, one, other, one, other);
    }

    @ParameterizedTest
    @EnumSource(
            value = RoutingPolicy.class,
            names = {"ROUND_ROBIN", "LEAST_REQUESTS", "QUEUE_AWARE"})
    void idleReplicasShareEvenly(RoutingPolicy policy) throws Exception {
        start(policy);
        for (int i = 0; i < 20; i++) {
            complete();
        }
        assertThat(replicas.get(0).seen).hasSize(10);
        assertThat(replicas.get(1).seen).hasSize(10);
    }

    @Test
    void theFirstPieceDoesNotWaitForTheSecond() throws Exception {
        replicas.forEach(replica -> replica.release = new CountDownLatch(1));
        start(RoutingPolicy.ROUND_ROBIN);
        HttpResponse<InputStream> response = http.send(
                request("/v1/completions")
                        .POST(HttpRequest.BodyPublishers.ofString(BODY))
                        .build(),
                BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            byte[] first = body.readNBytes("data: {\"n\":1}\n\n".length()); // the rest is sent only after this
            assertThat(new String(first, StandardCharsets.UTF_8)).contains("\"n\":1");
            assertThat(balancer().replicas().get(0).inFlight()).isEqualTo(1);
            replicas.get(0).release.countDown();
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).contains("[DONE]");
        }
        await(() -> balancer().replicas().get(0).inFlight() == 0);
        assertThat(balancer().replicas().get(0).completed()).isEqualTo(1);
    }

    @Test
    void queueAwareAvoidsTheReplicaThatReportsAQueue() throws Exception {
        replicas.get(0).waiting = 50;
        replicas.get(0).running = 50;
        start(RoutingPolicy.QUEUE_AWARE);
        Thread.sleep(100); // metrics are read every 20 ms; if they are late, the first requests go elsewhere
        complete();
        await(() -> {
            try {
                List<String> two = List.of(replica(complete()), replica(complete()));
                return two.equals(
                        List.of(replicas.get(1).name(), replicas.get(1).name()));
            } catch (IOException | InterruptedException fault) {
                throw new IllegalStateException(fault);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.class,
            names = {"UNAVAILABLE", "ERROR", "BREAK_BEFORE_BODY"})
    void aRequestIsTriedElsewhereBeforeItsFirstByte(Behaviour wrong) throws Exception {
        replicas.get(0).behaviour = wrong;
        start(RoutingPolicy.ROUND_ROBIN);
        HttpResponse<String> response = complete();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(replica(response)).isEqualTo(replicas.get(1).name());
        assertThat(replicas.get(0).seen).hasSize(1);
        assertThat(balancer().replicas().get(0).retried()).isEqualTo(1);
    }

    @Test
    void aResponseThatBreaksOffAfterItsFirstByteIsCutAndNotTriedAgain() {
        replicas.get(0).behaviour = Behaviour.BREAK_AFTER_FIRST;
        start(RoutingPolicy.ROUND_ROBIN);
        assertThatThrownBy(this::complete).isInstanceOf(IOException.class);
        assertThat(replicas.get(1).seen).isEmpty();
        assertThat(balancer().replicas().get(0).lost()).isEqualTo(1);
    }

    @Test
    void aReplicaThatRefusesEverywhereIsQuotedToTheClient() throws Exception {
        replicas.forEach(replica -> replica.behaviour = Behaviour.UNAVAILABLE);
        start(RoutingPolicy.ROUND_ROBIN);
        HttpResponse<String> response = complete();
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("busy");
    }

    @Test
    void failuresInARowEjectAReplica() throws Exception {
        replicas.get(0).behaviour = Behaviour.ERROR;
        start(RoutingPolicy.ROUND_ROBIN);
        for (int i = 0; i < 12; i++) {
            assertThat(complete().statusCode()).isEqualTo(200);
        }
        assertThat(replicas.get(0).seen).hasSize(3);
        assertThat(balancer().replicas().get(0).open()).isFalse();
    }

    @Test
    void withoutAReplicaTheClientIsToldWhenToComeAgain() throws Exception {
        replicas.forEach(replica -> replica.behaviour = Behaviour.ERROR);
        start(RoutingPolicy.ROUND_ROBIN);
        for (int i = 0; i < 6; i++) {
            complete();
        }
        HttpResponse<String> response = complete();
        assertThat(response.statusCode()).isEqualTo(503);
        long seconds =
                Long.parseLong(response.headers().firstValue("Retry-After").orElseThrow());
        assertThat(seconds).isBetween(3500L, 3600L);
        assertThat(get("/health").statusCode()).isEqualTo(503);
    }

    @Test
    void aReplicaThatIsDownGetsNothingUntilItIsUp() throws Exception {
        replicas.get(0).healthy = false;
        start(RoutingPolicy.ROUND_ROBIN, limits(Duration.ofMillis(20), Duration.ofHours(1)));
        for (int i = 0; i < 4; i++) {
            complete();
        }
        assertThat(replicas.get(0).seen).isEmpty();
        assertThat(events).contains("replica " + replicas.get(1).name() + " is up");
        replicas.get(0).healthy = true;
        await(() -> balancer().replicas().get(0).open());
        complete();
        complete();
        assertThat(replicas.get(0).seen).hasSize(1);
        replicas.get(0).healthy = false;
        await(() -> events.contains("replica " + replicas.get(0).name() + " is down: /health responded 503"));
    }

    @Test
    void aReplicaThatIsGoneIsLeftAtOnce() throws Exception {
        start(RoutingPolicy.ROUND_ROBIN);
        replicas.get(0).close();
        for (int i = 0; i < 6; i++) {
            assertThat(complete().statusCode()).isEqualTo(200);
        }
        assertThat(replicas.get(1).seen).hasSize(6);
    }

    @Test
    void drainingSparesWhatIsInFlight() throws Exception {
        replicas.get(0).release = new CountDownLatch(1);
        start(RoutingPolicy.ROUND_ROBIN);
        CompletableFuture<HttpResponse<String>> first = http.sendAsync(
                request("/v1/completions")
                        .POST(HttpRequest.BodyPublishers.ofString(BODY))
                        .build(),
                BodyHandlers.ofString());
        await(() -> balancer().replicas().get(0).inFlight() == 1);
        balancer().drain(replicas.get(0).name(), true);
        for (int i = 0; i < 3; i++) {
            assertThat(replica(complete())).isEqualTo(replicas.get(1).name());
        }
        replicas.get(0).release.countDown();
        assertThat(first.get(20, TimeUnit.SECONDS).body()).contains("[DONE]");
        balancer().drain(replicas.get(0).name(), false);
        assertThat(replica(complete())).isEqualTo(replicas.get(0).name());
    }

    @Test
    void closingWaitsForWhatIsInFlight() throws Exception {
        replicas.get(0).release = new CountDownLatch(1);
        start(RoutingPolicy.ROUND_ROBIN);
        CompletableFuture<HttpResponse<String>> running = http.sendAsync(
                request("/v1/completions")
                        .POST(HttpRequest.BodyPublishers.ofString(BODY))
                        .build(),
                BodyHandlers.ofString());
        await(() -> balancer().replicas().get(0).inFlight() == 1);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(balancer()::close);
        Thread.sleep(50);
        assertThat(closed).isNotDone();
        replicas.get(0).release.countDown();
        assertThat(running.get(20, TimeUnit.SECONDS).body()).contains("[DONE]");
        closed.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aClientThatHangsUpEndsTheRequestOnTheReplica() throws Exception {
        replicas.get(0).behaviour = Behaviour.HANG;
        start(RoutingPolicy.ROUND_ROBIN);
        try (Socket client = new Socket(
                InetAddress.getLoopbackAddress(), balancer().baseUri().getPort())) {
            client.getOutputStream()
                    .write(("POST /v1/completions HTTP/1.1\r\nHost: a\r\nContent-Length: " + BODY.length() + "\r\n\r\n"
                                    + BODY)
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(client.getInputStream().readNBytes(20)).hasSize(20);
        }
        assertThat(replicas.get(0).clientGone.await(20, TimeUnit.SECONDS)).isTrue();
        await(() -> balancer().replicas().get(0).inFlight() == 0);
        assertThat(balancer().replicas().get(0).lost()).isZero();
    }

    @Test
    void twoModelsAreKeptApart() throws Exception {
        replicas.add(new StubReplica("large"));
        start(RoutingPolicy.ROUND_ROBIN);
        assertThat(get("/v1/models").body()).contains("\"id\":\"small\"", "\"id\":\"large\"");
        for (int i = 0; i < 4; i++) {
            complete();
        }
        assertThat(replicas.get(2).seen).isEmpty();
        HttpResponse<String> wrong = http.send(
                request("/v1/completions")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"larg\"}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(wrong.statusCode()).isEqualTo(404);
        assertThat(wrong.body()).contains("did you mean").contains("large");
        HttpResponse<String> none = http.send(
                request("/v1/completions")
                        .POST(HttpRequest.BodyPublishers.ofString("[]"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(none.statusCode()).isEqualTo(400);
    }

    @Test
    void aSessionStaysWithItsReplica() throws Exception {
        start(RoutingPolicy.SESSION);
        for (int session = 0; session < 8; session++) {
            String id = "s" + session;
            String home = replica(complete("x-session-id", id));
            for (int i = 0; i < 3; i++) {
                assertThat(replica(complete("x-session-id", id))).isEqualTo(home);
            }
        }
        assertThat(replicas.get(0).seen).isNotEmpty();
        assertThat(replicas.get(1).seen).isNotEmpty();
    }

    @Test
    void promptsThatBeginAlikeStayTogether() throws Exception {
        start(RoutingPolicy.PREFIX_AFFINITY);
        for (int document = 0; document < 4; document++) {
            String text = ("document " + document + " ").repeat(20);
            List<String> homes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String body = "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text
                        + "question " + i + "\"}]}";
                homes.add(replica(http.send(
                        request("/v1/chat/completions")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())));
            }
            assertThat(homes).containsOnly(homes.get(0));
        }
        assertThat(replicas.get(0).seen).hasSize(8);
    }

    @Test
    void itsMetricsCountByReplica() throws Exception {
        start(RoutingPolicy.ROUND_ROBIN);
        for (int i = 0; i < 4; i++) {
            complete();
        }
        String labels = "{replica=\"" + replicas.get(1).name() + "\",model=\"small\"";
        assertThat(get("/metrics").body())
                .contains("varcas_balancer_up" + labels + "} 1\n")
                .contains("varcas_balancer_requests_total" + labels + ",end=\"completed\"} 2\n");
    }

    @Test
    void manyStreamsAtOncePassWhole() {
        start(RoutingPolicy.LEAST_REQUESTS);
        List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 200)
                .mapToObj(i -> http.sendAsync(
                        request("/v1/completions")
                                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                                .build(),
                        BodyHandlers.ofString()))
                .toList();
        assertThat(all)
                .allSatisfy(response -> assertThat(response.join().body()).endsWith("data: [DONE]\n\n"));
        assertThat(balancer().replicas().stream()
                        .mapToLong(ReplicaState::completed)
                        .sum())
                .isEqualTo(200);
    }
}
