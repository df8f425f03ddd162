package io.varcas.workload;

import io.varcas.annotation.Endpoint;
import io.varcas.setting.MaxTokensField;
import io.varcas.setting.type.Words;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The fields that all requests of a plan have in common.
 *
 * @param model model name; empty to take the server's first
 * @param endpoint route
 * @param streaming whether responses are streamed
 * @param temperature sampling temperature
 * @param topP nucleus
 * @param ignoreEos whether the model is kept from ending early
 * @param stop texts that end an output
 * @param minTokens tokens that an output has at least
 * @param fields other fields: name on the wire and JSON
 * @param timeout longest time of one request
 * @param ownModels true if a request that names a model is sent to it, instead of the plan's model
 * @param endMark whether a response without finish reason, {@code [DONE]} and usage is truncated
 * @param maxTokensField field of a chat that bounds its output
 */
public record RequestShape(
        Optional<String> model,
        Endpoint endpoint,
        boolean streaming,
        double temperature,
        double topP,
        boolean ignoreEos,
        List<String> stop,
        int minTokens,
        Map<String, String> fields,
        Duration timeout,
        boolean ownModels,
        boolean endMark,
        MaxTokensField maxTokensField) {

    /** Copies the collections. */
    public RequestShape {
        stop = List.copyOf(stop);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** A shape without fields beyond the usual ones. */
    public RequestShape(
            Optional<String> model,
            Endpoint endpoint,
            boolean streaming,
            double temperature,
            double topP,
            boolean ignoreEos,
            List<String> stop,
            Duration timeout) {
        this(model, endpoint, streaming, temperature, topP, ignoreEos, stop, 0, Map.of(), timeout, false);
    }

    /** A shape of the usual dialect. */
    public RequestShape(
            Optional<String> model,
            Endpoint endpoint,
            boolean streaming,
            double temperature,
            double topP,
            boolean ignoreEos,
            List<String> stop,
            int minTokens,
            Map<String, String> fields,
            Duration timeout,
            boolean ownModels) {
        this(
                model,
                endpoint,
                streaming,
                temperature,
                topP,
                ignoreEos,
                stop,
                minTokens,
                fields,
                timeout,
                ownModels,
                true,
                MaxTokensField.MAX_COMPLETION_TOKENS);
    }

    /** Returns the same shape for a model. */
    public RequestShape withModel(String name) {
        return with(Optional.of(name), temperature, fields, ownModels);
    }

    /** Returns the same shape for which all requests ask for one model. */
    public RequestShape withoutOwnModels() {
        return with(model, temperature, fields, false);
    }

    /** Returns the shape of a request with these overrides. */
    public RequestShape with(RequestOverrides own) {
        if (own.isNone()) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.putAll(own.fields());
        return with(
                ownModels ? own.model().or(() -> model) : model,
                own.temperature().orElse(temperature),
                all,
                ownModels);
    }

    /**
     * Returns everything that the body of a request says beside its prompt, its length and its model, as one text: two shapes with
     * equal texts send equal fields.
     */
    public String sent() {
        String common = String.join(
                "\n",
                endpoint.name(),
                "stream=" + streaming,
                "temperature=" + temperature,
                "top_p=" + topP,
                "ignore_eos=" + ignoreEos,
                "stop=[" + Words.format(stop) + "]",
                "min_tokens=" + minTokens,
                "{" + Words.format(namedFields()) + "}");
        // results of earlier versions have hashes without the default name
        return endpoint == Endpoint.CHAT && maxTokensField == MaxTokensField.MAX_TOKENS
                ? common + "\nmax_tokens"
                : common;
    }

    private List<String> namedFields() {
        return new TreeMap<>(fields)
                .entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .toList();
    }

    private RequestShape with(Optional<String> name, double degrees, Map<String, String> others, boolean own) {
        return new RequestShape(
                name,
                endpoint,
                streaming,
                degrees,
                topP,
                ignoreEos,
                stop,
                minTokens,
                others,
                timeout,
                own,
                endMark,
                maxTokensField);
    }
}
