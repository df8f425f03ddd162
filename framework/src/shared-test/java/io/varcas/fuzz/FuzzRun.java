package io.varcas.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.dataset.file.DatasetException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Many damaged inputs of one kind, and what became of them. How many and which is for {@code -Dfuzz.inputs}, {@code -Dfuzz.faults} and
 * {@code -Dfuzz.seed} to say; where a number is given, the figures are printed. An input that takes too long is left behind on its thread,
 * so that a run ends whatever an input does.
 */
public final class FuzzRun {

    /** Decides all inputs, with their numbers. */
    public static final long SEED = Long.getLong("fuzz.seed", 20_261_129L);

    /** In each build a machine may be busy with other things, and nothing but a hang may fail it. */
    private static final int MOST_SECONDS_OF_A_BUILD = 60;

    private static final int MOST_SECONDS = 5;
    private static final int MOST_HANGS = 3;
    private static final int MOST_SHOWN = 20;
    private static final int MOST_INPUT_SHOWN = 2_000;

    /** Words of libraries and of Java, which no message for people has. */
    private static final Pattern FOREIGN = Pattern.compile(
            "\\n|Exception|java\\.|com\\.fasterxml|REDACTED|JsonReadFeature|DeserializationFeature|JsonNode|StreamRead|Constraints|For input string|Cannot invoke|: null$");

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
    private final int mostSeconds;
    private final List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    private Worker worker = new Worker();
    private long taken;
    private long read;
    private long refused;
    private int atFault;
    private int hung;
    private double slowestSeconds;

    /** Runs inputs one after the other, so that whoever waits for one can give up. */
    private static final class Worker {

        private final ExecutorService executor;
        private volatile @Nullable Thread thread;

        Worker() {
            executor = Executors.newSingleThreadExecutor(work -> {
                Thread made = new Thread(work, "fuzz");
                made.setDaemon(true);
                thread = made;
                return made;
            });
        }

        boolean isCurrent() {
            return Thread.currentThread() == thread;
        }

        List<StackTraceElement> place() {
            Thread running = thread;
            return running == null ? List.of() : List.of(running.getStackTrace());
        }
    }

    private FuzzRun(String kind, boolean prints) {
        this.kind = kind;
        this.prints = prints;
        this.mostSeconds = prints ? MOST_SECONDS : MOST_SECONDS_OF_A_BUILD;
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
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
        if (worker.isCurrent()) { // an input within an input
            count(input, use(attempt));
            return;
        }
        if (hung == MOST_HANGS) {
            return; // each holds a processor
        }
        long began = System.nanoTime();
        Future<Optional<Throwable>> done = worker.executor.submit(() -> use(attempt));
        try {
            count(input, done.get(mostSeconds, TimeUnit.SECONDS));
        } catch (TimeoutException endless) {
            hung++;
            List<StackTraceElement> place = worker.place();
            done.cancel(true);
            worker.executor.shutdownNow();
            worker = new Worker();
            taken++;
            fault(input, "took more than " + mostSeconds + " s", place);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
        slowestSeconds = Math.max(slowestSeconds, (System.nanoTime() - began) / 1e9);
    }

    /** Returns what an attempt throws; on the worker's thread, whose inputs may have been given up meanwhile. */
    private static Optional<Throwable> use(Attempt attempt) {
        try {
            attempt.on();
            return Optional.empty();
        } catch (IOException | RuntimeException | Error thrown) {
            return Optional.of(thrown);
        }
    }

    private void count(Supplier<String> input, Optional<Throwable> end) {
        taken++;
        if (end.isEmpty()) {
            read++;
            return;
        }
        Throwable thrown = end.get();
        if (refusals.stream().noneMatch(type -> type.isInstance(thrown))
                || FOREIGN.matcher(String.valueOf(thrown.getMessage())).find()) {
            fault(input, thrown.toString(), List.of(thrown.getStackTrace()));
        } else {
            refused++;
        }
    }

    private void fault(Supplier<String> input, String what, List<StackTraceElement> place) {
        atFault++;
        if (faults.size() < MOST_SHOWN) {
            String text = input.get();
            faults.add(what + " at " + place.stream().limit(6).toList() + " of seed " + SEED + ": "
                    + text.substring(0, Math.min(MOST_INPUT_SHOWN, text.length())));
        }
    }

    /** Ends: nothing may have been at fault, and an input must have been read. */
    public void end() {
        worker.executor.shutdownNow();
        if (prints) {
            long megabytes = heap.stream()
                            .mapToLong(pool -> pool.getPeakUsage().getUsed())
                            .sum()
                    >> 20;
            System.out.printf(
                    Locale.ROOT,
                    "fuzz: %s: %,d inputs, %,d read, %,d refused in one line, %,d at fault, %,d over %d s, slowest %.2f s,"
                            + " heap at most %,d MiB%n",
                    kind,
                    taken,
                    read,
                    refused,
                    atFault,
                    hung,
                    mostSeconds,
                    slowestSeconds,
                    megabytes);
        }
        assertThat(faults).isEmpty();
        assertThat(read + refused).as("inputs that were read or refused").isEqualTo(taken);
        assertThat(read).as("inputs that were read all the same").isPositive();
    }
}
