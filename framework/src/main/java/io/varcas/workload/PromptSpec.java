package io.varcas.workload;

import io.varcas.annotation.Content;
import java.util.Optional;

/**
 * The content of the prompts of one kind of traffic.
 *
 * @param content kind of text
 * @param prefixes prefixes that prompts share; 0 for none
 * @param prefixShare share of a prompt that its shared prefix takes
 * @param system system message of every request
 * @param history earlier exchanges in a chat prompt
 */
public record PromptSpec(Content content, int prefixes, double prefixShare, Optional<String> system, int history) {

    /**
     * Returns the length in tokens of the shared prefix of a prompt of this length, the chat template before its
     * texts included.
     */
    public int sharedTokens(int promptTokens) {
        return (int) Math.round(promptTokens * prefixShare);
    }
}
