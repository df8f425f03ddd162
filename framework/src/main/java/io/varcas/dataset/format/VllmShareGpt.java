package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetNotes;
import io.varcas.dataset.DatasetSpec;
import io.varcas.dataset.PickingReader;
import io.varcas.record.TokenCount;
import io.varcas.record.TokenSource;
import io.varcas.workload.ChatPrompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The requests that {@code vllm bench serve --dataset-name sharegpt} makes of a file of conversations, in its order.
 *
 * <p>Conversations of two turns or more are shuffled by the seed ({@code -seed}, as {@code --seed}). The first turn is the prompt,
 * the tokens of the second are the length of the output. Those that are too short or too long are left out, until there are as many
 * as wanted ({@code dataset.limit}, as {@code --num-prompts}). If too few are left, some are drawn again.
 *
 * <p>The rules are those of {@code ShareGPTDataset} in vLLM 0.32.0. In 0.8.5 those that are drawn again are others.
 */
public final class VllmShareGpt implements PickingReader {

    /** Requests if nobody says how many: vLLM's default of {@code --num-prompts}. */
    private static final int DEFAULT_REQUESTS = 1_000;

    /** Bounds of lengths in tokens: {@code is_valid_sequence} of {@code vllm/benchmarks/datasets/datasets.py}, vLLM 0.32. */
    private static final int LEAST = 4;

    private static final int MOST_INPUT = 1_024;
    private static final int MOST_TOTAL = 2_048;

    private static final String LEFT_OUT = "conversation left out, as vllm bench does: ";
    private static final List<String> NOT_SENT = List.of("image", "video");

    private final DatasetNotes notes = new DatasetNotes();

    @Override
    public String name() {
        return Dataset.VLLM_SHAREGPT;
    }

    @Override
    public String description() {
        return "ShareGPT as vllm bench serve --dataset-name sharegpt picks it: -seed as --seed, dataset.limit as --num-prompts";
    }

    /** Returns false: a file of conversations does not tell who picks from it. */
    @Override
    public boolean recognises(JsonNode first) {
        return false;
    }

    @Override
    public DatasetNotes notes() {
        return notes;
    }

    /**
     * Returns the first two turns as a request, without a prompt or an output where they have no text; none if there
     * are no two.
     */
    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        JsonNode turns = record.path("conversations");
        if (!turns.isArray() || turns.size() < 2) {
            notes.count(LEFT_OUT + "fewer than 2 turns");
            return List.of();
        }
        NOT_SENT.stream().filter(field -> record.hasNonNull(field)).forEach(notes::unused);
        return List.of(DatasetEntry.EMPTY
                .asking(text(turns.get(0)).map(ChatPrompt::of))
                .answered(text(turns.get(1))));
    }

    private static Optional<String> text(JsonNode turn) {
        return Optional.of(turn.path("value")).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    @Override
    public List<DatasetEntry> pick(List<DatasetEntry> all, DatasetSpec spec, Function<String, TokenCount> tokens) {
        if (spec.seed() < 0 || spec.seed() > PythonRandom.GREATEST_SEED) {
            throw new IllegalArgumentException("seed " + spec.seed() + ": vllm bench takes seeds from 0 to "
                    + PythonRandom.GREATEST_SEED + "; set another with -seed");
        }
        if (spec.turns() > 1) {
            throw new IllegalArgumentException("dataset.turns = " + spec.turns()
                    + ": vllm bench sends the first turn alone; leave it out, or use dataset.format="
                    + Dataset.SHAREGPT);
        }
        int wanted = spec.limit() > 0 ? spec.limit() : DEFAULT_REQUESTS;
        List<DatasetEntry> shuffled = new ArrayList<>(all);
        new PythonRandom(spec.seed()).shuffle(shuffled);
        List<DatasetEntry> picked = new ArrayList<>();
        int seen = 0;
        while (seen < shuffled.size() && picked.size() < wanted) {
            measured(shuffled.get(seen++), tokens).ifPresent(picked::add);
        }
        notes.count("conversation not needed: enough were picked", shuffled.size() - seen);
        if (picked.isEmpty()) {
            throw new IllegalArgumentException("vllm bench picks none of its conversations: " + notes.counts());
        }
        return filled(picked, wanted, spec.seed());
    }

    /** Returns a conversation with its lengths; empty if they are out of bounds. */
    private Optional<DatasetEntry> measured(DatasetEntry entry, Function<String, TokenCount> tokens) {
        if (entry.prompt().isEmpty() || entry.answer().isEmpty()) {
            notes.count("conversation left out: one of its first 2 turns has no \"value\", at which vllm bench fails");
            return Optional.empty();
        }
        TokenCount input = count(entry.prompt().get().messages().get(0).content(), tokens);
        TokenCount output = count(entry.answer().get(), tokens);
        if (input.source() == TokenSource.ESTIMATE || output.source() == TokenSource.ESTIMATE) {
            notes.count(DatasetNotes.PICKED_BY_ESTIMATE);
        }
        Optional<String> fault = fault(input.tokens(), output.tokens());
        fault.ifPresent(why -> notes.count(LEFT_OUT + why));
        return fault.isPresent()
                ? Optional.empty()
                : Optional.of(entry.ofLength(OptionalInt.of(input.tokens()), OptionalInt.of(output.tokens())));
    }

    /** Counts a text; an empty one, which servers refuse to count, is too short in any case. */
    private static TokenCount count(String text, Function<String, TokenCount> tokens) {
        return text.isEmpty() ? TokenCount.NONE : tokens.apply(text);
    }

    private static Optional<String> fault(int input, int output) {
        if (input < LEAST) {
            return Optional.of("prompt of fewer than " + LEAST + " tokens");
        }
        if (output < LEAST) {
            return Optional.of("output of fewer than " + LEAST + " tokens");
        }
        if (input > MOST_INPUT) {
            return Optional.of("prompt of more than " + MOST_INPUT + " tokens");
        }
        return input + output > MOST_TOTAL
                ? Optional.of("prompt and output of more than " + MOST_TOTAL + " tokens")
                : Optional.empty();
    }

    /** Returns as many requests as wanted: after those that were picked, some of them again. */
    private List<DatasetEntry> filled(List<DatasetEntry> picked, int wanted, long seed) {
        List<DatasetEntry> filled = new ArrayList<>(picked);
        PythonRandom random = new PythonRandom(seed);
        while (filled.size() < wanted) {
            filled.add(picked.get(random.below(picked.size())));
        }
        notes.count("request drawn again, as vllm bench does where it picks too few", wanted - picked.size());
        return filled;
    }
}
