package io.varcas.dataset;

import io.varcas.dataset.file.DatasetException;
import io.varcas.setting.type.SettingException;
import io.varcas.traffic.EmpiricalLengths;
import io.varcas.workload.ObservedLengths;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Lengths out of datasets and traces of any format. A file is read once, however many trials draw from it, and for
 * both sides.
 */
public final class LengthFile implements ObservedLengths {

    private static final int FIRST_ROOM = 1_024;

    /** Stands where a request does not say a length. */
    private static final int NOT_SAID = -1;

    private final ClassLoader loader;
    private final Map<String, Entries> known = new HashMap<>();

    /** @param loader finds resources and readers */
    public LengthFile(ClassLoader loader) {
        this.loader = loader;
    }

    @Override
    public EmpiricalLengths read(String file, Side side, boolean paired) {
        int[] lengths =
                known.computeIfAbsent(file, this::entries).of(side, paired).toArray();
        if (lengths.length == 0) {
            throw new SettingException(file + ": no request has "
                    + (paired
                            ? "both how many tokens its prompt and its output have"
                            : "how many tokens its " + (side == Side.INPUT ? "prompt" : "answer") + " has"));
        }
        return new EmpiricalLengths(lengths);
    }

    private Entries entries(String file) {
        Entries entries = new Entries();
        try (Dataset data = Dataset.open(DatasetSpec.of(file).withoutTimes(), loader)) {
            for (Optional<DatasetEntry> next = data.next(); next.isPresent(); next = data.next()) {
                entries.add(next.get().inputTokens(), next.get().outputTokens());
            }
        } catch (DatasetException fault) {
            throw new SettingException(String.valueOf(fault.getMessage()));
        }
        return entries;
    }

    /** Both lengths of each request of a file that says one of them. */
    private static final class Entries {

        private int[] inputs = new int[FIRST_ROOM];
        private int[] outputs = new int[FIRST_ROOM];
        private int count;

        void add(OptionalInt input, OptionalInt output) {
            if (input.isEmpty() && output.isEmpty()) {
                return;
            }
            if (count == inputs.length) {
                inputs = Arrays.copyOf(inputs, count * 2);
                outputs = Arrays.copyOf(outputs, count * 2);
            }
            inputs[count] = input.orElse(NOT_SAID);
            outputs[count++] = output.orElse(NOT_SAID);
        }

        IntStream of(Side side, boolean paired) {
            int[] wanted = side == Side.INPUT ? inputs : outputs;
            return IntStream.range(0, count)
                    .filter(i -> wanted[i] != NOT_SAID)
                    .filter(i -> !paired || (inputs[i] != NOT_SAID && outputs[i] != NOT_SAID))
                    .map(i -> wanted[i]);
        }
    }
}
