package io.varcas.dataset;

import io.varcas.annotation.OnBadLine;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a file, one after the other. Times come out in nanoseconds from the start of the load, and never go back. Only
 * the record at hand is in memory. Meant for one thread.
 */
public final class Dataset implements Closeable {

    private static final int BAD_LINES_SHOWN = 5;

    private final DatasetSpec spec;
    private final RecordStream records;
    private final DatasetReader reader;
    private final List<String> firstBad = new ArrayList<>();
    private RecordStream.@Nullable Item first;
    private Iterator<DatasetEntry> ready = Collections.emptyIterator();
    private long readyLine;
    private long entries;
    private long unused;
    private long badLines;
    private long originNanos = Long.MIN_VALUE;
    private long latestNanos;
    private boolean over;

    private Dataset(DatasetSpec spec, ClassLoader loader) throws IOException, BadRecord {
        this.spec = spec;
        records = OuterForm.open(new DataFile(spec.path(), loader));
        first = firstGood();
        if (first == null) {
            throw new DatasetException(spec.path() + ": holds no record that can be read" + named(firstBad));
        }
        reader = DatasetReaders.find(spec, first.node(), loader);
    }

    /**
     * Opens a file and finds its reader.
     *
     * @param spec which file, and how it is read
     * @param loader finds resources and readers
     * @throws DatasetException if it is not there, cannot be read, or nobody knows its layout
     */
    public static Dataset open(DatasetSpec spec, ClassLoader loader) {
        try {
            return new Dataset(spec, loader);
        } catch (BadRecord bad) {
            throw new DatasetException(line(spec, bad.line(), String.valueOf(bad.getMessage())));
        } catch (IOException broken) {
            throw unreadable(spec, broken);
        }
    }

    /** Name of its layout. */
    public String format() {
        return reader.name();
    }

    /**
     * Returns the next entry; empty at the end, or at the limit.
     *
     * @throws DatasetException if a line cannot be used and such lines are not to be skipped
     */
    public Optional<DatasetEntry> next() {
        if (spec.limit() > 0 && entries >= spec.limit()) {
            return Optional.empty();
        }
        try {
            while (true) {
                while (!ready.hasNext()) {
                    RecordStream.Item item = nextItem();
                    if (item == null) {
                        return Optional.empty();
                    }
                    read(item);
                }
                Optional<DatasetEntry> entry = timed();
                if (entry.isPresent()) {
                    entries++;
                    return entry;
                }
            }
        } catch (IOException broken) {
            throw unreadable(spec, broken);
        }
    }

    /** Returns what was found so far. */
    public DatasetTally tally() {
        return new DatasetTally(entries, unused, badLines, firstBad);
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException closed) {
            // Everything that is wanted was read.
        }
    }

    private RecordStream.@Nullable Item nextItem() throws IOException {
        RecordStream.Item item = first;
        first = null;
        return item != null ? item : firstGood();
    }

    private RecordStream.@Nullable Item firstGood() throws IOException {
        while (!over) {
            try {
                RecordStream.Item item = records.next();
                over = item == null;
                return item;
            } catch (BadRecord bad) {
                over = bad.isLast();
                bad(bad.line(), bad.getMessage() + (over ? "; nothing after it can be read" : ""));
            }
        }
        return null;
    }

    private void read(RecordStream.Item item) {
        try {
            List<DatasetEntry> found = reader.read(item.node(), spec);
            ready = found.iterator();
            readyLine = item.line();
            unused += found.isEmpty() ? 1 : 0;
        } catch (IllegalArgumentException fault) {
            bad(item.line(), String.valueOf(fault.getMessage()));
        }
    }

    /** Returns the next entry of the record at hand; empty if its time cannot be used. */
    private Optional<DatasetEntry> timed() {
        DatasetEntry entry = ready.next();
        try {
            return Optional.of(timed(entry));
        } catch (IllegalArgumentException fault) {
            bad(readyLine, String.valueOf(fault.getMessage()));
            return Optional.empty();
        }
    }

    private DatasetEntry timed(DatasetEntry entry) {
        if (entry.atNanos().isEmpty()) {
            return entry;
        }
        long nanos = entry.atNanos().getAsLong();
        if (originNanos == Long.MIN_VALUE) {
            originNanos = reader.timesCountFromStart() ? 0 : nanos;
        }
        long since = nanos - originNanos;
        if (since < latestNanos) {
            throw new IllegalArgumentException("its time is " + (latestNanos - since) / 1_000
                    + " us before that of an earlier line; sort the file by time");
        }
        latestNanos = since;
        return entry.at(OptionalLong.of(since));
    }

    private void bad(long line, String what) {
        String message = line(spec, line, what);
        if (spec.onBadLine() == OnBadLine.FAIL) {
            throw new DatasetException(message);
        }
        badLines++;
        if (firstBad.size() < BAD_LINES_SHOWN) {
            firstBad.add(message);
        }
    }

    private static String line(DatasetSpec spec, long line, String what) {
        return spec.path() + (line > 0 ? ":" + line : "") + ": " + what;
    }

    private static String named(List<String> bad) {
        return bad.isEmpty() ? "" : " (" + bad.get(0) + ")";
    }

    private static DatasetException unreadable(DatasetSpec spec, IOException broken) {
        return new DatasetException("dataset \"" + spec.path() + "\" cannot be read: " + broken.getMessage());
    }
}
