package io.varcas.balance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Locale;
import java.util.Optional;

/** The routes that the balancer serves itself: its health, its metrics, and the models of all replicas. */
final class OwnRoutes {

    private static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";

    private final Pools pools;

    OwnRoutes(Pools pools) {
        this.pools = pools;
    }

    /** Returns the response to a request; empty if it is for a replica. */
    Optional<FullHttpResponse> answer(HttpRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            return Optional.empty();
        }
        return switch (path(request)) {
            case "/health", "/ping" -> Optional.of(health());
            case "/metrics" -> Optional.of(Replies.text(HttpResponseStatus.OK, PLAIN, metrics()));
            case "/v1/models" -> Optional.of(models());
            default -> Optional.empty();
        };
    }

    private static String path(HttpRequest request) {
        int query = request.uri().indexOf('?');
        return query < 0 ? request.uri() : request.uri().substring(0, query);
    }

    /** It is healthy if every model has a replica that is open. */
    private FullHttpResponse health() {
        return pools.allOpen()
                ? Replies.text(HttpResponseStatus.OK, PLAIN, "")
                : Replies.error(HttpResponseStatus.SERVICE_UNAVAILABLE, "a model has no replica that is up");
    }

    private FullHttpResponse models() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = body.putArray("data");
        for (String model : pools.models()) {
            data.addObject().put("id", model).put("object", "model").put("owned_by", "vllm");
        }
        return Replies.json(body);
    }

    private String metrics() {
        StringBuilder page = new StringBuilder();
        family(page, "varcas_balancer_up", "gauge", "Replica gets requests (1) or not (0).");
        family(page, "varcas_balancer_in_flight", "gauge", "Requests in the replica that came through here.");
        family(page, "varcas_balancer_requests_total", "counter", "Requests by how they ended on the replica.");
        family(page, "varcas_balancer_retries_total", "counter", "Requests taken to another replica after this one.");
        for (Replica replica : pools.replicas()) {
            String labels = "replica=\"" + replica.address().name() + "\",model=\""
                    + escaped(String.join(",", replica.models())) + "\"";
            sample(page, "varcas_balancer_up", labels, replica.isOpen() ? 1 : 0);
            sample(page, "varcas_balancer_in_flight", labels, replica.inFlight());
            for (RequestEnd end : RequestEnd.values()) {
                String ended = labels + ",end=\"" + end.label() + "\"";
                sample(page, "varcas_balancer_requests_total", ended, replica.ended(end));
            }
            sample(page, "varcas_balancer_retries_total", labels, replica.retries());
        }
        return page.toString();
    }

    private static void family(StringBuilder page, String name, String type, String help) {
        page.append(String.format(Locale.ROOT, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type));
    }

    private static void sample(StringBuilder page, String name, String labels, long value) {
        page.append(name).append('{').append(labels).append("} ").append(value).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
