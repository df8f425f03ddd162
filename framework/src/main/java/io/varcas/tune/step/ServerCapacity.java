package io.varcas.tune.step;

import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.ServerProperty;
import io.varcas.result.identity.TargetIdentity;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The limits of a server that decide which cells can be measured; a limit that the server does not report is empty and excludes nothing.
 *
 * @param maxModelLen longest context, in tokens
 * @param maxNumSeqs requests that run at once
 * @param maxBatchedTokens tokens of one step
 * @param kvTokens tokens of the KV pool
 * @param blockSize tokens of a KV block
 */
public record ServerCapacity(
        OptionalLong maxModelLen,
        OptionalLong maxNumSeqs,
        OptionalLong maxBatchedTokens,
        OptionalLong kvTokens,
        OptionalLong blockSize) {

    /** Nothing is known. */
    public static final ServerCapacity UNKNOWN = new ServerCapacity(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());

    /** Returns the limits that a server reported. */
    public static ServerCapacity of(TargetIdentity target) {
        ServerIdentity server = target.server().orElse(ServerIdentity.UNKNOWN);
        OptionalLong block = number(server, ServerProperty.BLOCK_SIZE);
        OptionalLong tokens = number(server, ServerProperty.KV_TOKENS);
        OptionalLong blocks = number(server, ServerProperty.KV_BLOCKS);
        if (tokens.isEmpty() && blocks.isPresent() && block.isPresent()) {
            tokens = OptionalLong.of(blocks.getAsLong() * block.getAsLong());
        }
        OptionalLong context = target.contextTokens().isPresent()
                ? OptionalLong.of(target.contextTokens().getAsInt())
                : number(server, ServerProperty.CONTEXT);
        return new ServerCapacity(
                context,
                number(server, ServerProperty.MAX_NUM_SEQS),
                number(server, ServerProperty.MAX_BATCHED_TOKENS),
                tokens,
                block);
    }

    /** Of a property with several values, such as engines that found different memory, the least counts. */
    private static OptionalLong number(ServerIdentity server, ServerProperty property) {
        Optional<String> value = server.value(property);
        return value.isEmpty()
                ? OptionalLong.empty()
                : Arrays.stream(value.get().split("\\D+"))
                        .filter(digits -> !digits.isEmpty() && digits.length() < 18)
                        .mapToLong(Long::parseLong)
                        .min();
    }

    /**
     * Returns why a cell cannot be measured on this server; empty if nothing is known against it.
     *
     * @param cell the cell
     * @param steps engine steps of decoding that are wanted of each batch
     */
    public Optional<String> obstacle(StepConfig cell, int steps) {
        if (cell.kind() == StepKind.MIXED && cell.batch() < 2) {
            return Optional.of("a mixed batch needs B of 2 or more; B is " + cell.batch());
        }
        long longest = Math.max(
                cell.kind().readsPrompts() ? cell.promptTokens() + 1L : 0,
                cell.kind().decodes() ? cell.contextTokens() + steps / 2 + 1L : 0);
        if (maxModelLen.isPresent() && longest > maxModelLen.getAsLong()) {
            boolean prompt = cell.kind().readsPrompts() && longest == cell.promptTokens() + 1L;
            return Optional.of((prompt
                            ? "C of " + cell.promptTokens() + " tokens and 1 of output"
                            : "a context of M * block size = " + cell.contextTokens() + " tokens and its output")
                    + " exceed max-model-len " + maxModelLen.getAsLong());
        }
        if (maxNumSeqs.isPresent() && cell.batch() > maxNumSeqs.getAsLong()) {
            return Optional.of("B of " + cell.batch() + " exceeds max-num-seqs " + maxNumSeqs.getAsLong()
                    + ", so that the batch would never run at once");
        }
        long pool = cell.decoding() * inBlocks(cell.contextTokens() + (long) steps)
                + cell.reading() * inBlocks(cell.promptTokens() + 1L);
        return kvTokens.isPresent() && pool > kvTokens.getAsLong()
                ? Optional.of("the batch needs " + pool + " tokens of KV cache; the server has " + kvTokens.getAsLong())
                : Optional.empty();
    }

    private long inBlocks(long tokens) {
        long block = blockSize.orElse(1);
        return (tokens + block - 1) / block * block;
    }
}
