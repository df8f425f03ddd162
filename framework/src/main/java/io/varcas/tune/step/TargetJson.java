package io.varcas.tune.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.result.identity.FactSource;
import io.varcas.result.identity.ServerFact;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.ServerProperty;
import io.varcas.result.identity.TargetIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The server of a profile as JSON. */
final class TargetJson {

    private TargetJson() {}

    static void write(ObjectNode node, TargetIdentity target) {
        node.put("asked", target.asked());
        node.put("uri", target.uri());
        node.put("simulated", target.simulated());
        target.engineVersion().ifPresent(version -> node.put("engineVersion", version));
        node.put("model", target.model());
        target.contextTokens().ifPresent(tokens -> node.put("contextTokens", tokens));
        ObjectNode facts = node.putObject("facts");
        target.facts().forEach(facts::put);
        ArrayNode server = node.putArray("server");
        for (ServerFact fact : target.server().orElse(ServerIdentity.UNKNOWN).facts()) {
            ObjectNode each = server.addObject();
            each.put("property", fact.property().label());
            each.put("value", fact.value());
            ArrayNode sources = each.putArray("sources");
            fact.sources().forEach(source -> sources.add(source.label()));
        }
    }

    static TargetIdentity read(JsonNode node) {
        Map<String, String> facts = new TreeMap<>();
        node.path("facts")
                .properties()
                .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
        List<ServerFact> server = new ArrayList<>();
        for (JsonNode each : node.path("server")) {
            List<FactSource> sources = new ArrayList<>();
            each.path("sources").forEach(source -> sources.add(FactSource.labelled(source.asText())));
            server.add(new ServerFact(
                    ServerProperty.labelled(each.path("property").asText()),
                    each.path("value").asText(),
                    sources));
        }
        JsonNode context = node.path("contextTokens");
        return new TargetIdentity(
                node.path("asked").asText(""),
                node.path("uri").asText(""),
                node.path("simulated").asBoolean(),
                Optional.ofNullable(node.path("engineVersion").textValue()),
                node.path("model").asText(""),
                context.canConvertToInt() ? OptionalInt.of(context.intValue()) : OptionalInt.empty(),
                facts,
                server.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ServerIdentity(server, Optional.empty(), List.of())));
    }
}
