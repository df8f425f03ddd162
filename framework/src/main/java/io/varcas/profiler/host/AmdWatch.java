package io.varcas.profiler.host;

import io.varcas.annotation.Profile;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.Reading;
import io.varcas.text.ForeignText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks {@code amd-smi} or {@code rocm-smi} once a period, on a thread of its own: each question starts the tool anew, which takes time. */
final class AmdWatch implements GpuRecorder {

    private static final long STOP_LIMIT_MILLIS = 2000;
    private static final int LONGEST_ERROR = 200;

    private final Path tool;
    private final AmdQuery query;
    private final ProfilerContext context;
    private final GpuSeries series = new GpuSeries();
    private final Thread thread = new Thread(this::watch, "varcas-gpu");
    private @Nullable Process process;
    private String lastFault = "";
    private volatile boolean stopped;

    AmdWatch(Path tool, AmdQuery query, ProfilerContext context) {
        this.tool = tool;
        this.query = query;
        this.context = context;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void measuring() {
        series.begin(context.elapsedNanos().getAsLong());
    }

    @Override
    public void measured() {
        series.end(context.elapsedNanos().getAsLong());
    }

    @Override
    public ProfilerResult stop() {
        stopped = true;
        thread.interrupt();
        synchronized (this) {
            if (process != null) {
                process.destroy();
            }
        }
        try {
            thread.join(STOP_LIMIT_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        List<Reading> summary = series.isEmpty()
                ? List.of(Reading.absent("gpu", "", "not measured: " + tool + " gave no GPU to read" + said()))
                : series.summary();
        return new ProfilerResult(Profile.TELEMETRY, Optional.empty(), series.series(), summary, List.of());
    }

    private synchronized String said() {
        return lastFault.isEmpty() ? "" : "; " + lastFault;
    }

    private void watch() {
        while (!stopped) {
            long next = System.nanoTime() + context.period().toNanos();
            try {
                for (AmdQuery.GpuRow row : query.parse(output())) {
                    series.add(
                            row.gpu(),
                            AmdQuery::measures,
                            context.elapsedNanos().getAsLong(),
                            row.values());
                }
            } catch (IOException failed) {
                fault(ForeignText.oneLine(String.valueOf(failed.getMessage()), LONGEST_ERROR));
            }
            try {
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private String output() throws IOException {
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(query.arguments());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process started = builder.start();
        synchronized (this) {
            process = started;
        }
        if (stopped) {
            started.destroy();
        }
        String output = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!output.contains("{")) {
            throw new IOException("it said: " + ForeignText.oneLine(output, LONGEST_ERROR));
        }
        return output;
    }

    private synchronized void fault(String line) {
        lastFault = line;
    }
}
