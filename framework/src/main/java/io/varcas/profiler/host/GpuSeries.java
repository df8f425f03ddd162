package io.varcas.profiler.host;

import io.varcas.profiler.Reading;
import io.varcas.profiler.SeriesRecorder;
import io.varcas.profiler.SeriesRecorder.Measure;
import io.varcas.profiler.TimeSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The time series of several GPUs, which appear as the tool names them. Safe for several threads. */
final class GpuSeries {

    private final Map<String, SeriesRecorder> recorders = new LinkedHashMap<>();
    private @Nullable Long beginNanos;
    private @Nullable Long endNanos;

    /** The measures of a GPU, by its name. */
    interface Measures {
        List<Measure> of(String gpu);
    }

    synchronized void begin(long elapsedNanos) {
        beginNanos = elapsedNanos;
    }

    synchronized void end(long elapsedNanos) {
        endNanos = elapsedNanos;
    }

    /** Adds a row; returns whether it is the first one of its GPU. */
    synchronized boolean add(String gpu, Measures measures, long elapsedNanos, List<OptionalDouble> values) {
        SeriesRecorder recorder = recorders.get(gpu);
        boolean first = recorder == null;
        if (recorder == null) {
            recorder = new SeriesRecorder(gpu, measures.of(gpu));
            recorders.put(gpu, recorder);
        }
        recorder.add(elapsedNanos, values);
        return first;
    }

    synchronized boolean isEmpty() {
        return recorders.isEmpty();
    }

    synchronized List<TimeSeries> series() {
        return recorders.values().stream().map(SeriesRecorder::series).toList();
    }

    /** Returns the numbers of the measurement phase. */
    synchronized List<Reading> summary() {
        List<Reading> summary = new ArrayList<>();
        for (SeriesRecorder recorder : recorders.values()) {
            if (beginNanos != null) {
                recorder.begin(beginNanos);
            }
            if (endNanos != null) {
                recorder.end(endNanos);
            }
            summary.addAll(recorder.summary());
        }
        return summary;
    }
}
