package io.varcas.simulator;

import io.varcas.validation.Violations;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Options of an embedded simulator.
 *
 * @param host address to listen on; loopback by default, because the server is open to everyone who can reach it
 * @param port port to listen on; 0 for a free one
 * @param model name under which the simulated model is served
 * @param engine what is simulated
 * @param apiKey key that {@code /v1} routes want, if any
 * @param keepAlive how long an idle connection is kept; 5 s as vLLM's server
 * @param answerTokens mean length of a response that ends by itself, in tokens
 * @param seed what random words depend on beside the prompt
 * @param maxQueuedRequests requests in flight beyond which others are refused with 503, as vLLM does from 0.29 if told
 *     to
 * @param requestIdHeaders whether {@code x-request-id} comes back in the response's headers
 * @param perRequestMetrics whether responses tell their times, as with vLLM's {@code --enable-per-request-metrics}
 * @param spans where it exports spans to, as with vLLM's {@code --otlp-traces-endpoint}; empty for nowhere
 * @param misbehaviour what it does wrong
 * @param answers what the model says
 */
public record ServeOptions(
        String host,
        int port,
        String model,
        SimulatedEngine engine,
        Optional<String> apiKey,
        Duration keepAlive,
        int answerTokens,
        long seed,
        OptionalInt maxQueuedRequests,
        boolean requestIdHeaders,
        boolean perRequestMetrics,
        Optional<URI> spans,
        Misbehaviour misbehaviour,
        GivenOutputs answers) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException naming every value that is out of its range
     */
    public ServeOptions {
        Violations.in("embedded server")
                .notBlank("host", host)
                .notBlank("model", model)
                .within(0, 65_535, "port", port, "(number)")
                .atLeast(1, "answer-tokens", answerTokens, "tokens")
                .atLeast(1, "keep-alive", keepAlive.toMillis(), "ms")
                .atLeast(1, "max-num-queued-reqs", maxQueuedRequests.orElse(1), "requests")
                .raise();
    }

    /** Returns every name the model is served under: its own, and those the simulated model is published under. */
    List<String> served() {
        Stream<String> published = engine.hardware()
                .map(device -> device.deployment().model())
                .map(known -> Stream.concat(Stream.of(known.id()), known.aliases().stream()))
                .orElseGet(Stream::empty);
        return Stream.concat(Stream.of(model), published).distinct().toList();
    }

    /** Returns the same options for another address and port. */
    public ServeOptions listeningOn(String address, int number) {
        return new ServeOptions(
                address,
                number,
                model,
                engine,
                apiKey,
                keepAlive,
                answerTokens,
                seed,
                maxQueuedRequests,
                requestIdHeaders,
                perRequestMetrics,
                spans,
                misbehaviour,
                answers);
    }

    /** Returns the same options for a model that knows responses. */
    public ServeOptions answering(GivenOutputs known) {
        return new ServeOptions(
                host,
                port,
                model,
                engine,
                apiKey,
                keepAlive,
                answerTokens,
                seed,
                maxQueuedRequests,
                requestIdHeaders,
                perRequestMetrics,
                spans,
                misbehaviour,
                known);
    }

    /** Starts options; unchanged, they make a well-behaved server of {@link SimulatedEngine#DEFAULT} on a free loopback port. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options; what is not set keeps its default. */
    public static final class Builder {

        private String host = "127.0.0.1";
        private int port;
        private String model = "varcas-sim";
        private SimulatedEngine engine = SimulatedEngine.DEFAULT;
        private Optional<String> apiKey = Optional.empty();
        private Duration keepAlive = Duration.ofSeconds(5);
        private int answerTokens = 200;
        private long seed = 42;
        private OptionalInt maxQueuedRequests = OptionalInt.empty();
        private boolean requestIdHeaders;
        private boolean perRequestMetrics;
        private Optional<URI> spans = Optional.empty();
        private Misbehaviour misbehaviour = Misbehaviour.NONE;
        private GivenOutputs answers = GivenOutputs.NONE;

        private Builder() {}

        /** Sets the address to listen on. */
        public Builder host(String address) {
            host = address;
            return this;
        }

        /** Sets the port to listen on; 0 for a free one. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** Sets the name of the simulated model. */
        public Builder model(String name) {
            model = name;
            return this;
        }

        /** Sets what is simulated. */
        public Builder engine(SimulatedEngine simulated) {
            engine = simulated;
            return this;
        }

        /** Sets the key that {@code /v1} routes want. */
        public Builder apiKey(String key) {
            apiKey = Optional.of(key);
            return this;
        }

        /** Sets how long an idle connection is kept. */
        public Builder keepAlive(Duration idle) {
            keepAlive = idle;
            return this;
        }

        /** Sets the mean length of a response that ends by itself, in tokens. */
        public Builder answerTokens(int mean) {
            answerTokens = mean;
            return this;
        }

        /** Sets what random words depend on. */
        public Builder seed(long number) {
            seed = number;
            return this;
        }

        /** Sets the requests in flight beyond which others are refused. */
        public Builder maxQueuedRequests(int most) {
            maxQueuedRequests = OptionalInt.of(most);
            return this;
        }

        /** Sets whether {@code x-request-id} comes back in the response's headers. */
        public Builder requestIdHeaders(boolean on) {
            requestIdHeaders = on;
            return this;
        }

        /** Sets whether responses tell their times. */
        public Builder perRequestMetrics(boolean on) {
            perRequestMetrics = on;
            return this;
        }

        /** Sets where spans are exported to. */
        public Builder spans(URI endpoint) {
            spans = Optional.of(endpoint);
            return this;
        }

        /** Sets what the server does wrong. */
        public Builder misbehaviour(Misbehaviour wrong) {
            misbehaviour = wrong;
            return this;
        }

        /** Sets what the model says. */
        public Builder answers(GivenOutputs said) {
            answers = said;
            return this;
        }

        /**
         * Returns the options.
         *
         * @throws IllegalArgumentException naming every value that is out of its range
         */
        public ServeOptions build() {
            return new ServeOptions(
                    host,
                    port,
                    model,
                    engine,
                    apiKey,
                    keepAlive,
                    answerTokens,
                    seed,
                    maxQueuedRequests,
                    requestIdHeaders,
                    perRequestMetrics,
                    spans,
                    misbehaviour,
                    answers);
        }
    }
}
