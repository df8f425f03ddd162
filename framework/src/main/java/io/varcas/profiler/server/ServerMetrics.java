package io.varcas.profiler.server;

import io.varcas.annotation.Profile;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerRun;
import io.varcas.transport.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The server's own {@code /metrics}: each second, and just before and after the measurement phase. */
public final class ServerMetrics implements Profiler {

    @Override
    public String name() {
        return Profile.SERVER_METRICS;
    }

    @Override
    public String meaning() {
        return "the /metrics of the servers every second, and their counters over each iteration";
    }

    @Override
    public Optional<String> obstacle(ProfilerContext context) {
        List<Endpoint> endpoints = endpoints(context, List.of());
        if (endpoints.isEmpty()) {
            return Optional.of("there is no server to ask");
        }
        List<String> refusals = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            try (endpoint) {
                endpoint.read();
            } catch (IOException refused) {
                refusals.add(String.valueOf(refused.getMessage()));
            }
        }
        // With one page of several the run goes on; what that page would add to is absent.
        return refusals.size() < endpoints.size()
                ? Optional.empty()
                : Optional.of("the server's metrics cannot be read: " + String.join("; ", refusals));
    }

    @Override
    public ProfilerRun start(ProfilerContext context) {
        List<ServerMetric> metrics = ServerMetricTable.load();
        return new ServerMetricsRun(
                endpoints(context, ServerMetricsRun.columns(metrics)), context.elapsedNanos(), metrics);
    }

    private static List<Endpoint> endpoints(ProfilerContext context, List<ServerMetric> columns) {
        if (context.metricsPages().isEmpty()) {
            return context.server().stream()
                    .map(server -> new Endpoint("/metrics", new ServerMetricsSource(server), columns))
                    .toList();
        }
        return context.metricsPages().stream()
                .map(page -> new Endpoint(name(page), ServerMetricsSource.ofPage(page), columns))
                .toList();
    }

    private static String name(Target page) {
        return page.socket().isPresent() ? page.base().toString() : page.host() + ":" + page.port();
    }
}
