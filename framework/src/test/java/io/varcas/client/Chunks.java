package io.varcas.client;

/** Events of a streamed answer, as vLLM writes them. */
public final class Chunks {

    public static final String DONE = "data: [DONE]\n\n";

    private Chunks() {}

    public static String content(String text) {
        return event("\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]");
    }

    public static String finish() {
        return event("\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]");
    }

    public static String usage(int prompt, int completion) {
        return event("\"choices\":[],\"usage\":{\"prompt_tokens\":" + prompt + ",\"completion_tokens\":" + completion
                + ",\"total_tokens\":" + (prompt + completion) + "}");
    }

    private static String event(String members) {
        return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\"," + members + "}\n\n";
    }
}
