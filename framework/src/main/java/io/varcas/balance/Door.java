package io.varcas.balance;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.varcas.routing.RouteKey;
import io.varcas.routing.RoutingPolicy;
import io.varcas.validation.DidYouMean;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything that the connections of clients share. May be used from any thread. */
final class Door {

    private final Pools pools;
    private final RoutingPolicy policy;
    private final BalanceLimits limits;
    private final OwnRoutes routes;
    private final Map<EventLoop, Upstreams> upstreams = new ConcurrentHashMap<>();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean closing;

    Door(Pools pools, RoutingPolicy policy, BalanceLimits limits) {
        this.pools = pools;
        this.policy = policy;
        this.limits = limits;
        this.routes = new OwnRoutes(pools);
    }

    OwnRoutes routes() {
        return routes;
    }

    BalanceLimits limits() {
        return limits;
    }

    Upstreams upstreams(EventLoop loop) {
        return upstreams.computeIfAbsent(loop, own -> new Upstreams(own, limits.connect()));
    }

    /**
     * Reads what decides where a request goes. Of one model, replicas say themselves which names they know.
     *
     * @throws IOException if its body is no JSON object
     */
    RequestFacts facts(FullHttpRequest request) throws IOException {
        boolean plain = policy != RoutingPolicy.PREFIX_AFFINITY && policy != RoutingPolicy.SESSION;
        if (!request.content().isReadable() || (plain && pools.only().isPresent())) {
            return new RequestFacts(Optional.empty(), RouteKey.NONE);
        }
        return RequestFacts.read(request, policy);
    }

    Optional<ModelPool> pool(RequestFacts facts) {
        Optional<ModelPool> only = pools.only();
        return only.isPresent() ? only : facts.model().flatMap(pools::of);
    }

    /** Returns the response to a request whose model no replica is known to serve. */
    FullHttpResponse noPool(RequestFacts facts) {
        if (pools.models().isEmpty()) {
            return Replies.unavailable("no replica is up", limits.healthEvery());
        }
        if (facts.model().isEmpty()) {
            return Replies.error(
                    HttpResponseStatus.BAD_REQUEST,
                    "the request names no model; there are " + String.join(", ", pools.models()));
        }
        String model = facts.model().get();
        return Replies.error(
                HttpResponseStatus.NOT_FOUND,
                "the model `" + model + "` does not exist" + DidYouMean.hint(model, pools.models()));
    }

    void entered() {
        inside.incrementAndGet();
    }

    void left() {
        inside.decrementAndGet();
    }

    boolean isClosing() {
        return closing;
    }

    /** Lets no further request in, and waits for those inside. */
    void drain(Duration limit) {
        closing = true;
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (inside.get() > 0 && System.nanoTime() < deadline) {
                Thread.sleep(10);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
