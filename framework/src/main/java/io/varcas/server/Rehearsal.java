package io.varcas.server;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs a request through everything but the network and the engine, beside the start of the server, so that the first real request
 * does not pay for loading classes. It leaves no trace in any count.
 */
final class Rehearsal implements Runnable {

    private static final byte[] REQUEST = """
            {"messages":[{"role":"user","content":"Once more."}],"max_tokens":8,"ignore_eos":true,"stream":true,
            "stream_options":{"include_usage":true}}""".getBytes(StandardCharsets.UTF_8);

    /** Starts it on a thread of its own. */
    static void start() {
        Thread thread = new Thread(new Rehearsal(), "varcas-rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        GenerationRequest request = new GenerationReader(List.of("rehearsal"), 1000).read(Fields.read(REQUEST), true);
        Prompt prompt = request.prompts().get(0);
        Choice choice = new Choice(
                0,
                prompt,
                new ScriptWriter(1, 1, Answers.NONE)
                        .write(prompt, 0, request.wish().within(8)));
        AnswerUsage usage =
                new AnswerUsage(prompt.tokens().length, choice.script().size(), 0);
        AnswerHead head = new AnswerHead("chatcmpl-" + AnswerIds.next(), 0, "rehearsal");
        StreamedAnswer answer = new StreamedAnswer(new Nowhere(), new ChatWire(), request.shape(), head, 1);
        for (int i = 0; i < choice.script().size(); i++) {
            choice.emit(1);
            answer.fresh(choice, () -> usage);
        }
        answer.complete(usage, "null");
    }

    private static final class Nowhere implements EventStream {

        @Override
        public void event(byte[]... parts) {
            // A rehearsal has no audience.
        }

        @Override
        public void done() {
            // Nor an end that anybody waits for.
        }
    }
}
