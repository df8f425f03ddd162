package io.varcas.request;

import io.varcas.record.TokenCount;
import io.varcas.workload.ChatMessage;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.RequestOverrides;
import io.varcas.workload.RequestShape;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * A request of a plan: its prompt and the length of its output. When it is due is the load's concern.
 *
 * @param index place in the plan, from 0
 * @param part part of a mix it belongs to; empty if the workload is no mix
 * @param prompt the prompt
 * @param input length of the prompt, and how that is known
 * @param outputTokens maximum output length, in tokens
 * @param own fields in which it differs from the plan
 * @param promptHash of the prompt alone
 * @param contentHash hash of prompt and length of the output, and of all fields of the body once the request is
 *     {@link #sentAs sent}; equal in all runs and independent of the model
 */
public record PlannedRequest(
        long index,
        String part,
        ChatPrompt prompt,
        TokenCount input,
        int outputTokens,
        RequestOverrides own,
        long promptHash,
        long contentHash) {

    /** Creates a request and hashes it. */
    public static PlannedRequest of(long index, String part, ChatPrompt prompt, TokenCount input, int outputTokens) {
        return hashed(index, part, prompt, input, outputTokens, RequestOverrides.NONE, "");
    }

    /** Returns the same request with these overrides. */
    public PlannedRequest with(RequestOverrides fields) {
        return hashed(index, part, prompt, input, outputTokens, fields, "");
    }

    /**
     * Returns the same request with a hash of everything that its body says but the model.
     *
     * @param shape fields that all requests of the plan have in common
     */
    public PlannedRequest sentAs(RequestShape shape) {
        return hashed(
                index, part, prompt, input, outputTokens, own, shape.with(own).sent());
    }

    /** Two 32-bit checksums that processors compute many bytes at a time; nobody means to deceive them. */
    private static PlannedRequest hashed(
            long index,
            String part,
            ChatPrompt prompt,
            TokenCount input,
            int outputTokens,
            RequestOverrides own,
            String fields) {
        CRC32 high = new CRC32();
        CRC32C low = new CRC32C();
        for (ChatMessage message : prompt.messages()) {
            update(high, low, message.role());
            update(high, low, message.content());
            if (!message.isPlain()) {
                update(high, low, message.json());
            }
        }
        long promptHash = hash(high, low);
        update(high, low, String.valueOf(outputTokens));
        if (!fields.isEmpty()) {
            update(high, low, fields);
        }
        return new PlannedRequest(index, part, prompt, input, outputTokens, own, promptHash, hash(high, low));
    }

    private static long hash(Checksum high, Checksum low) {
        return high.getValue() << 32 | low.getValue();
    }

    private static void update(Checksum high, Checksum low, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        high.update(bytes);
        low.update(bytes);
        high.update(0xFF); // ends a text: no byte of UTF-8
        low.update(0xFF);
    }
}
