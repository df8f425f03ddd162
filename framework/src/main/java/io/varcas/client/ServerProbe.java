package io.varcas.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.transport.ConnectFaults;
import io.varcas.transport.Exchange;
import io.varcas.transport.ResponseHead;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import io.varcas.transport.WireRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server what it is, all questions at once. A route that is missing is a fact, not a fault; a fault is a server
 * that cannot be spoken with.
 *
 * <p>Whether a route is there is asked by GET, which does nothing: vLLM responds with 405 where a POST would do
 * something, and 404 where there is no such route.
 */
public final class ServerProbe {

    private static final Set<ServerRoute> PAGES = EnumSet.of(ServerRoute.METRICS, ServerRoute.SERVER_INFO);

    /** Asks for JSON; versions that know no format give their text. */
    private static final String SERVER_INFO = ServerRoute.SERVER_INFO.path() + "?config_format=json";

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    private final Target target;
    private final Transport transport;

    /**
     * Creates a profiler.
     *
     * @param target the server
     * @param transport leads to it
     */
    public ServerProbe(Target target, Transport transport) {
        this.target = target;
        this.transport = transport;
    }

    /**
     * Asks.
     *
     * @param limit longest wait for all responses together
     * @throws UnusableTargetException if nothing listens there, the scheme is wrong, the key is refused, or no response
     *     comes in time
     */
    public ServerFacts look(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        CompletableFuture<Reply> models = ask("/v1/models");
        CompletableFuture<Reply> version = ask("/version");
        CompletableFuture<Reply> health = ask("/health");
        Map<ServerRoute, CompletableFuture<Reply>> routes = new EnumMap<>(ServerRoute.class);
        for (ServerRoute route : ServerRoute.values()) {
            routes.put(route, ask(route == ServerRoute.SERVER_INFO ? SERVER_INFO : route.path()));
        }
        Reply listed = need(models, deadline, limit);
        Set<ServerRoute> present = EnumSet.noneOf(ServerRoute.class);
        Map<ServerRoute, String> pages = new EnumMap<>(ServerRoute.class);
        routes.forEach((route, asked) -> get(asked, deadline)
                .filter(Reply::isOfRoute)
                .ifPresent(reply -> {
                    present.add(route);
                    if (reply.isOk() && PAGES.contains(route)) {
                        pages.put(route, reply.body());
                    }
                }));
        return new ServerFacts(
                target.base(),
                get(version, deadline).filter(Reply::isOk).flatMap(ServerProbe::version),
                get(health, deadline).flatMap(ServerProbe::health),
                models(listed),
                present,
                pages);
    }

    private CompletableFuture<Reply> ask(String path) {
        ReplyReader reader = new ReplyReader();
        Exchange exchange = transport.send(WireRequest.get(path), reader);
        CompletableFuture<?> unused = reader.reply().whenComplete((reply, failure) -> {
            if (failure instanceof TimeoutException) {
                exchange.cancel();
            }
        });
        return reader.reply();
    }

    private Reply need(CompletableFuture<Reply> models, long deadline, Duration limit) {
        try {
            Reply reply = models.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (reply.status() == UNAUTHORIZED || reply.status() == FORBIDDEN) {
                throw new UnusableTargetException(target.base()
                        + (target.apiKey().isPresent()
                                ? " refuses the API key (" + reply.error() + "); check VARCAS_API_KEY"
                                : " wants an API key (" + reply.error()
                                        + "); set the environment variable VARCAS_API_KEY"));
            }
            return reply;
        } catch (TimeoutException late) {
            models.completeExceptionally(late);
            throw new UnusableTargetException(target.base() + " did not respond within " + limit.toMillis() + " ms");
        } catch (ExecutionException broken) {
            throw new UnusableTargetException(unreachable(broken.getCause()));
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new UnusableTargetException("interrupted while asking " + target.base());
        }
    }

    private String unreachable(@Nullable Throwable failure) {
        Throwable cause = ConnectFaults.root(failure);
        String base = target.base().toString();
        String line = ConnectFaults.line(failure);
        if (cause instanceof SSLException && line.contains("nrecognized SSL message")) {
            return base + " does not speak TLS; did you mean http" + base.substring("https".length()) + "?";
        }
        if (target.socket().isPresent()) {
            return base + " cannot be reached: " + line + "; does the server listen there (vllm serve --uds "
                    + target.socket().get() + ")?";
        }
        if (line.equals("connection refused")) {
            return "nothing listens at " + base + " (connection refused); is the server running, and is this its port?";
        }
        if (!(cause instanceof SSLException)
                && base.startsWith("http:")
                && (line.contains(ConnectFaults.NO_ANSWER) || line.contains(ResponseHead.NOT_HTTP))) {
            return base + " closed the connection without an HTTP response; if it speaks TLS, did you mean https"
                    + base.substring("http".length()) + "?";
        }
        return base + " cannot be reached: " + line;
    }

    private static Optional<Reply> get(CompletableFuture<Reply> reply, long deadline) {
        try {
            return Optional.of(reply.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            reply.completeExceptionally(late);
            return Optional.empty();
        } catch (ExecutionException broken) {
            return Optional.empty();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<String> version(Reply reply) {
        try {
            return Optional.ofNullable(reply.json().path("version").textValue());
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> health(Reply reply) {
        if (reply.isOk()) {
            return Optional.of(true);
        }
        return reply.status() == UNAVAILABLE ? Optional.of(false) : Optional.empty();
    }

    private static List<ServedModel> models(Reply reply) {
        List<ServedModel> models = new ArrayList<>();
        try {
            for (JsonNode model : reply.isOk() ? reply.json().path("data") : List.<JsonNode>of()) {
                JsonNode length = model.path("max_model_len");
                models.add(new ServedModel(
                        model.path("id").asText(),
                        length.canConvertToInt() ? OptionalInt.of(length.intValue()) : OptionalInt.empty(),
                        Optional.ofNullable(model.path("root").textValue())));
            }
        } catch (IOException notJson) {
            return List.of();
        }
        return models;
    }
}
