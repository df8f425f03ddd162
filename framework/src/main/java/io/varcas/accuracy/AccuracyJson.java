package io.varcas.accuracy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.accuracy.drift.LogprobDrift;
import java.util.List;

/** The JSON of a comparison of accuracy. */
public final class AccuracyJson {

    private AccuracyJson() {}

    /** Returns the comparison as an object. */
    public static ObjectNode of(AccuracyComparison accuracy) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("scorer", accuracy.scorer());
        node.put("threshold", accuracy.threshold());
        node.put("margin", accuracy.margin().text());
        node.put("verdict", accuracy.verdict().label());
        node.put("accuracyPreserved", accuracy.overall().degradation().isPreserved());
        node.put("summary", accuracy.summary());
        node.put("unpaired", accuracy.unpaired());
        accuracy.lengthRatio().ifPresent(ratio -> node.put("lengthRatio", ratio));
        accuracy.drift().ifPresent(drift -> node.set("drift", of(drift)));
        node.set("overall", of(accuracy.overall()));
        ArrayNode types = node.putArray("byType");
        accuracy.byType().forEach(type -> types.add(of(type)));
        node.set("lost", of(accuracy.lost()));
        node.set("gained", of(accuracy.gained()));
        return node;
    }

    private static ObjectNode of(LogprobDrift drift) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("texts", drift.texts());
        node.put("tokens", drift.tokens());
        node.put("different", drift.different());
        node.put("kl", drift.kl());
        drift.interval()
                .ifPresent(interval ->
                        node.putArray("interval").add(interval.low()).add(interval.high()));
        node.put("largest", drift.largest());
        node.put("perplexityBefore", drift.perplexityBefore());
        node.put("perplexityNow", drift.perplexityNow());
        drift.floor().ifPresent(floor -> node.put("floor", floor));
        return node;
    }

    private static ObjectNode of(AccuracyChange change) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", change.name());
        node.put("pairs", change.pairs());
        node.put("prompts", change.prompts());
        node.put("baseline", change.baseline());
        node.put("candidate", change.candidate());
        node.put("absolute", change.absolute());
        if (Double.isFinite(change.relative())) {
            node.put("relative", change.relative());
        }
        node.put("class", change.degradation().label());
        change.interval()
                .ifPresent(interval ->
                        node.putArray("interval").add(interval.low()).add(interval.high()));
        node.put("lost", change.lost());
        node.put("gained", change.gained());
        node.put("worseP", change.worseP());
        node.put("marginPoints", change.margin());
        node.put("verdict", change.verdict().label());
        node.put("detectable", change.detectable());
        return node;
    }

    private static ArrayNode of(List<ItemPair> flips) {
        ArrayNode node = JsonNodeFactory.instance.arrayNode();
        flips.forEach(pair -> node.addObject()
                .put("id", pair.candidate().id())
                .put("before", pair.before())
                .put("now", pair.now()));
        return node;
    }
}
