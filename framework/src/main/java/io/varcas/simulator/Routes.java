package io.varcas.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Finds who handles a request, and refuses what nobody does, as vLLM refuses it. */
final class Routes {

    private static final String JSON = "application/json";

    private final Map<String, Map<String, Consumer<Exchange>>> handlers = new TreeMap<>();
    private final Optional<String> apiKey;

    /**
     * Creates routes to nowhere.
     *
     * @param apiKey key that everything below {@code /v1} wants, if any
     */
    Routes(Optional<String> apiKey) {
        this.apiKey = apiKey;
    }

    Routes add(String method, String path, Consumer<Exchange> handler) {
        handlers.computeIfAbsent(path, none -> new TreeMap<>()).put(method, handler);
        return this;
    }

    void answer(Exchange exchange) {
        if (!isAllowed(exchange)) {
            exchange.json(401, bytes("{\"error\":\"Unauthorized\"}"));
            return;
        }
        Map<String, Consumer<Exchange>> methods = handlers.get(exchange.path());
        if (methods == null) {
            exchange.json(404, bytes("{\"detail\":\"Not Found\"}"));
            return;
        }
        Consumer<Exchange> handler = methods.get(exchange.method());
        if (handler == null) {
            byte[] body = bytes("{\"detail\":\"Method Not Allowed\"}");
            exchange.reply(405, JSON, body, "allow", String.join(", ", methods.keySet()));
            return;
        }
        try {
            handler.accept(exchange);
        } catch (RequestFault refused) {
            exchange.json(refused.status(), refused.body());
        }
    }

    /** As vLLM does it, the key guards {@code /v1} only; metrics and health stay open. */
    private boolean isAllowed(Exchange exchange) {
        return apiKey.isEmpty()
                || !exchange.path().startsWith("/v1")
                || exchange.header("authorization").equals(Optional.of("Bearer " + apiKey.get()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
