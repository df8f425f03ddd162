package io.varcas.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.varcas.accuracy.GroundTruthReader;
import io.varcas.cli.Main;
import io.varcas.cli.flag.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundTruthCommandTest {

    private final AtomicInteger calls = new AtomicInteger();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            calls.incrementAndGet();
            byte[] reply = ("{\"choices\":[{\"message\":{\"content\":\"four\"}}],"
                            + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":20}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void writesReferencesAndAsksNothingTwice() throws IOException {
        Path prompts = Files.writeString(
                folder.resolve("prompts.jsonl"), "{\"prompt\": \"2 + 2?\"}\n{\"prompt\": \"1 + 3?\"}\n");
        Path prices = Files.writeString(
                folder.resolve("prices.json"),
                "{\"prices\": [{\"provider\": \"" + url() + "\", \"model\": \"m\", \"input\": 1, \"output\": 2,"
                        + " \"asOf\": \"2026-11\"}]}");
        Path truth = folder.resolve("truth.jsonl");
        String[] args = {
            "ground-truth",
            prompts.toString(),
            "-provider",
            url(),
            "-model",
            "m",
            "-o",
            truth.toString(),
            "-cache",
            folder.resolve("cache").toString(),
            "-prices",
            prices.toString()
        };
        assertThat(run(args)).as(err.toString()).isEqualTo(ExitCode.MET);
        assertThat(out.toString())
                .contains("2 references written to " + truth)
                .contains("calls 2, from the cache 0, without a reference 0")
                .contains("tokens of the calls: 20 in, 40 out")
                .contains("cost 0.0001 USD (1.00 and 2.00 USD per million tokens, as of 2026-11)");
        assertThat(GroundTruthReader.read(truth.toString(), getClass().getClassLoader())
                        .items())
                .hasSize(2);

        assertThat(run(args)).isEqualTo(ExitCode.MET);
        assertThat(out.toString()).contains("calls 0, from the cache 2");
        assertThat(calls).hasValue(2);
    }

    @Test
    void tellsInOneLineWhatIsMissing() throws IOException {
        Path prompts = Files.writeString(folder.resolve("prompts.jsonl"), "{\"prompt\": \"2 + 2?\"}\n");
        assertThat(run("ground-truth", prompts.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run("ground-truth", prompts.toString(), "-provider", "opnai", "-model", "m"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines())
                .anyMatch(line -> line.contains("needs prompts, a provider and a model"))
                .anyMatch(line -> line.contains("unknown provider \"opnai\"; did you mean \"openai\"?"));
    }

    private String url() {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort();
    }

    private int run(String... args) {
        return Main.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
