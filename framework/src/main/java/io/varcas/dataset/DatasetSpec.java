package io.varcas.dataset;

import io.varcas.annotation.Arrivals;
import io.varcas.annotation.Dataset;
import io.varcas.annotation.OnBadLine;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.Settings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A dataset and how to read it.
 *
 * @param path file, or resource on the class path
 * @param format name of a format, class of a reader, or {@link Dataset#AUTO}
 * @param limit most entries to use; 0 for all
 * @param onBadLine what becomes of a line that cannot be used
 * @param turns turns of a conversation to send, at least 1
 * @param repeat whether data begin again at their end
 * @param timeScale what times are multiplied by, above 0
 * @param unit unit of times that do not say theirs
 * @param seed what requests are drawn with where a file only says how
 * @param unitGiven whether the user named the unit; else a format's own unit counts
 * @param replayed whether times are used, and so must be in order
 * @param encoding encoding of the file; UTF-8 unless a byte order mark says otherwise
 */
public record DatasetSpec(
        String path,
        String format,
        int limit,
        OnBadLine onBadLine,
        int turns,
        boolean repeat,
        double timeScale,
        TimeUnit unit,
        long seed,
        boolean unitGiven,
        boolean replayed,
        Charset encoding) {

    /** Seed of data that nobody gave one. */
    private static final long USUAL_SEED = Settings.SEED.defaultValue().orElseThrow();

    /** Data in UTF-8 whose times are used and have the units of their formats. */
    public DatasetSpec(
            String path,
            String format,
            int limit,
            OnBadLine onBadLine,
            int turns,
            boolean repeat,
            double timeScale,
            TimeUnit unit,
            long seed) {
        this(path, format, limit, onBadLine, turns, repeat, timeScale, unit, seed, false, true, StandardCharsets.UTF_8);
    }

    /** Returns the data that settings ask for; empty if they ask for none. */
    public static Optional<DatasetSpec> of(ResolvedSettings settings) {
        return settings.find(DatasetSettings.PATH)
                .filter(path -> !path.isBlank())
                .map(path -> new DatasetSpec(
                        path,
                        settings.get(DatasetSettings.FORMAT),
                        settings.get(DatasetSettings.LIMIT),
                        settings.get(DatasetSettings.ON_BAD_LINE),
                        settings.get(DatasetSettings.TURNS),
                        settings.get(DatasetSettings.REPEAT),
                        settings.get(DatasetSettings.TIME_SCALE),
                        settings.get(DatasetSettings.UNIT),
                        settings.get(Settings.SEED),
                        settings.layerOf(DatasetSettings.UNIT) != Layer.DEFAULT,
                        settings.find(Settings.ARRIVALS)
                                .filter(Arrivals.REPLAY::equals)
                                .isPresent(),
                        settings.get(DatasetSettings.ENCODING)));
    }

    /** Returns what is read of a file by default. */
    public static DatasetSpec of(String path) {
        return new DatasetSpec(path, Dataset.AUTO, 0, OnBadLine.FAIL, 1, true, 1, TimeUnit.SECONDS, USUAL_SEED);
    }

    /** Returns the same with another format. */
    public DatasetSpec as(String name) {
        return new DatasetSpec(
                path, name, limit, onBadLine, turns, repeat, timeScale, unit, seed, unitGiven, replayed, encoding);
    }

    /** Returns the same with another action on bad lines. */
    public DatasetSpec on(OnBadLine badLine) {
        return new DatasetSpec(
                path, format, limit, badLine, turns, repeat, timeScale, unit, seed, unitGiven, replayed, encoding);
    }

    /** Returns the same with more or fewer turns. */
    public DatasetSpec turns(int number) {
        return new DatasetSpec(
                path, format, limit, onBadLine, number, repeat, timeScale, unit, seed, unitGiven, replayed, encoding);
    }

    /** Returns the same with another limit. */
    public DatasetSpec limit(int most) {
        return new DatasetSpec(
                path, format, most, onBadLine, turns, repeat, timeScale, unit, seed, unitGiven, replayed, encoding);
    }

    /** Returns the same with a unit of times that the user named. */
    public DatasetSpec in(TimeUnit named) {
        return new DatasetSpec(
                path, format, limit, onBadLine, turns, repeat, timeScale, named, seed, true, replayed, encoding);
    }

    /** Returns the same in another encoding. */
    public DatasetSpec in(Charset named) {
        return new DatasetSpec(
                path, format, limit, onBadLine, turns, repeat, timeScale, unit, seed, unitGiven, replayed, named);
    }

    /** Returns the same for a reader that does not use times, which may then be in any order. */
    public DatasetSpec withoutTimes() {
        return new DatasetSpec(
                path, format, limit, onBadLine, turns, repeat, timeScale, unit, seed, unitGiven, false, encoding);
    }
}
