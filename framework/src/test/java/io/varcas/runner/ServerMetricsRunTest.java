package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.varcas.annotation.Profile;
import io.varcas.profiler.Reading;
import io.varcas.result.ProfileResult;
import io.varcas.result.TrialResult;
import io.varcas.setting.ServerSettings;
import io.varcas.setting.Settings;
import io.varcas.simulator.EmbeddedServer;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.validation.UsageException;
import io.varcas.validity.Validity;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The counts of one or several servers beside those of the client. */
@Tag("slow")
class ServerMetricsRunTest {

    @TempDir
    Path out;

    private TrialResult run(EmbeddedServer server, List<String> pages) throws IOException {
        return new Runner(RunOptions.builder()
                        .include(RepeatingWorkload.NAME)
                        .target(server.baseUri().toString())
                        .set(ServerSettings.METRICS_URLS, pages)
                        .set(Settings.RATE.name(), List.of("40"))
                        .set(Settings.OUTPUT_TOKENS.mean(), 5.0)
                        .set(Settings.FORKS, 0)
                        .set(Settings.WARMUP_ITERATIONS, 0)
                        .set(Settings.MEASUREMENT_ITERATIONS, 2)
                        .set(Settings.MEASUREMENT_TIME, Duration.ofMillis(2500))
                        .out(out)
                        .build())
                .run()
                .result()
                .trials()
                .get(0);
    }

    private static List<Validity.Finding> findings(TrialResult trial) {
        return findings(trial, "server.requests");
    }

    private static List<Validity.Finding> findings(TrialResult trial, String check) {
        assertThat(trial.error()).isEmpty();
        return trial.validity().findings().stream()
                .filter(finding -> finding.check().equals(check))
                .toList();
    }

    private static ProfileResult profile(TrialResult trial) {
        return Objects.requireNonNull(trial.forkResults().get(0).profiles().get(Profile.SERVER_METRICS));
    }

    @Test
    void agreesWithTheClientOverTheRightPage() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:"))) {
            TrialResult trial = run(server, List.of(server.baseUri() + "/metrics"));
            ProfileResult profile = profile(trial);
            assertThat(profile.problem()).isEmpty();
            assertThat(profile.files()).anyMatch(file -> file.endsWith("server-metrics-iterations.csv"));
            assertThat(findings(trial)).isEmpty();
        }
    }

    @Test
    void findsThatAPageIsNotThatOfTheServer() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:"));
                EmbeddedServer idle = EmbeddedServer.start(SimulatedTarget.parse("sim:"))) {
            assertThat(findings(run(server, List.of(idle.baseUri().toString()))))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.sentence())
                            .contains("count 0 completed requests where the client completed at least"));
        }
    }

    @Test
    void addsTwoServersUpAndFindsOtherClients() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:"))) {
            String page = server.baseUri() + "/metrics";
            // By two names it is taken for two servers, of which the second does as much work for others.
            TrialResult trial = run(server, List.of(page, page.replace("127.0.0.1", "localhost")));
            assertThat(profile(trial).readings())
                    .extracting(Reading::name)
                    .anyMatch(name -> name.startsWith("server.tokens.output [localhost:"));
            assertThat(findings(trial))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.sentence()).contains("the server has other clients"));
        }
    }

    @Test
    void findsAStalePage() throws IOException {
        HttpServer cache = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:"))) {
            byte[] page;
            try (InputStream first =
                    server.baseUri().resolve("/metrics").toURL().openStream()) {
                page = first.readAllBytes();
            }
            cache.createContext("/metrics", exchange -> {
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
                exchange.close();
            });
            cache.start();
            TrialResult trial =
                    run(server, List.of("http://127.0.0.1:" + cache.getAddress().getPort() + "/metrics"));
            assertThat(findings(trial))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.sentence())
                            .containsPattern("a page did not change for \\d+\\.\\d s; it is stale"));
        } finally {
            cache.stop(0);
        }
    }

    @Test
    void warnsOfSeveralProcessesBehindOneAddress() throws IOException {
        HttpServer balancer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger asked = new AtomicInteger();
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:"))) {
            balancer.createContext("/metrics", exchange -> {
                String page = "process_start_time_seconds " + asked.incrementAndGet() % 2
                        + "\nvllm:request_success_total{finished_reason=\"stop\"} 7\n";
                exchange.sendResponseHeaders(200, page.length());
                exchange.getResponseBody().write(page.getBytes(StandardCharsets.UTF_8));
                exchange.close();
            });
            balancer.start();
            TrialResult trial = run(
                    server, List.of("http://127.0.0.1:" + balancer.getAddress().getPort()));
            assertThat(findings(trial, "server.metrics"))
                    .singleElement()
                    .satisfies(finding ->
                            assertThat(finding.sentence()).startsWith("several processes respond at 127.0.0.1:"));
            assertThat(findings(trial)).isEmpty();
        } finally {
            balancer.stop(0);
        }
    }

    @Test
    void refusesWhatIsNoAddress() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:"))) {
            assertThatThrownBy(() -> run(server, List.of("gpu-host:8001")))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("-metricsUrl: target \"gpu-host:8001\" has no scheme; did you mean http://");
            String page = server.baseUri() + "/metrics";
            assertThatThrownBy(() -> run(server, List.of(page, page)))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("-metricsUrl: " + page + " is given twice");
        }
    }
}
