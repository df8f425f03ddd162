package io.varcas.dataset;

import io.varcas.annotation.OnBadLine;
import io.varcas.dataset.file.BadRecord;
import io.varcas.dataset.file.DataFile;
import io.varcas.dataset.file.DatasetException;
import io.varcas.dataset.file.FileShape;
import io.varcas.dataset.file.RecordStream;
import io.varcas.dataset.file.TextLines;
import io.varcas.record.TokenCount;
import io.varcas.request.RequestMaker;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a file, one after the other. Times come out in nanoseconds from the start of the load, and never go back. Only
 * the record at hand is in memory, unless a {@link PickingReader} reads the file. Meant for one thread.
 */
public final class Dataset implements Closeable {

    private static final int BAD_LINES_SHOWN = 5;

    /** Characters of what is wrong with a line: a value in it may be as long as the line. */
    private static final int MOST_SHOWN = 400;

    /** Lines of a text that may come before the first one that tells what it is. */
    private static final int LINES_LOOKED_AT = 1_000;

    private final DatasetSpec spec;
    private final Function<String, TokenCount> tokens;
    private final RecordStream records;
    private final DatasetReader reader;
    private final Optional<TraceHeader> header;
    private final List<String> firstBad = new ArrayList<>();
    private RecordStream.@Nullable Item first;
    private @Nullable List<DatasetEntry> picked;
    private Iterator<DatasetEntry> ready = Collections.emptyIterator();
    private long readyLine;
    private long entries;
    private long unused;
    private long badLines;
    private long originNanos = Long.MIN_VALUE;
    private long latestNanos;
    private long disordered;
    private boolean over;

    private Dataset(DatasetSpec spec, ClassLoader loader, Function<String, TokenCount> tokens)
            throws IOException, BadRecord {
        this.spec = spec;
        this.tokens = tokens;
        records = FileShape.open(new DataFile(spec.path(), loader, spec.encoding()));
        try {
            RecordStream.Item item = firstGood();
            if (item == null) {
                throw new DatasetException(spec.path() + ": contains no readable record" + named(firstBad));
            }
            header = TraceHeader.isOne(item.node()) ? Optional.of(TraceHeader.read(item.node())) : Optional.empty();
            first = item;
            reader = reader(item, loader);
        } catch (IOException | RuntimeException unusable) {
            records.close();
            throw unusable;
        }
    }

    /** Finds the reader: of a text, the first lines may say nothing. */
    private DatasetReader reader(RecordStream.Item beginning, ClassLoader loader) throws IOException {
        RecordStream.Item item = beginning;
        for (int lines = 1; lines < LINES_LOOKED_AT && records instanceof TextLines; lines++) {
            unused += lines > 1 ? 1 : 0;
            Optional<DatasetReader> known = DatasetReaders.recognising(spec, item.node(), loader);
            if (known.isPresent()) {
                first = item;
                return known.get();
            }
            RecordStream.Item next = firstGood();
            if (next == null) {
                break;
            }
            item = next;
        }
        return DatasetReaders.find(spec, item.node(), loader);
    }

    /**
     * Opens a file and finds its reader; where a reader needs lengths in tokens, they are estimates.
     *
     * @param spec which file, and how it is read
     * @param loader finds resources and readers
     * @throws DatasetException if it is not there, cannot be read, or its format is unknown
     */
    public static Dataset open(DatasetSpec spec, ClassLoader loader) {
        return open(spec, loader, RequestMaker::estimate);
    }

    /**
     * Opens a file and finds its reader.
     *
     * @param spec which file, and how it is read
     * @param loader finds resources and readers
     * @param tokens counts the tokens of a text, for readers that pick requests by their lengths
     * @throws DatasetException if it is not there, cannot be read, or its format is unknown
     */
    public static Dataset open(DatasetSpec spec, ClassLoader loader, Function<String, TokenCount> tokens) {
        try {
            return new Dataset(spec, loader, tokens);
        } catch (BadRecord bad) {
            throw new DatasetException(line(spec, bad.line(), String.valueOf(bad.getMessage())));
        } catch (IllegalArgumentException fault) {
            throw new DatasetException(line(spec, 1, String.valueOf(fault.getMessage())));
        } catch (IOException broken) {
            throw DatasetException.unreadable(spec.path(), broken);
        }
    }

    /** Returns the name of its format. */
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
            if (picked == null && reader instanceof PickingReader picker) {
                picked = pick(picker);
                ready = picked.iterator();
            }
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
            throw DatasetException.unreadable(spec.path(), broken);
        }
    }

    /** Goes back to the first of the requests that were picked; returns false if none were, and the file must be opened again. */
    boolean rewind() {
        if (picked == null) {
            return false;
        }
        ready = picked.iterator();
        entries = 0;
        return true;
    }

    private List<DatasetEntry> pick(PickingReader picker) throws IOException {
        List<DatasetEntry> all = new ArrayList<>();
        for (RecordStream.Item item = nextItem(); item != null; item = nextItem()) {
            read(item);
            ready.forEachRemaining(all::add);
        }
        try {
            return picker.pick(all, spec, tokens);
        } catch (IllegalArgumentException fault) {
            throw new DatasetException(line(spec, 0, String.valueOf(fault.getMessage())));
        }
    }

    /** Returns what was found so far. */
    public DatasetStatistics tally() {
        Map<String, Long> notes = new LinkedHashMap<>(reader.notes().counts());
        if (disordered > 0) {
            notes.put("times before that of an earlier line; sort the file by time to replay it", disordered);
        }
        return new DatasetStatistics(entries, unused, badLines, firstBad, notes);
    }

    /** Returns the settings of the load that was recorded; empty if the data are no recording. */
    public Optional<TraceHeader> header() {
        return header;
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
        if (((nanos ^ originNanos) & (nanos ^ since)) < 0) {
            throw new IllegalArgumentException("its time is more than 292 years from that of the first line");
        }
        if (since < latestNanos && !spec.replayed()) {
            disordered++;
            return entry.at(OptionalLong.of(since));
        }
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
        String shown = what.codePoints()
                .limit(MOST_SHOWN)
                .map(point -> Character.isISOControl(point) ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return spec.path() + (line > 0 ? ":" + line : "") + ": " + shown
                + (shown.length() < what.length() ? "..." : "");
    }

    private static String named(List<String> bad) {
        return bad.isEmpty() ? "" : " (" + bad.get(0) + ")";
    }
}
