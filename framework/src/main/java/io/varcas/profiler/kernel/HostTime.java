package io.varcas.profiler.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** The time of annotations outside the operators in them: scheduling, Python, preparation of inputs. */
final class HostTime {

    private static final String NAME = "(in steps, outside operators)";

    private HostTime() {}

    /** Returns the rows with those of the engine's steps made one. */
    static List<KernelTime> merged(List<KernelTime> rows) {
        List<KernelTime> merged = new ArrayList<>();
        long calls = 0;
        double seconds = 0;
        for (KernelTime row : rows) {
            if (EngineStep.of(row.name(), 0, 0, 1).isPresent()) {
                calls += row.calls();
                seconds += row.seconds();
            } else {
                merged.add(row);
            }
        }
        if (calls > 0) {
            merged.add(new KernelTime(
                    NAME, KernelClass.OTHER, calls, seconds, OptionalDouble.empty(), OptionalDouble.empty()));
            merged.sort(Comparator.comparingDouble(KernelTime::seconds).reversed());
        }
        return merged;
    }
}
