package io.varcas.profiler.server;

import io.varcas.annotation.Profile;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerRun;
import io.varcas.transport.Target;
import java.io.IOException;
import java.util.Optional;

/** The server's own {@code /metrics}: each second, and just before and after the measurement phase. */
public final class ServerMetrics implements Profiler {

    @Override
    public String name() {
        return Profile.SERVER_METRICS;
    }

    @Override
    public String meaning() {
        return "the server's /metrics every second, and its counters over the measurement phase";
    }

    @Override
    public Optional<String> obstacle(ProfilerContext context) {
        if (context.server().isEmpty()) {
            return Optional.of("there is no server to ask");
        }
        try (MetricsSource source = source(context)) {
            source.read();
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of("the server's metrics cannot be read: " + refused.getMessage());
        }
    }

    @Override
    public ProfilerRun start(ProfilerContext context) {
        return new ServerMetricsRun(source(context), context.elapsedNanos(), ServerMetricTable.load());
    }

    private static MetricsSource source(ProfilerContext context) {
        Target server = context.server().orElseThrow(() -> new IllegalStateException("there is no server to ask"));
        return new ServerMetricsSource(server);
    }
}
