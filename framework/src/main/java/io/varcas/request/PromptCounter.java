package io.varcas.request;

import io.varcas.annotation.Endpoint;
import io.varcas.workload.ChatPrompt;
import java.io.IOException;

/** Counts the tokens of texts and of whole prompts, as the server will that is asked. */
public interface PromptCounter extends TokenCounter {

    /**
     * Counts a prompt with everything that the route adds to it, such as a chat template.
     *
     * @throws IOException if tokens cannot be counted
     */
    int count(ChatPrompt prompt, Endpoint endpoint) throws IOException;
}
