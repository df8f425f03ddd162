package io.varcas.probe;

import io.varcas.annotation.Profile;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** The server's own {@code /metrics}: each second, and just before and after the measured windows. */
final class ServerMetrics implements Probe {

    @Override
    public String name() {
        return Profile.SERVER_METRICS;
    }

    @Override
    public String meaning() {
        return "the server's own /metrics each second, and what they counted in the measured windows";
    }

    @Override
    public Optional<String> obstacle(ProbeContext context) {
        if (context.server().isEmpty()) {
            return Optional.of("there is no server to ask");
        }
        try {
            source(context).read();
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of("the server has no /metrics to read: " + refused.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    @Override
    public ProbeRun start(ProbeContext context) {
        return new ServerMetricsRun(source(context), context.elapsedNanos(), ServerMetricTable.load());
    }

    private static MetricsSource source(ProbeContext context) {
        URI server = context.server().orElseThrow(() -> new IllegalStateException("there is no server to ask"));
        return new HttpMetricsSource(server);
    }
}
