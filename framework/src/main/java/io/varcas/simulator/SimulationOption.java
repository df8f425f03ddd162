package io.varcas.simulator;

import io.varcas.deployment.DeploymentOption;
import io.varcas.setting.type.Durations;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * An option of a simulated target.
 *
 * @param label its name
 * @param defaultValue its default, or an example where there is none
 * @param meaning what it sets
 * @param setter sets it, or throws {@link IllegalArgumentException} if the value is none for it
 */
record SimulationOption(
        String label, String defaultValue, String meaning, BiConsumer<SimulationBuilder, String> setter) {

    private static final String FAULT = "fault";

    /** Name of the model in requests. */
    static final SimulationOption SERVED_MODEL_NAME = new SimulationOption(
            "served-model-name",
            "varcas-sim",
            "name requests ask for; the model's own if not given",
            (to, value) -> to.server.model(value));

    /** All of them, in the order of help texts; those that vLLM has too have its names. */
    static final List<SimulationOption> ALL = List.of(
            new SimulationOption("model", "varcas-sim", "model name it serves", (to, value) -> to.server.model(value)),
            SERVED_MODEL_NAME,
            new SimulationOption(
                    "max-model-len",
                    "8192",
                    "tokens of a request, prompt and output",
                    (to, value) -> to.maxModelLen = whole(value)),
            new SimulationOption(
                    "max-num-seqs", "256", "requests running at once", (to, value) -> to.maxNumSeqs = whole(value)),
            new SimulationOption(
                    "max-num-batched-tokens",
                    "8192",
                    "tokens in one step",
                    (to, value) -> to.maxNumBatchedTokens = whole(value)),
            new SimulationOption(
                    "kv-tokens", "409600", "size of the KV cache in tokens", (to, value) -> to.kvTokens = whole(value)),
            new SimulationOption(
                    "block-size", "16", "tokens of a KV block", (to, value) -> to.blockTokens = whole(value)),
            new SimulationOption(
                    "enable-chunked-prefill",
                    "on",
                    "cut prompts over several steps",
                    (to, value) -> to.chunkedPrefill = flag(value)),
            new SimulationOption(
                    "enable-prefix-caching",
                    "on",
                    "reuse shared prompt prefixes (prefix caching)",
                    (to, value) -> to.prefixCaching = flag(value)),
            new SimulationOption(
                    "step-base", "6ms", "time of any engine step", (to, value) -> to.stepBase = Durations.parse(value)),
            new SimulationOption(
                    "step-decode",
                    "20us",
                    "more for each decoding request",
                    (to, value) -> to.stepDecode = Durations.parse(value)),
            new SimulationOption(
                    "step-context",
                    "39ns",
                    "more for each token of context read",
                    (to, value) -> to.stepContext = Durations.parse(value)),
            new SimulationOption(
                    "step-prefill",
                    "25us",
                    "more for each prompt token",
                    (to, value) -> to.stepPrefill = Durations.parse(value)),
            new SimulationOption(
                    "answer-tokens",
                    "200",
                    "mean length of outputs that end by themselves",
                    (to, value) -> to.server.answerTokens(whole(value))),
            new SimulationOption(
                    "answers",
                    "truth.jsonl",
                    "file of ground truth: its prompts get their first reference as output (default: random words)",
                    (to, value) -> to.server.answers(GivenOutputs.ofGroundTruth(value))),
            new SimulationOption("seed", "42", "seed of its random words", (to, value) -> to.server.seed(whole(value))),
            new SimulationOption(
                    "max-num-queued-reqs",
                    "256",
                    "requests in flight above which it responds with 503 (default: unlimited)",
                    (to, value) -> to.server.maxQueuedRequests(whole(value))),
            new SimulationOption(
                    "api-key", "secret", "key it wants; none if not given", (to, value) -> to.server.apiKey(value)),
            new SimulationOption(
                    "keep-alive",
                    "5s",
                    "time after which it closes idle connections",
                    (to, value) -> to.server.keepAlive(Durations.parse(value))),
            new SimulationOption(
                    "enable-request-id-headers",
                    "off",
                    "send x-request-id back",
                    (to, value) -> to.server.requestIdHeaders(flag(value))),
            new SimulationOption(
                    "enable-per-request-metrics",
                    "off",
                    "report the times of each request",
                    (to, value) -> to.server.perRequestMetrics(flag(value))),
            new SimulationOption(
                    "otlp-traces-endpoint",
                    "http://127.0.0.1:4318/v1/traces",
                    "URL to which it exports a span of each request; none if not given",
                    (to, value) -> to.server.spans(http(value))),
            new SimulationOption(
                    FAULT,
                    "status:503",
                    "injected fault (default: none); repeatable",
                    (to, value) -> to.faults.add(InjectedFault.parse(value))),
            new SimulationOption(
                    "fault-every",
                    "1",
                    "inject it into every n-th completion request",
                    (to, value) -> to.faultEvery = whole(value)));

    static List<String> names() {
        return ALL.stream().map(SimulationOption::label).toList();
    }

    static Optional<SimulationOption> named(String name) {
        return ALL.stream().filter(option -> option.label().equals(name)).findFirst();
    }

    boolean mayRepeat() {
        return label.equals(FAULT);
    }

    /** Returns whether it says something that follows from the hardware where there is some. */
    boolean isOfLinearEngine() {
        return label.startsWith("step-");
    }

    /** Returns a line about an option of the hardware. */
    static String help(DeploymentOption option) {
        return String.format("%-36s %s", option.label() + "=" + option.example(), option.meaning());
    }

    String help() {
        String faults = label.equals(FAULT) ? " (" + String.join(", ", InjectedFault.notations()) + ")" : "";
        return String.format("%-36s %s%s", label + "=" + defaultValue, meaning, faults);
    }

    /** @throws IllegalArgumentException if the value is none for this option */
    void apply(SimulationBuilder simulation, String value) {
        setter.accept(simulation, value);
    }

    private static int whole(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException other) {
            throw new IllegalArgumentException("\"" + value + "\" is not a whole number", other);
        }
    }

    private static URI http(String value) {
        URI url = URI.create(value);
        if (!"http".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("\"" + value + "\" must be a URL that begins with http://");
        }
        return url;
    }

    private static boolean flag(String value) {
        return switch (value) {
            case "on", "true" -> true;
            case "off", "false" -> false;
            default -> throw new IllegalArgumentException("\"" + value + "\" must be on or off");
        };
    }
}
