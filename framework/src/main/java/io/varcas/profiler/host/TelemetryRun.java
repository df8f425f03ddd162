package io.varcas.profiler.host;

import io.varcas.annotation.Profile;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.Reading;
import io.varcas.profiler.SeriesRecorder;
import io.varcas.profiler.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads all instruments at once, so that a row is one moment. */
final class TelemetryRun implements ProfilerRun {

    private final ProfilerContext context;
    private final List<Instrument> instruments;
    private final Optional<GpuRecorder> gpus;
    private final SeriesRecorder recorder;
    private long lastNanos;

    TelemetryRun(ProfilerContext context, List<Instrument> instruments, Optional<GpuRecorder> gpus) {
        this.context = context;
        this.instruments = List.copyOf(instruments);
        this.gpus = gpus;
        recorder = new SeriesRecorder(
                Profile.TELEMETRY,
                instruments.stream()
                        .flatMap(instrument -> instrument.measures().stream())
                        .toList());
        lastNanos = context.elapsedNanos().getAsLong();
    }

    @Override
    public void sample() {
        read();
    }

    @Override
    public void measuring() {
        recorder.begin(read());
        instruments.forEach(Instrument::begin);
        gpus.ifPresent(GpuRecorder::measuring);
    }

    @Override
    public void measured() {
        recorder.end(read());
        instruments.forEach(Instrument::end);
        gpus.ifPresent(GpuRecorder::measured);
    }

    @Override
    public ProfilerResult stop() {
        List<TimeSeries> series = new ArrayList<>();
        List<Reading> summary = new ArrayList<>();
        series.add(recorder.series());
        summary.addAll(recorder.summary());
        instruments.forEach(instrument -> summary.addAll(instrument.readings()));
        instruments.forEach(Instrument::close);
        if (gpus.isEmpty()) {
            summary.add(
                    Reading.absent("gpu", "", "not measured: none of nvidia-smi, amd-smi and rocm-smi is on the PATH"));
            return new ProfilerResult(Profile.TELEMETRY, Optional.empty(), series, summary, List.of());
        }
        ProfilerResult seen = gpus.get().stop();
        series.addAll(seen.series());
        summary.addAll(seen.summary());
        return new ProfilerResult(Profile.TELEMETRY, Optional.empty(), series, summary, seen.attachments());
    }

    private long read() {
        long now = context.elapsedNanos().getAsLong();
        double seconds = (now - lastNanos) / 1e9;
        lastNanos = now;
        List<OptionalDouble> row = new ArrayList<>();
        instruments.forEach(instrument -> row.addAll(instrument.read(seconds)));
        recorder.add(now, row);
        return now;
    }
}
