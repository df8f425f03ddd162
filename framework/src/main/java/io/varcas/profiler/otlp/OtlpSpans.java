package io.varcas.profiler.otlp;

import io.varcas.annotation.Profile;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerOptions;
import io.varcas.profiler.ProfilerRun;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The server's OpenTelemetry spans, which tell the stages of each request. */
public final class OtlpSpans implements Profiler {

    private static final String PORT = "port";
    private static final String WAIT = "wait";

    /** Port of OTLP over HTTP (OpenTelemetry Protocol Exporter specification, read November 2026). */
    private static final int DEFAULT_PORT = 4318;

    /** Exporters send a batch every 5 s (OTEL_BSP_SCHEDULE_DELAY, same source), and the last one has to arrive. */
    private static final int DEFAULT_WAIT_SECONDS = 6;

    private static final int LONGEST_WAIT_SECONDS = 600;

    private final int port;
    private final int waitSeconds;

    /** Creates the profiler with its default port. */
    public OtlpSpans() {
        this(DEFAULT_PORT, DEFAULT_WAIT_SECONDS);
    }

    private OtlpSpans(int port, int waitSeconds) {
        this.port = port;
        this.waitSeconds = waitSeconds;
    }

    @Override
    public String name() {
        return Profile.OTLP;
    }

    @Override
    public String meaning() {
        return "the server's OpenTelemetry spans: queue, prefill and decode of each request; options: port=4318, wait=6"
                + " (seconds for the last spans)";
    }

    @Override
    public Profiler with(ProfilerOptions options) {
        options.allow(List.of(PORT, WAIT));
        return new OtlpSpans(
                options.number(PORT, 1, 65_535).orElse(DEFAULT_PORT),
                options.number(WAIT, 0, LONGEST_WAIT_SECONDS).orElse(DEFAULT_WAIT_SECONDS));
    }

    @Override
    public Optional<String> obstacle(ProfilerContext context) {
        try {
            OtlpReceiver.listen(port).close();
            return Optional.empty();
        } catch (IOException taken) {
            return Optional.of("cannot listen on 127.0.0.1:" + port + " (" + FailureText.of(taken)
                    + "); use -prof otlp:port=N and start the server with the same port");
        }
    }

    @Override
    public ProfilerRun start(ProfilerContext context) {
        try {
            return new OtlpRun(OtlpReceiver.listen(port), Duration.ofSeconds(waitSeconds));
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    @Override
    public Duration stopLimit() {
        return Duration.ofSeconds(waitSeconds + 10L);
    }
}
