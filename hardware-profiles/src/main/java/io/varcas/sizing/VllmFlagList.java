package io.varcas.sizing;

import io.varcas.roofline.VllmVersion;
import java.util.Set;

/**
 * The flags that {@code vllm serve} of one version takes.
 *
 * @param version of vLLM
 * @param source where the list is from
 * @param asOf date of the list
 * @param flags each with its dashes: {@code --max-num-seqs}
 */
public record VllmFlagList(VllmVersion version, String source, String asOf, Set<String> flags) {

    /** Copies the flags. */
    public VllmFlagList {
        flags = Set.copyOf(flags);
    }
}
