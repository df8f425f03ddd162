package io.varcas.model;

import io.varcas.validation.DidYouMean;
import java.util.Arrays;
import java.util.Locale;

/** The precision of the KV cache, independent of the weights: {@code --kv-cache-dtype}. */
public enum KvPrecision {
    /** The model's own 16 bits (vLLM's {@code auto}). */
    AUTO(2),
    /** Eight bits. */
    FP8(1);

    private final int bytes;

    KvPrecision(int bytes) {
        this.bytes = bytes;
    }

    /** Returns the bytes of one number. */
    public int bytes() {
        return bytes;
    }

    /** Returns the name as vLLM spells it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a precision by its name.
     *
     * @throws IllegalArgumentException if there is none, with the nearest name
     */
    public static KvPrecision of(String name) {
        return Arrays.stream(values())
                .filter(precision -> precision.key().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(DidYouMean.message(
                        "KV cache precision",
                        name,
                        Arrays.stream(values()).map(KvPrecision::key).toList())));
    }
}
