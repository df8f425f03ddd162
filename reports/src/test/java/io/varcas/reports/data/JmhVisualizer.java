package io.varcas.reports.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.varcas.result.ResultBundle;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A published build of JMH Visualizer, unaltered, on a server of this machine, with results beside it. */
final class JmhVisualizer implements AutoCloseable {

    /** Folder with the build: {@code docs} of the visualizer's repository, which is what its site serves. */
    private static final String BUILD = "varcas.jmhVisualizer";

    private final HttpServer server;
    private final Path results;

    private JmhVisualizer(HttpServer server, Path results) {
        this.server = server;
        this.results = results;
    }

    /** Serves the build that {@value BUILD} names; skips the test where there is none. */
    static JmhVisualizer serve(Path folder) throws IOException {
        Optional<Path> given = Optional.ofNullable(System.getProperty(BUILD)).map(Path::of);
        Assumptions.assumeTrue(
                given.isPresent(), BUILD + " names no build of JMH Visualizer; CONTRIBUTING.md gives the command");
        Path build = given.get();
        assertThat(build.resolve("bundle.js")).isRegularFile();
        Path results = Files.createDirectories(folder.resolve("results"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String name = exchange.getRequestURI().getPath().substring(1);
            Optional<Path> file = Stream.of(build, results)
                    .map(place -> place.resolve(name.isEmpty() ? "index.html" : name))
                    .filter(Files::isRegularFile)
                    .findFirst();
            exchange.sendResponseHeaders(file.isPresent() ? 200 : 404, file.isPresent() ? 0 : -1);
            try (OutputStream body = exchange.getResponseBody()) {
                if (file.isPresent()) {
                    Files.copy(file.get(), body);
                }
            }
        });
        server.start();
        return new JmhVisualizer(server, results);
    }

    /** Writes the JMH report of a bundle where the visualizer can load it. */
    void add(String name, ResultBundle bundle) throws IOException {
        try (OutputStream out = Files.newOutputStream(results.resolve(name))) {
            new JmhReport().write(bundle, out);
        }
    }

    /** Returns the address that shows one result, or compares several. */
    URI showing(String... names) {
        String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        String sources = List.of(names).stream().map(name -> base + name).collect(Collectors.joining(","));
        return URI.create(base + (names.length == 1 ? "?source=" : "?sources=") + sources);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
