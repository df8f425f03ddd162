package io.varcas.launch;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A server for tests of launches: healthy at once, with children, and mortal if told to. */
final class StubServer {

    private StubServer() {}

    /** Serves. Flags: {@code --port N}, {@code --children}, {@code --die}, {@code --never-healthy}. */
    public static void main(String[] args) throws Exception {
        List<String> flags = List.of(args);
        System.out.println("stub: " + flags);
        if (flags.contains("--die")) {
            System.out.println("Traceback (most recent call last):");
            System.out.println("(EngineCore pid=7) ERROR 11-30 12:00:00 ValueError: the model is too large");
            System.out.println("RuntimeError: Engine core initialization failed. See root cause above.");
            System.exit(7);
        }
        if (flags.contains("--children")) {
            new ProcessBuilder("sleep", "600").inheritIO().start();
            new ProcessBuilder("setsid", "sleep", "601").inheritIO().start();
        }
        int port = Integer.parseInt(flags.get(flags.indexOf("--port") + 1));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(flags.contains("--never-healthy") ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/die", exchange -> {
            System.out.println("stub: CUDA error: device-side assert triggered");
            System.exit(3);
        });
        server.start();
        System.out.println("stub: serving on " + port);
    }

    /** Returns the command that runs it, as a target. */
    static String target(String flags) {
        return LaunchSpec.SCHEME + ShellWords.join(command()) + " " + flags;
    }

    static List<String> command() {
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classes(),
                StubServer.class.getName());
    }

    private static String classes() {
        try {
            return java.nio.file.Path.of(StubServer.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
