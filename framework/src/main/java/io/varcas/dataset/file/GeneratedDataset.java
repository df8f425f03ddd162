package io.varcas.dataset.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.annotation.Dataset;
import java.util.List;
import java.util.Optional;

/** Data that lie in no file: a name with options, all parted by colons, {@code vllm-random:input-len=1024:output-len=128}. */
public final class GeneratedDataset {

    /** Field of the record that has the name; the others are its options, as texts. */
    public static final String NAME = "name of made data";

    private static final List<String> NAMES = List.of(Dataset.VLLM_RANDOM);

    private GeneratedDataset() {}

    /** Returns whether a record is of the data of a name. */
    public static boolean isNamed(String name, JsonNode record) {
        return record.path(NAME).asText().equals(name);
    }

    /** Returns the record that stands for a name with options; empty if it is the name of a file. */
    static Optional<JsonNode> of(String written) {
        String[] words = written.split(":", -1);
        if (!NAMES.contains(words[0])) {
            return Optional.empty();
        }
        ObjectNode record = JsonNodeFactory.instance.objectNode().put(NAME, words[0]);
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals < 1) {
                throw new DatasetException("dataset \"" + written + "\": \"" + words[i]
                        + "\" must be option=value, such as " + words[0] + ":input-len=1024");
            }
            record.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return Optional.of(record);
    }
}
