package io.varcas.profiler.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerDriver;
import io.varcas.profiler.ProfilerResult;
import io.varcas.transport.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that notes what it is asked, and answers as vLLM does: 405 to GET on a route that is there, 404 on one that is not. */
@Timeout(30)
class ServerProfileTest {

    private static final ClassLoader HERE = ServerProfileTest.class.getClassLoader();

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Profiler profiler = Profiler.extensions().named("server-profile", HERE);
    private HttpServer server;
    private int status = 200;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void profilesFromTheFirstMeasuredWindowToTheLast() {
        route("/start_profile");
        route("/stop_profile");
        ProfilerDriver driver = ProfilerDriver.start(List.of(profiler), context(), (profiler, error) -> {});
        driver.measuring();
        driver.measured();
        ProfilerResult result = driver.stop().get(0);

        assertThat(asked).containsExactly("GET /start_profile", "POST /start_profile", "POST /stop_profile");
        assertThat(result.problem()).isEmpty();
        assertThat(result.value("server.profile.time").orElseThrow())
                .isPositive()
                .isLessThan(30);
        assertThat(result.value("server.profile.write").orElseThrow()).isPositive();
    }

    @Test
    void endsAProfileThatARunLeftOn() {
        route("/start_profile");
        route("/stop_profile");
        ProfilerDriver driver = ProfilerDriver.start(List.of(profiler), context(), (profiler, error) -> {});
        driver.measuring();
        driver.stop();

        assertThat(asked).endsWith("POST /start_profile", "POST /stop_profile");
    }

    @Test
    void reportsHowToStartAServerThatCannotBeProfiled() {
        ProfilerDriver driver = ProfilerDriver.start(List.of(profiler), context(), (profiler, error) -> {});
        driver.measuring();
        driver.measured();

        assertThat(driver.stop().get(0).problem())
                .hasValue("the server has no /start_profile; start vLLM with --profiler-config,"
                        + " up to 0.12 with VLLM_TORCH_PROFILER_DIR");
    }

    @Test
    void measuresNoProfileThatWasRefused() {
        route("/start_profile");
        status = 500;
        ProfilerDriver driver = ProfilerDriver.start(List.of(profiler), context(), (profiler, error) -> {});
        driver.measuring();
        driver.measured();
        ProfilerResult result = driver.stop().get(0);

        assertThat(result.problem())
                .hasValueSatisfying(problem -> assertThat(problem)
                        .startsWith("no profile was begun: /start_profile: ")
                        .contains("500"));
        assertThat(result.summary()).isEmpty();
        assertThat(asked).doesNotContain("POST /stop_profile");
    }

    private void route(String path) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestMethod() + " " + path);
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("GET") ? 405 : status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private ProfilerContext context() {
        return ProfilerContext.eachSecond(
                Target.parse("http://127.0.0.1:" + server.getAddress().getPort()), System::nanoTime);
    }
}
