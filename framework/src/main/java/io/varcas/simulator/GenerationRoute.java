package io.varcas.simulator;

import io.varcas.engine.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** {@code /v1/chat/completions} and {@code /v1/completions}; on the thread that serves HTTP. */
final class GenerationRoute {

    private static final Wire CHAT = new ChatWire();
    private static final Wire COMPLETION = new CompletionWire();
    private static final GenerationScript NO_TEXT = new GenerationScript(
            new int[] {SimTokenizer.MESSAGE_END}, List.of(""), FinishReason.STOP, Optional.empty());

    private final ServeOptions options;
    private final EngineFleet fleet;
    private final ServerCounts counts;
    private final GenerationReader reader;
    private final GenerationScriptWriter scripts;
    private final Optional<SpanExporter> spans;
    private final GenerationScriptWriter corrupted;
    private final AtomicLong engineIds = new AtomicLong();
    private long requests;

    GenerationRoute(
            ServeOptions options,
            EngineFleet fleet,
            ServerCounts counts,
            GenerationReader reader,
            Optional<SpanExporter> spans) {
        this.options = options;
        this.fleet = fleet;
        this.counts = counts;
        this.reader = reader;
        this.spans = spans;
        scripts = new GenerationScriptWriter(options.seed(), options.answerTokens(), options.answers());
        corrupted = new GenerationScriptWriter(options.seed(), options.answerTokens(), GivenOutputs.NONE);
    }

    void chat(Exchange exchange) {
        arrive(exchange, true);
    }

    void completions(Exchange exchange) {
        arrive(exchange, false);
    }

    private void arrive(Exchange exchange, boolean isChat) {
        List<InjectedFault> faults = options.misbehaviour().with(++requests);
        Optional<InjectedFault.Delay> delay = faults.stream()
                .filter(InjectedFault.Delay.class::isInstance)
                .map(InjectedFault.Delay.class::cast)
                .findFirst();
        if (delay.isEmpty()) {
            answer(exchange, isChat, faults);
            return;
        }
        long nanos = delay.get().length().toNanos();
        var unused = exchange.context()
                .executor()
                .schedule(() -> answer(exchange, isChat, faults), nanos, TimeUnit.NANOSECONDS);
    }

    private void answer(Exchange exchange, boolean isChat, List<InjectedFault> faults) {
        if (exchange.isOver()) {
            return;
        }
        for (InjectedFault fault : faults) {
            if (fault instanceof InjectedFault.DisconnectBefore) {
                exchange.disconnect();
                return;
            }
            if (fault instanceof InjectedFault.Status status) {
                RequestFault told = RequestFault.internal(status.code(), "This is an injected fault of the simulator.");
                exchange.json(told.status(), told.body());
                return;
            }
        }
        try {
            start(exchange, reader.read(Fields.read(exchange), isChat), faults);
        } catch (RequestFault refused) {
            exchange.json(refused.status(), refused.body());
        }
    }

    private void start(Exchange exchange, GenerationRequest request, List<InjectedFault> faults) {
        fleet.failure().ifPresent(failure -> {
            throw RequestFault.internal(500, "EngineCore encountered an issue: " + failure);
        });
        List<Choice> choices = choices(request, faults);
        if (options.maxQueuedRequests().isPresent()
                && counts.inFlight() + choices.size()
                        > options.maxQueuedRequests().getAsInt()) {
            counts.rejected();
            throw RequestFault.unavailable(
                    "The server is overloaded: " + counts.inFlight() + " requests are in flight.");
        }
        Optional<String> callersId = exchange.header("x-request-id").filter(id -> !id.isBlank());
        String id = (request.isChat() ? "chatcmpl-" : "cmpl-") + callersId.orElseGet(ResponseIds::next);
        ResponseHead head = new ResponseHead(id, System.currentTimeMillis() / 1000, options.model());
        String[] headers = options.requestIdHeaders() && callersId.isPresent()
                ? new String[] {"x-request-id", callersId.get()}
                : new String[0];
        ResponseWriter writer = writer(exchange, request, head, choices, faults, headers);
        String spanId = request.isChat() ? id : id + "-0"; // vLLM numbers the prompts of a completion
        Generation generation = new Generation(
                fleet,
                writer,
                request.prompts(),
                options.perRequestMetrics(),
                job -> spans.ifPresent(exporter -> exporter.export(spanId, job)));
        exchange.onDisconnect(generation::abort);
        exchange.onOver(() -> counts.ended(choices.size()));
        counts.began(choices.size());
        int blockTokens = options.engine().limits().blockTokens();
        generation.start(engineIds, choices, request.wish(), blockTokens, request.cacheSalt());
    }

    private ResponseWriter writer(
            Exchange exchange,
            GenerationRequest request,
            ResponseHead head,
            List<Choice> choices,
            List<InjectedFault> faults,
            String... headers) {
        Wire wire = request.isChat() ? CHAT : COMPLETION;
        if (!request.shape().stream()) {
            return new WholeResponse(
                    exchange, wire, head, choices, request.shape().tokenIds(), faults, headers);
        }
        exchange.beginStream(SseStream.CONTENT_TYPE, headers);
        EventStream stream = faults.isEmpty() ? new SseStream(exchange) : new FaultyStream(exchange, faults);
        return new StreamedResponse(stream, wire, request.shape(), head, choices.size());
    }

    private List<Choice> choices(GenerationRequest request, List<InjectedFault> faults) {
        boolean empty = faults.stream().anyMatch(InjectedFault.Empty.class::isInstance);
        GenerationScriptWriter writer = isCorrupted(faults) ? corrupted : scripts;
        List<Choice> choices = new ArrayList<>();
        for (Prompt prompt : request.prompts()) {
            int room = options.engine().limits().maxModelLen() - prompt.tokens().length;
            for (int i = 0; i < request.n(); i++) {
                GenerationScript script =
                        empty ? NO_TEXT : writer.write(prompt, i, request.wish().within(room));
                choices.add(new Choice(choices.size(), prompt, script));
            }
        }
        return choices;
    }

    private boolean isCorrupted(List<InjectedFault> faults) {
        return faults.stream()
                .anyMatch(fault -> fault instanceof InjectedFault.CorruptAbove corrupt
                        && counts.inFlight() + 1 > corrupt.inFlight());
    }
}
