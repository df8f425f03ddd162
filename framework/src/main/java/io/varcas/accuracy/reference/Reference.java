package io.varcas.accuracy.reference;

import java.util.Optional;

/**
 * The reference to one prompt.
 *
 * @param prompt the prompt
 * @param reply the output that is taken as the reference; empty if there is none
 * @param fromCache whether it came from the cache
 * @param error why there is none, in one line
 */
public record Reference(String prompt, Optional<ModelReply> reply, boolean fromCache, Optional<String> error) {

    static Reference of(String prompt, ModelReply reply, boolean fromCache) {
        return new Reference(prompt, Optional.of(reply), fromCache, Optional.empty());
    }

    static Reference failed(String prompt, String error) {
        return new Reference(prompt, Optional.empty(), false, Optional.of(error));
    }
}
