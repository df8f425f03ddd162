package io.varcas.balance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.profiler.prometheus.MetricsPage;
import io.varcas.routing.QueueReport;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks every replica whether it is healthy, which models it serves and, if the policy goes by queues, how many requests wait. A
 * replica is down from the first check that fails, and up from the first that does not.
 */
final class ReplicaWatch implements AutoCloseable {

    private static final int OK = 200;
    private static final String WAITING = "vllm:num_requests_waiting";
    private static final String RUNNING = "vllm:num_requests_running";
    private static final String KV_USAGE = "vllm:kv_cache_usage_perc";
    private static final Set<String> QUEUE = Set.of(WAITING, RUNNING, KV_USAGE);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Pools pools;
    private final BalanceLimits limits;
    private final Consumer<String> events;
    private final HttpClient http;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "varcas-balancer-watch");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Makes a watch that has not begun.
     *
     * @param events told of every change of a replica, in one line, on any thread
     */
    ReplicaWatch(Pools pools, BalanceLimits limits, Consumer<String> events) {
        this.pools = pools;
        this.limits = limits;
        this.events = events;
        this.http = HttpClient.newBuilder()
                .connectTimeout(limits.connect())
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Looks at all replicas once, and from then on in turn.
     *
     * @param readsQueues whether to read the queues
     */
    void start(boolean readsQueues) {
        CompletableFuture.allOf(pools.replicas().stream().map(this::checkHealth).toArray(CompletableFuture[]::new))
                .join();
        repeat(limits.healthEvery(), this::checkHealth);
        if (readsQueues) {
            repeat(limits.metricsEvery(), this::readQueue);
        }
    }

    private void repeat(Duration every, Function<Replica, CompletableFuture<?>> look) {
        pools.replicas().forEach(replica -> later(every, replica, look));
    }

    /** A replica that takes long is not asked again before it has answered: the next look at it is laid on when one ends. */
    private void later(Duration every, Replica replica, Function<Replica, CompletableFuture<?>> look) {
        if (timer.isShutdown()) {
            return;
        }
        Runnable next = () -> {
            var unused = look.apply(replica).whenComplete((done, fault) -> later(every, replica, look));
        };
        var unused = timer.schedule(next, every.toNanos(), TimeUnit.NANOSECONDS);
    }

    private CompletableFuture<?> checkHealth(Replica replica) {
        return get(replica, "/health")
                .handle((response, fault) -> health(response, fault))
                .thenCompose(fault -> {
                    boolean asks = fault.isEmpty() && replica.models().isEmpty();
                    if (fault.isEmpty() == replica.isHealthy() && !asks) {
                        return CompletableFuture.completedFuture(null);
                    }
                    if (fault.isEmpty() != replica.isHealthy()) {
                        String name = "replica " + replica.address().name();
                        events.accept(
                                fault.map(why -> name + " is down: " + why).orElse(name + " is up"));
                    }
                    CompletableFuture<Void> known = asks ? askModels(replica) : CompletableFuture.completedFuture(null);
                    return known.thenRun(() -> replica.healthy(fault.isEmpty()));
                });
    }

    /** Returns the reason why a replica is not healthy, in words; empty if it is. */
    private static Optional<String> health(@Nullable HttpResponse<String> response, @Nullable Throwable fault) {
        if (response == null) {
            return Optional.of(fault == null ? "no response" : FailureText.of(fault));
        }
        return response.statusCode() == OK
                ? Optional.empty()
                : Optional.of("/health responded " + response.statusCode());
    }

    private CompletableFuture<Void> askModels(Replica replica) {
        return get(replica, "/v1/models").handle((response, fault) -> {
            if (fault == null && response.statusCode() == OK) {
                replica.serves(ids(response.body()));
                pools.layOut();
            }
            return null;
        });
    }

    private static List<String> ids(String body) {
        List<String> ids = new ArrayList<>();
        try {
            for (JsonNode model : JSON.readTree(body).path("data")) {
                ids.add(model.path("id").asText());
            }
        } catch (IOException malformed) {
            return List.of();
        }
        return ids;
    }

    /** A page that cannot be had leaves no report: then only the balancer's own requests count. */
    private CompletableFuture<?> readQueue(Replica replica) {
        int own = replica.inFlight();
        return get(replica, "/metrics").handle((response, fault) -> {
            boolean read = fault == null && response.statusCode() == OK;
            replica.reported(
                    read ? report(MetricsPage.parse(response.body(), QUEUE::contains), own) : QueueReport.NONE);
            return null;
        });
    }

    private static QueueReport report(MetricsPage page, int own) {
        if (!page.has(WAITING) || !page.has(RUNNING)) {
            return QueueReport.NONE;
        }
        double kvUsage = page.samples(KV_USAGE).stream()
                .mapToDouble(sample -> sample.value())
                .average()
                .orElse(0);
        return new QueueReport(sum(page, WAITING), sum(page, RUNNING), Math.max(0, Math.min(1, kvUsage)), own);
    }

    private static int sum(MetricsPage page, String name) {
        return (int) page.samples(name).stream()
                .mapToDouble(sample -> sample.value())
                .sum();
    }

    private CompletableFuture<HttpResponse<String>> get(Replica replica, String path) {
        return http.sendAsync(
                HttpRequest.newBuilder(replica.address().route(path))
                        .timeout(limits.connect())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
