package io.varcas.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.dataset.DatasetException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Many damaged inputs of one kind, and what became of them. How many and which is for {@code -Dfuzz.inputs}, {@code -Dfuzz.faults} and
 * {@code -Dfuzz.seed} to say; where a number is given, the figures are printed and no input may take five seconds.
 */
public final class FuzzRun {

    /** Decides all inputs, with their numbers. */
    public static final long SEED = Long.getLong("fuzz.seed", 20_261_129L);

    private static final double MOST_SECONDS = 5;
    private static final int MOST_SHOWN = 20;
    private static final int MOST_INPUT_SHOWN = 2_000;

    /** Words of libraries and of Java, which no message for people has. */
    private static final Pattern FOREIGN = Pattern.compile(
            "\\n|Exception|java\\.|com\\.fasterxml|REDACTED|JsonReadFeature|DeserializationFeature|JsonNode|StreamRead|Constraints|For input string|Cannot invoke|: null\\b");

    /** The use of an input. */
    @FunctionalInterface
    public interface Attempt {
        void on() throws IOException;
    }

    private final String kind;
    private final boolean prints;
    private final List<Class<? extends Exception>> refusals =
            new ArrayList<>(List.of(DatasetException.class, IOException.class));
    private final List<String> faults = new ArrayList<>();
    private long read;
    private long refused;
    private double slowestSeconds;

    private FuzzRun(String kind, boolean prints) {
        this.kind = kind;
        this.prints = prints;
    }

    /** Begins with inputs of readers. */
    public static FuzzRun ofInputs(String kind) {
        return new FuzzRun(kind, System.getProperty("fuzz.inputs") != null);
    }

    /** Begins with faults of servers. */
    public static FuzzRun ofFaults(String kind) {
        return new FuzzRun(kind, System.getProperty("fuzz.faults") != null);
    }

    /** Returns how many inputs are wanted of each kind, if nobody says otherwise so many. */
    public static int inputs(int standard) {
        return Integer.getInteger("fuzz.inputs", standard);
    }

    /** Returns how many faults are wanted of each kind, if nobody says otherwise so many. */
    public static int faults(int standard) {
        return Integer.getInteger("fuzz.faults", standard);
    }

    /** Counts another type of exception as a refusal, for a reader that refuses with it. */
    public FuzzRun refusing(Class<? extends RuntimeException> type) {
        refusals.add(type);
        return this;
    }

    /**
     * Takes an input, which is read or refused in one line; anything else is a fault.
     *
     * @param input says which it was, if it is one
     * @param attempt reads it
     */
    public void take(Supplier<String> input, Attempt attempt) {
        long began = System.nanoTime();
        try {
            attempt.on();
            read++;
        } catch (IOException | RuntimeException | Error thrown) {
            if (refusals.stream().noneMatch(type -> type.isInstance(thrown))) {
                fault(input, thrown);
            } else {
                refused++;
                if (FOREIGN.matcher(String.valueOf(thrown.getMessage())).find()) {
                    fault(input, thrown);
                }
            }
        }
        slowestSeconds = Math.max(slowestSeconds, (System.nanoTime() - began) / 1e9);
    }

    private void fault(Supplier<String> input, Throwable thrown) {
        if (faults.size() < MOST_SHOWN) {
            String text = input.get();
            faults.add(thrown + " at " + Stream.of(thrown.getStackTrace()).limit(6).toList() + " of seed " + SEED + ": "
                    + text.substring(0, Math.min(MOST_INPUT_SHOWN, text.length())));
        }
    }

    /** Ends: nothing may have been at fault, and both ends must have come. */
    public void end() {
        if (prints) {
            System.out.printf(
                    "fuzz: %s: %,d inputs, %,d read, %,d refused in one line, %s at fault, slowest %.2f s%n",
                    kind, read + refused + faults.size(), read, refused, faults.isEmpty() ? "none" : faults.size(), slowestSeconds);
        }
        assertThat(faults).isEmpty();
        assertThat(read).as("inputs that were read all the same").isPositive();
        if (prints) {
            assertThat(slowestSeconds).as("seconds of the slowest input").isLessThan(MOST_SECONDS);
        }
    }
}
