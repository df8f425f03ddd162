package io.varcas.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.varcas.cli.ChildClient;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generation of references, killed in the middle. */
@Tag("slow")
class GroundTruthKilledTest {

    private static final int PROMPTS = 6;
    private static final int BEFORE_THE_KILL = 3;

    private final List<String> answered = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch inTheMiddle = new CountDownLatch(1);
    private final AtomicBoolean silent = new AtomicBoolean(true);

    @TempDir
    Path folder;

    @Test
    void goesOnWithoutAskingTwice() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::serve);
        server.start();
        try {
            StringBuilder prompts = new StringBuilder();
            for (int i = 0; i < PROMPTS; i++) {
                prompts.append("{\"prompt\": \"Say ").append(i).append(".\"}\n");
            }
            String[] args = {
                "ground-truth",
                Files.writeString(folder.resolve("prompts.jsonl"), prompts).toString(),
                "-provider",
                "http://" + server.getAddress().getHostString() + ":"
                        + server.getAddress().getPort(),
                "-model",
                "m",
                "-concurrency",
                "1",
                "-cache",
                folder.resolve("cache").toString(),
                "-o",
                folder.resolve("truth.jsonl").toString()
            };
            try (ChildClient killed = ChildClient.start(folder, Map.of(), args)) {
                assertThat(inTheMiddle.await(60, TimeUnit.SECONDS)).isTrue();
                killed.handle().destroyForcibly(); // SIGKILL
                killed.handle().onExit().get(60, TimeUnit.SECONDS);
            }
            assertThat(folder.resolve("truth.jsonl")).doesNotExist();
            silent.set(false);

            StringWriter out = new StringWriter();
            int code = Main.run(args, new PrintWriter(out, true), new PrintWriter(out, true));
            assertThat(code).as(out.toString()).isEqualTo(ExitCode.MET);
            assertThat(out.toString()).contains("calls 3, from the cache 3, without a reference 0");
            assertThat(answered).hasSize(PROMPTS).doesNotHaveDuplicates();
            assertThat(Files.readAllLines(folder.resolve("truth.jsonl"))).hasSize(PROMPTS);
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    /** Answers until some are; then the next request waits until its client is killed. */
    private void serve(HttpExchange exchange) throws IOException {
        JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody());
        if (silent.get() && answered.size() == BEFORE_THE_KILL) {
            inTheMiddle.countDown();
            return;
        }
        answered.add(body.path("messages").path(0).path("content").asText());
        byte[] reply = "{\"choices\":[{\"message\":{\"content\":\"out\"}}]}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, reply.length);
        exchange.getResponseBody().write(reply);
        exchange.close();
    }
}
