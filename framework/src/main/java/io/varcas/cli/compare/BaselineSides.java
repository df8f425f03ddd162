package io.varcas.cli.compare;

import io.varcas.history.IndexedRun;
import io.varcas.validation.DidYouMean;
import io.varcas.validation.UsageException;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Puts the bundles of a baseline in the place of {@code baseline:<name>}. */
final class BaselineSides {

    private static final String PREFIX = "baseline:";

    private BaselineSides() {}

    /**
     * Resolves the sides that name a baseline; without any, the history is not opened.
     *
     * @throws UsageException if there is no such baseline, or no history
     */
    static List<String> resolve(List<String> sides, DatabaseFlag database) {
        if (sides.stream().noneMatch(side -> start(side) >= 0)) {
            return sides;
        }
        return database.read(index -> {
            SortedMap<String, List<IndexedRun>> baselines = index.baselines();
            return sides.stream().map(side -> resolve(side, baselines)).toList();
        });
    }

    private static String resolve(String side, SortedMap<String, List<IndexedRun>> baselines) {
        int start = start(side);
        if (start < 0) {
            return side;
        }
        String name = side.substring(start + PREFIX.length());
        List<IndexedRun> runs = baselines.get(name);
        if (runs == null) {
            throw new UsageException("unknown baseline \"" + name + "\""
                    + (baselines.isEmpty()
                            ? "; there are none; create one with baseline <name> <bundle>"
                            : DidYouMean.hint(name, baselines.keySet())));
        }
        return (start == 0 ? name + "=" : side.substring(0, start))
                + runs.stream().map(run -> run.bundle().toString()).collect(Collectors.joining(","));
    }

    /** Where {@code baseline:} begins: at once, or after a name of the side; -1 if it does not. */
    private static int start(String side) {
        int equals = side.indexOf('=');
        return side.startsWith(PREFIX) ? 0 : equals > 0 && side.startsWith(PREFIX, equals + 1) ? equals + 1 : -1;
    }
}
