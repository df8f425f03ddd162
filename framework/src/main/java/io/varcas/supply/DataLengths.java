package io.varcas.supply;

import io.varcas.dataset.DatasetEntry;
import io.varcas.setting.LengthSettings;
import io.varcas.setting.Settings;
import java.util.Optional;
import java.util.Set;

/** Finds sweeps over lengths that data leave nothing to: each of their requests has a length of its own. */
final class DataLengths {

    private final Optional<String> input;
    private final Optional<String> output;
    private long requests;
    private boolean drawsInput;
    private boolean drawsOutput;

    /**
     * Begins to look at data.
     *
     * @param swept names of what is swept over
     */
    DataLengths(Set<String> swept) {
        input = of(Settings.INPUT_TOKENS, swept);
        output = of(Settings.OUTPUT_TOKENS, swept);
    }

    private static Optional<String> of(LengthSettings lengths, Set<String> swept) {
        return lengths.all().stream()
                .map(setting -> setting.name())
                .filter(swept::contains)
                .findFirst();
    }

    /** Adds the next entry of the data. */
    void add(DatasetEntry entry) {
        requests++;
        drawsInput |= entry.prompt().isEmpty() && entry.inputTokens().isEmpty();
        drawsOutput |= entry.outputTokens().isEmpty() && entry.answer().isEmpty();
    }

    /** Returns true if the rest of the data makes no difference to what is found. */
    boolean isDecided() {
        return (input.isEmpty() || drawsInput) && (output.isEmpty() || drawsOutput);
    }

    /** Returns the sweep whose trials would be equal, if there is one; to be asked at the end of the data. */
    Optional<String> fault() {
        return input.filter(name -> !drawsInput)
                .map(name -> sentence(name, "prompt"))
                .or(() -> output.filter(name -> !drawsOutput).map(name -> sentence(name, "output length")));
    }

    private String sentence(String name, String own) {
        return "the sweep over " + name + " makes no difference: "
                + (requests == 1
                        ? "its only request has its own "
                        : "its " + requests + " requests all have their own ")
                + own + ", so that the trials would be equal";
    }
}
