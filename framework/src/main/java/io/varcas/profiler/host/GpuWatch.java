package io.varcas.profiler.host;

import io.varcas.annotation.Profile;
import io.varcas.profiler.Attachment;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code nvidia-smi} in its loop, on a thread of its own because starting it can take a second. */
final class GpuWatch implements GpuRecorder {

    private static final long STOP_LIMIT_MILLIS = 2000;

    private final Path tool;
    private final ProfilerContext context;
    private final Thread thread = new Thread(this::watch, "varcas-gpu");
    private final GpuSeries gpus = new GpuSeries();
    private final List<String> identities = new ArrayList<>();
    private String lastLine = "";
    private @Nullable Process process;
    private boolean stopped;

    GpuWatch(Path tool, ProfilerContext context) {
        this.tool = tool;
        this.context = context;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void measuring() {
        gpus.begin(context.elapsedNanos().getAsLong());
    }

    @Override
    public void measured() {
        gpus.end(context.elapsedNanos().getAsLong());
    }

    /** Waits until the tool has ended by itself. */
    void awaitEnd() throws InterruptedException {
        thread.join();
    }

    @Override
    public ProfilerResult stop() {
        end();
        try {
            thread.join(STOP_LIMIT_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return result();
    }

    private synchronized void end() {
        stopped = true;
        if (process != null) {
            process.destroy();
        }
    }

    private synchronized ProfilerResult result() {
        if (gpus.isEmpty()) {
            String reason = "not measured: " + tool + " gave no line to read"
                    + (lastLine.isEmpty() ? "" : "; it said: " + lastLine);
            return new ProfilerResult(
                    Profile.TELEMETRY,
                    Optional.empty(),
                    List.of(),
                    List.of(Reading.absent("gpu", "", reason)),
                    List.of());
        }
        return new ProfilerResult(
                Profile.TELEMETRY,
                Optional.empty(),
                gpus.series(),
                gpus.summary(),
                List.of(new Attachment("gpus.csv", String.join("\n", identities) + "\n")));
    }

    private void watch() {
        for (GpuQuery query : GpuQuery.VARIANTS) {
            try {
                if (!start(query) || read(query)) {
                    return;
                }
            } catch (IOException broken) {
                note(String.valueOf(broken.getMessage()));
            }
        }
    }

    private synchronized boolean start(GpuQuery query) throws IOException {
        if (stopped) {
            return false;
        }
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(query.arguments(context.period().toMillis()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C"); // a comma in a number would be one more column
        process = builder.start();
        return true;
    }

    /** Reads until the tool ends; returns whether it understood the query. */
    private boolean read(GpuQuery query) throws IOException {
        boolean understood = false;
        try (BufferedReader output = output()) {
            String line;
            while ((line = output.readLine()) != null) {
                Optional<GpuQuery.GpuLine> parsed = query.parse(line);
                if (parsed.isPresent()) {
                    understood = true;
                    add(query, line, parsed.get());
                } else {
                    note(line);
                }
            }
        } catch (IOException closed) {
            if (!understood) {
                throw closed;
            }
        }
        return understood;
    }

    private synchronized BufferedReader output() throws IOException {
        if (process == null) {
            throw new IOException("nvidia-smi was not started");
        }
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private synchronized void note(String line) {
        lastLine = line.strip();
    }

    private synchronized void add(GpuQuery query, String line, GpuQuery.GpuLine parsed) {
        String gpu = "gpu" + parsed.index();
        if (gpus.add(gpu, query::measures, context.elapsedNanos().getAsLong(), parsed.values())) {
            if (identities.isEmpty()) {
                identities.add(String.join(", ", query.fields()));
            }
            identities.add(line);
        }
    }
}
