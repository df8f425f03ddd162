package io.varcas.dataset;

import io.varcas.setting.SettingException;
import io.varcas.traffic.EmpiricalLengths;
import io.varcas.workload.ObservedLengths;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Lengths out of datasets and traces of any layout. Each is read once, however many trials draw from it. */
public final class LengthFile implements ObservedLengths {

    private static final int FIRST_ROOM = 1_024;

    private record Wanted(String file, Side side, boolean paired) {}

    private final ClassLoader loader;
    private final Map<Wanted, EmpiricalLengths> known = new HashMap<>();

    /** @param loader finds resources and readers */
    public LengthFile(ClassLoader loader) {
        this.loader = loader;
    }

    @Override
    public EmpiricalLengths read(String file, Side side, boolean paired) {
        return known.computeIfAbsent(new Wanted(file, side, paired), this::read);
    }

    private EmpiricalLengths read(Wanted wanted) {
        int[] lengths = new int[FIRST_ROOM];
        int count = 0;
        try (Dataset data = Dataset.open(DatasetSpec.of(wanted.file()), loader)) {
            for (Optional<DatasetEntry> next = data.next(); next.isPresent(); next = data.next()) {
                OptionalInt length = lengthOf(next.get(), wanted);
                if (length.isPresent()) {
                    if (count == lengths.length) {
                        lengths = Arrays.copyOf(lengths, count * 2);
                    }
                    lengths[count++] = length.getAsInt();
                }
            }
        } catch (DatasetException fault) {
            throw new SettingException(String.valueOf(fault.getMessage()));
        }
        if (count == 0) {
            throw new SettingException(wanted.file() + ": no request says "
                    + (wanted.paired()
                            ? "both how many tokens its prompt and its answer have"
                            : "how many tokens its " + (wanted.side() == Side.INPUT ? "prompt" : "answer") + " has"));
        }
        return new EmpiricalLengths(Arrays.copyOf(lengths, count));
    }

    private static OptionalInt lengthOf(DatasetEntry entry, Wanted wanted) {
        boolean both = entry.inputTokens().isPresent() && entry.outputTokens().isPresent();
        if (wanted.paired() && !both) {
            return OptionalInt.empty();
        }
        return wanted.side() == Side.INPUT ? entry.inputTokens() : entry.outputTokens();
    }
}
