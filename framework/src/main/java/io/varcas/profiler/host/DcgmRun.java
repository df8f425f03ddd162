package io.varcas.profiler.host;

import io.varcas.annotation.Profile;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.Reading;
import io.varcas.profiler.prometheus.MetricsPage;
import io.varcas.transport.ConnectFaults;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads the page of a DCGM exporter once a period. A page that cannot be read is no row. */
final class DcgmRun implements ProfilerRun {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final URI url;
    private final ProfilerContext context;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final GpuSeries series = new GpuSeries();
    private final Map<String, Double> energy = new HashMap<>();
    private int failures;
    private String lastFailure = "";

    DcgmRun(URI url, ProfilerContext context) {
        this.url = url;
        this.context = context;
    }

    /** Returns why nothing can be read; empty if the page has GPUs. */
    Optional<String> obstacle() {
        try {
            return DcgmTable.gpus(page()).isEmpty()
                    ? Optional.of(url + " has none of DCGM's metrics, whose names begin with DCGM_FI_")
                    : Optional.empty();
        } catch (IOException unreachable) {
            return Optional.of("the DCGM exporter cannot be read at " + url + " (" + ConnectFaults.line(unreachable)
                    + "); name it with -prof dcgm:url=http://HOST:9400/metrics");
        }
    }

    @Override
    public void sample() {
        try {
            MetricsPage page = page();
            for (String gpu : DcgmTable.gpus(page)) {
                series.add(
                        "gpu" + gpu + ".dcgm",
                        DcgmTable::measures,
                        context.elapsedNanos().getAsLong(),
                        DcgmTable.values(page, gpu, energySince(page, gpu)));
            }
        } catch (IOException failed) {
            failures++;
            lastFailure = ConnectFaults.line(failed);
        }
    }

    private OptionalDouble energySince(MetricsPage page, String gpu) {
        OptionalDouble now = DcgmTable.energy(page, gpu);
        if (now.isEmpty()) {
            return now;
        }
        Double before = energy.put(gpu, now.getAsDouble());
        return before == null || now.getAsDouble() < before
                ? OptionalDouble.empty()
                : OptionalDouble.of(now.getAsDouble() - before);
    }

    @Override
    public void measuring() {
        sample();
        series.begin(context.elapsedNanos().getAsLong());
    }

    @Override
    public void measured() {
        sample();
        series.end(context.elapsedNanos().getAsLong());
    }

    @Override
    public ProfilerResult stop() {
        List<Reading> summary = new ArrayList<>(series.summary());
        summary.add(Reading.of("dcgm.failed", "pages", failures));
        Optional<String> problem = series.isEmpty()
                ? Optional.of("no GPU was read at " + url + (lastFailure.isEmpty() ? "" : ": " + lastFailure))
                : Optional.empty();
        return new ProfilerResult(Profile.DCGM, problem, series.series(), summary, List.of());
    }

    private MetricsPage page() throws IOException {
        try {
            HttpResponse<String> response =
                    client.send(HttpRequest.newBuilder(url).timeout(LIMIT).build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("HTTP " + response.statusCode());
            }
            return MetricsPage.parse(response.body(), name -> name.startsWith("DCGM_FI_"));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
