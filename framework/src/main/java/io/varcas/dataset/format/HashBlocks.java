package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.dataset.DatasetEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The blocks of a prompt, by their hashes.
 *
 * @param ids equal ids are equal text
 */
record HashBlocks(List<Long> ids) {

    /** Parts the numbers of a list that is the text of one column, with or without brackets. */
    private static final Pattern BETWEEN = Pattern.compile("[,;\\s]+");

    static HashBlocks of(Fields fields) {
        return fields.json("hash_ids").map(HashBlocks::of).orElseGet(() -> new HashBlocks(List.of()));
    }

    private static HashBlocks of(JsonNode list) {
        List<Long> ids = new ArrayList<>();
        if (list.isTextual()) {
            String text = list.asText().trim();
            boolean brackets = text.startsWith("[") && text.endsWith("]");
            BETWEEN.splitAsStream((brackets ? text.substring(1, text.length() - 1) : text).trim())
                    .filter(id -> !id.isEmpty())
                    .forEach(id -> ids.add(id(id)));
        } else if (list.isArray()) {
            list.forEach(id -> ids.add(id(id)));
        } else {
            throw new IllegalArgumentException("\"hash_ids\" must be a list of whole numbers, but is " + list);
        }
        return new HashBlocks(ids);
    }

    /** Returns the request of a record, which must have both lengths. */
    DatasetEntry entry(Fields fields, OptionalInt input, int blockTokens) {
        OptionalInt output = fields.tokens("output_length");
        if (input.isEmpty() || output.isEmpty()) {
            throw new IllegalArgumentException("there is no " + (input.isEmpty() ? "input_length" : "output_length"));
        }
        return DatasetEntry.EMPTY.ofLength(input, output).ofBlocks(ids, blockTokens);
    }

    /** Returns whether there are as many as blocks of a length make, and not as many as those of another length. */
    boolean areOf(int tokens, OptionalInt input, int notOf) {
        return input.isPresent()
                && ids.size() == blocks(input.getAsInt(), tokens)
                && ids.size() != blocks(input.getAsInt(), notOf);
    }

    private static long blocks(int input, int tokens) {
        return ((long) input + tokens - 1) / tokens;
    }

    private static long id(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("\"hash_ids\" must be whole numbers, but " + id + " is none", none);
        }
    }

    private static long id(JsonNode id) {
        if (!id.isIntegralNumber() || !id.canConvertToLong()) {
            throw new IllegalArgumentException("\"hash_ids\" must be whole numbers, but " + id + " is none");
        }
        return id.asLong();
    }
}
