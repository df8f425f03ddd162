package io.varcas.accuracy;

import io.varcas.annotation.Endpoint;
import io.varcas.client.RequestBody;
import io.varcas.client.Response;
import io.varcas.client.ServerCalls;
import io.varcas.record.Outcome;
import io.varcas.transport.WireRequest;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.RequestShape;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks a server: greedily, streamed, and free to end when it is done. */
public final class ServerAnswers implements AnswerSource {

    private final ServerCalls calls;
    private final RequestShape shape;
    private final int maxTokens;

    /**
     * Creates a source.
     *
     * @param calls lead to the server
     * @param model model name; empty for the server's first
     * @param endpoint route
     * @param maxTokens maximum output length, in tokens
     * @param timeout longest time of one request
     */
    public ServerAnswers(
            ServerCalls calls, Optional<String> model, Endpoint endpoint, int maxTokens, Duration timeout) {
        this.calls = calls;
        this.shape = new RequestShape(model, endpoint, true, 0, 1, false, List.of(), timeout);
        this.maxTokens = maxTokens;
    }

    @Override
    public Attempt ask(String prompt) throws InterruptedException {
        WireRequest request = RequestBody.of(shape, ChatPrompt.of(prompt), maxTokens);
        Response answer = answer(request);
        if (answer.outcome() == Outcome.COMPLETED) {
            return new Attempt.Answered(answer.text().orElse(""), answer.finishReason());
        }
        return new Attempt.Failed(answer.outcome(), answer.error().orElse("the server sent no output"));
    }

    private Response answer(WireRequest request) throws InterruptedException {
        try {
            return calls.ask(request, shape.timeout());
        } catch (InterruptedIOException interrupted) {
            InterruptedException same = new InterruptedException(interrupted.getMessage());
            same.initCause(interrupted);
            throw same;
        }
    }
}
