package io.varcas.accuracy.model;

import io.varcas.accuracy.reference.ProviderException;
import java.util.List;

/** Turns texts into vectors whose angles express how alike their meanings are. */
@FunctionalInterface
interface Embedder {

    /**
     * Embeds texts.
     *
     * @return one vector each, all of one length
     */
    List<float[]> embed(List<String> texts) throws ProviderException, InterruptedException;
}
