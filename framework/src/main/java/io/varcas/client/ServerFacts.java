package io.varcas.client;

import io.varcas.validation.DidYouMean;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Facts that a server reported about itself.
 *
 * @param base its address
 * @param version its version, if it has {@code /version}
 * @param healthy whether {@code /health} said so; empty if it has no such route
 * @param models models it lists; empty if it lists none
 * @param routes optional routes it has
 * @param pages text of the routes that responded to a GET with a page of their own: {@code /metrics} and {@code /server_info}
 */
public record ServerFacts(
        URI base,
        Optional<String> version,
        Optional<Boolean> healthy,
        List<ServedModel> models,
        Set<ServerRoute> routes,
        Map<ServerRoute, String> pages) {

    /** Copies the collections. */
    public ServerFacts {
        models = List.copyOf(models);
        routes = Set.copyOf(routes);
        pages = Map.copyOf(pages);
    }

    /** Returns the text of a route's page; empty if the server has none. */
    public Optional<String> page(ServerRoute route) {
        return Optional.ofNullable(pages.get(route));
    }

    /** Returns whether the server has a route. */
    public boolean has(ServerRoute route) {
        return routes.contains(route);
    }

    /**
     * Chooses the model to ask for. A name is taken on trust if the server lists no models at all.
     *
     * @param wanted name the user gave; empty for the server's first
     * @throws UnusableTargetException if the server does not serve it, or neither the user nor the server names one
     */
    public ServedModel model(Optional<String> wanted) {
        if (models.isEmpty()) {
            return wanted.map(name -> new ServedModel(name, OptionalInt.empty(), Optional.empty()))
                    .orElseThrow(() -> new UnusableTargetException(
                            base + " lists no models at /v1/models; name the model to ask for"));
        }
        if (wanted.isEmpty()) {
            return models.get(0);
        }
        String name = wanted.get();
        return models.stream()
                .filter(model -> model.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnusableTargetException("model \"" + name + "\" is not served by " + base
                        + DidYouMean.hint(
                                name, models.stream().map(ServedModel::id).toList())));
    }
}
