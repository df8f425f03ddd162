package io.varcas.client;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers chats with 8 tokens and does one thing wrong, as servers that people met do. */
final class MisbehavingServer implements LoopbackServer.Script {

    static final int TOKENS = 8;

    /** In front of a number of tokens that it counts, whatever it sent. */
    static final String CLAIM = "claims ";

    private final String wrong;
    private final AtomicInteger requests = new AtomicInteger();

    MisbehavingServer(String wrong) {
        this.wrong = wrong;
    }

    @Override
    public void play(LoopbackServer.Conversation c) throws IOException {
        for (String request = c.request(); request != null; request = c.request()) {
            answer(c, request);
        }
    }

    private void answer(LoopbackServer.Conversation c, String request) throws IOException {
        int count = requests.incrementAndGet();
        if (is("refuse_mct") && request.contains("max_completion_tokens")) {
            c.sendJson(
                    400,
                    "{\"object\":\"error\",\"message\":\"[{'type': 'extra_forbidden', 'loc': ('body',"
                            + " 'max_completion_tokens'), 'msg': 'Extra inputs are not permitted'}]\",\"code\":400}");
            return;
        }
        int tokens = is("straggler") && count == 3 ? 400 : is("ignore_mct") ? 64 : TOKENS;
        if (request.contains("\"stream\":false")) {
            c.sendJson(
                    200,
                    "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                            + "x ".repeat(tokens)
                            + "\"},\"finish_reason\":\"length\"}],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":"
                            + tokens + "}}");
            return;
        }
        stream(c, tokens);
    }

    private void stream(LoopbackServer.Conversation c, int tokens) throws IOException {
        String type = is("textplain") ? "text/plain" : "text/event-stream; charset=utf-8";
        c.send("HTTP/1.1 " + (is("status201") ? "201 Created" : "200 OK") + "\r\n"
                + (is("notype") ? "" : "Content-Type: " + type + "\r\n")
                + (is("gzip") ? "Content-Encoding: gzip\r\n" : "")
                + "Transfer-Encoding: chunked\r\n\r\n");
        event(c, choice("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
        if (is("dataping")) {
            event(c, ": PROCESSING");
        }
        if (is("idping")) {
            c.sendChunk("id: 7\nretry: 3000\n\n: ping\n\n");
        }
        for (int i = 0; i < tokens && !is("silent"); i++) {
            if (is("errevent") && i == 4) {
                c.sendChunk("event: error\ndata: the engine died\n\ndata: [DONE]\n\n");
                c.sendLastChunk();
                return;
            }
            event(c, choice("{\"content\":\"tok \"}", is("emptyfinish") ? "\"\"" : "null"));
        }
        if (!is("nofinish") && !is("emptyfinish") && !is("nomark")) {
            event(c, choice("{}", "\"length\""));
        }
        if (!is("nomark")) {
            event(c, "{\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":" + claimed(tokens) + "}}");
        }
        if (!is("nodone") && !is("nomark")) {
            event(c, "[DONE]");
        }
        c.sendLastChunk();
    }

    private void event(LoopbackServer.Conversation c, String data) throws IOException {
        c.sendChunk("data: " + data + (is("lf1") ? "\n" : "\n\n"));
    }

    private static String choice(String delta, String finish) {
        return "{\"id\":\"cmpl-1\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish
                + "}]}";
    }

    private String claimed(int tokens) {
        return switch (wrong) {
            case "hugeusage" -> "67287820939";
            case "exponent" -> "0.8e1";
            default -> wrong.startsWith(CLAIM) ? wrong.substring(CLAIM.length()) : String.valueOf(tokens);
        };
    }

    private boolean is(String name) {
        return wrong.equals(name);
    }
}
