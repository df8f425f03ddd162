package io.varcas.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Turns a conversation into the tokens of a prompt, in the manner of ChatML: markers, the role, a line break, the text. */
final class ChatTemplate {

    /**
     * A message.
     *
     * @param role who speaks
     * @param content what is said
     */
    record Message(String role, String content) {}

    private static final int[] LINE_BREAK = SimTokenizer.encode("\n");
    private static final int[] START = {SimTokenizer.MESSAGE_START};
    private static final int[] END = {SimTokenizer.MESSAGE_END};

    private ChatTemplate() {}

    static int[] render(List<Message> messages, boolean addGenerationPrompt) {
        List<int[]> pieces = new ArrayList<>();
        for (Message message : messages) {
            pieces.add(START);
            pieces.add(SimTokenizer.encode(message.role()));
            pieces.add(LINE_BREAK);
            pieces.add(SimTokenizer.encode(message.content()));
            pieces.add(END);
            pieces.add(LINE_BREAK);
        }
        if (addGenerationPrompt) {
            pieces.add(START);
            pieces.add(SimTokenizer.encode("assistant"));
            pieces.add(LINE_BREAK);
        }
        return pieces.stream().flatMapToInt(ChatTemplate::stream).toArray();
    }

    private static IntStream stream(int[] tokens) {
        return Arrays.stream(tokens);
    }
}
