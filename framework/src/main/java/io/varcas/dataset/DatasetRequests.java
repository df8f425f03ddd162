package io.varcas.dataset;

import io.varcas.dataset.file.DatasetException;
import io.varcas.record.TokenCount;
import io.varcas.record.TokenSource;
import io.varcas.request.PlannedRequest;
import io.varcas.request.RequestMaker;
import io.varcas.request.TimedSource;
import io.varcas.traffic.ArrivalSequence;
import java.io.Closeable;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a dataset as a load wants them: an entry for each place in the plan, read when it is asked for. What entries do
 * not say is made and drawn as without a dataset.
 */
public final class DatasetRequests implements TimedSource, Closeable {

    private final DatasetSpec spec;
    private final ClassLoader loader;
    private final RequestMaker maker;
    private Dataset data;
    private @Nullable DatasetStatistics firstPass;
    private @Nullable DatasetEntry current;
    private long position = -1;
    private long estimated;

    /**
     * Opens the data.
     *
     * @param spec which, and how they are read
     * @param loader finds resources and readers
     * @param maker makes and draws what entries do not say
     * @throws DatasetException if they cannot be read
     */
    public DatasetRequests(DatasetSpec spec, ClassLoader loader, RequestMaker maker) {
        this.spec = spec;
        this.loader = loader;
        this.maker = maker;
        this.data = Dataset.open(spec, loader, maker::tokens);
    }

    @Override
    public Optional<PlannedRequest> request(long index) {
        while (position < index) {
            if (!advance(spec.repeat())) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(current).map(entry -> planned(index, entry));
    }

    @Override
    public ArrivalSequence arrivals() {
        return new ArrivalSequence() {
            private boolean fetched;

            @Override
            public boolean hasNext() {
                if (!fetched) {
                    advance(false);
                    fetched = true;
                }
                return current != null;
            }

            @Override
            public long nextNanos() {
                DatasetEntry entry = hasNext() ? current : null;
                if (entry == null) {
                    throw new NoSuchElementException("all requests of " + spec.path() + " were replayed");
                }
                fetched = false;
                return scaled(entry);
            }
        };
    }

    /** Returns what was found in the data, each line counted once, and how many output lengths had to be estimated. */
    public DatasetStatistics tally() {
        DatasetStatistics found = firstPass != null ? firstPass : data.tally();
        return estimated == 0 ? found : found.with(DatasetNotes.ESTIMATED, estimated);
    }

    @Override
    public void close() {
        data.close();
    }

    /** Goes on to the next entry; returns false if there is none. */
    private boolean advance(boolean repeat) {
        Optional<DatasetEntry> next = data.next();
        if (next.isEmpty() && repeat && tally().entries() > 0) {
            if (firstPass == null) {
                firstPass = data.tally();
            }
            if (!data.rewind()) {
                data.close();
                data = Dataset.open(spec, loader, maker::tokens);
            }
            next = data.next();
        }
        current = next.orElse(null);
        position++;
        return current != null;
    }

    private long scaled(DatasetEntry entry) {
        long nanos = entry.atNanos()
                .orElseThrow(() -> new DatasetException(spec.path() + ": request " + (position + 1)
                        + " has no time, but arrivals = replay needs one for each; use another process of arrivals"));
        return (long) StrictMath.rint(nanos * spec.timeScale());
    }

    private PlannedRequest planned(long index, DatasetEntry entry) {
        PlannedRequest made = made(index, entry);
        return entry.own().isNone() ? made : made.with(entry.own());
    }

    private PlannedRequest made(long index, DatasetEntry entry) {
        if (entry.prompt().isPresent()) {
            return maker.make(index, entry.part(), entry.prompt().get(), entry.inputTokens(), output(entry));
        }
        return entry.blocks().isEmpty()
                ? maker.make(index, entry.part(), entry.inputTokens(), output(entry), entry.sharedTokens())
                : maker.make(
                        index, entry.part(), entry.blocks(), entry.blockTokens(), entry.inputTokens(), output(entry));
    }

    private OptionalInt output(DatasetEntry entry) {
        if (entry.outputTokens().isPresent() || entry.answer().isEmpty()) {
            return entry.outputTokens();
        }
        TokenCount counted = maker.tokens(entry.answer().get());
        estimated += counted.source() == TokenSource.ESTIMATE ? 1 : 0;
        return OptionalInt.of(counted.tokens());
    }
}
