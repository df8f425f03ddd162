package io.varcas.result.identity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The identity of a server: what it runs and how, each value with its source. A property that no source names is not in it.
 *
 * @param facts known properties, in their order, each once
 * @param flags flags the server was started with; empty if no source has them
 * @param contradictions one line for each property of which two routes report different values, and one for a log that does not match
 */
public record ServerIdentity(List<ServerFact> facts, Optional<ServerFlags> flags, List<String> contradictions) {

    /** Nothing is known. */
    public static final ServerIdentity UNKNOWN = new ServerIdentity(List.of(), Optional.empty(), List.of());

    /** Stand beside the server's address in every report. */
    private static final Set<ServerProperty> NAMED_ELSEWHERE = EnumSet.of(ServerProperty.VERSION, ServerProperty.MODEL);

    private static final Set<ServerProperty> USUALLY_OFF = EnumSet.of(
            ServerProperty.QUANTIZATION,
            ServerProperty.SPECULATION,
            ServerProperty.TENSOR_PARALLEL,
            ServerProperty.PIPELINE_PARALLEL,
            ServerProperty.DATA_PARALLEL);

    private static final Set<String> OFF = Set.of("none", "1");

    /** Copies the lists and sorts the facts. */
    public ServerIdentity {
        facts = facts.stream()
                .sorted(Comparator.comparing(ServerFact::property))
                .toList();
        contradictions = List.copyOf(contradictions);
    }

    /** Returns what is known of a property. */
    public Optional<ServerFact> fact(ServerProperty property) {
        return facts.stream().filter(fact -> fact.property() == property).findFirst();
    }

    /** Returns the value of a property. */
    public Optional<String> value(ServerProperty property) {
        return fact(property).map(ServerFact::value);
    }

    /** Returns whether nothing is known. */
    @JsonIgnore
    public boolean isUnknown() {
        return facts.isEmpty() && flags.isEmpty();
    }

    /** Returns the main facts in one line: {@code dtype float32, prefix cache off, KV pool tokens 46592}; empty text if none is known. */
    public String describe() {
        return facts.stream()
                .filter(fact -> !NAMED_ELSEWHERE.contains(fact.property()))
                .filter(fact -> !(OFF.contains(fact.value()) && USUALLY_OFF.contains(fact.property())))
                .map(fact -> fact.property().title() + " " + fact.value())
                .collect(Collectors.joining(", "));
    }

    /** Starts an identity of which nothing is known. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what the sources report, and compares them. */
    public static final class Builder {

        private final Map<ServerProperty, Map<FactSource, String>> seen = new EnumMap<>(ServerProperty.class);
        private final List<String> remarks = new ArrayList<>();
        private Optional<ServerFlags> flags = Optional.empty();

        private Builder() {}

        /**
         * Adds a value; the first that a source reports of a property counts.
         *
         * @param property the property
         * @param source its source
         * @param value its value; a blank one is left out
         */
        public Builder add(ServerProperty property, FactSource source, String value) {
            if (!value.isBlank()) {
                seen.computeIfAbsent(property, none -> new EnumMap<>(FactSource.class))
                        .putIfAbsent(source, value.strip());
            }
            return this;
        }

        /** Sets the flags. */
        public Builder flags(ServerFlags given) {
            flags = Optional.of(given);
            return this;
        }

        /** Adds a line about a source that could not be used. */
        public Builder remark(String line) {
            remarks.add(line);
            return this;
        }

        /** Returns the identity: of each property the value of the most reliable source. */
        public ServerIdentity build() {
            List<ServerFact> facts = new ArrayList<>();
            List<String> contradictions = new ArrayList<>(remarks);
            List<String> ofLog = new ArrayList<>();
            seen.forEach((property, bySource) -> {
                List<ServerFact> said = byValue(property, bySource);
                ServerFact first = said.get(0);
                facts.add(first);
                Map<FactSource, String> routes = new EnumMap<>(bySource);
                String logged = routes.remove(FactSource.LOG);
                if (logged != null && !logged.equals(first.value())) {
                    ofLog.add(property.title() + " " + logged + " (the server: " + first.value() + ")");
                }
                List<ServerFact> saidByRoutes = byValue(property, routes);
                if (saidByRoutes.size() > 1) {
                    contradictions.add(property.title() + ": "
                            + saidByRoutes.stream()
                                    .map(fact -> fact.value() + " according to " + fact.sourceNames())
                                    .collect(Collectors.joining(", but ")));
                }
            });
            if (!ofLog.isEmpty()) {
                contradictions.add("the server log does not match the running server: " + String.join(", ", ofLog)
                        + "; is it the log of this server's last start?");
            }
            return new ServerIdentity(facts, flags, contradictions);
        }

        /** Returns the different values, that of the most reliable source first. */
        private static List<ServerFact> byValue(ServerProperty property, Map<FactSource, String> bySource) {
            return bySource.entrySet().stream()
                    .collect(Collectors.groupingBy(
                            Map.Entry::getValue,
                            LinkedHashMap::new,
                            Collectors.mapping(Map.Entry::getKey, Collectors.toList())))
                    .entrySet()
                    .stream()
                    .map(entry -> new ServerFact(property, entry.getKey(), entry.getValue()))
                    .toList();
        }
    }
}
