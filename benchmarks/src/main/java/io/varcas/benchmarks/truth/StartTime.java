package io.varcas.benchmarks.truth;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Prints how long it takes from the start of {@code benchmarks.jar} to its first request at a running server, with a fork and without, as
 * the minimum, median and maximum of several runs.
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar io.varcas.benchmarks.truth.StartTime benchmarks/target/benchmarks.jar 7
 * </pre>
 */
public final class StartTime {

    private static final String MODELS = "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"max_model_len\":8192}]}";

    private StartTime() {}

    /**
     * Prints the times.
     *
     * @param args path of {@code benchmarks.jar}, and the number of runs
     * @throws Exception if a run cannot be started, or sends nothing within 30 s
     */
    public static void main(String[] args) throws Exception {
        if (args.length != 2) {
            System.err.println("usage: StartTime BENCHMARKS_JAR RUNS");
            System.exit(2);
        }
        Path folder = Files.createTempDirectory("start-time");
        try {
            printAll(Files.copy(Path.of(args[0]), folder.resolve("benchmarks.jar")), Integer.parseInt(args[1]));
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void printAll(Path jar, int runs) throws Exception {
        print("-f 1", jar, 1, runs);
        print("-f 0", jar, 0, runs);
    }

    private static void print(String what, Path jar, int forks, int runs) throws Exception {
        List<Double> millis = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            millis.add(measure(jar, forks));
        }
        Collections.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%s: first request after %.0f ms (min), %.0f ms (median), %.0f ms (max) of %d runs%n",
                what,
                millis.get(0),
                millis.get(millis.size() / 2),
                millis.get(millis.size() - 1),
                millis.size());
    }

    private static Process start(Path jar, String target, String... options) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                new ArrayList<>(List.of(java, "-jar", jar.toString(), "ClosedLoopChat", "-target", target));
        command.addAll(List.of("-out", jar.resolveSibling("results").toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(jar.resolveSibling("log").toFile())
                .start();
    }

    private static double measure(Path jar, int forks) throws Exception {
        CompletableFuture<Long> first = new CompletableFuture<>();
        try (ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress())) {
            Thread acceptor = new Thread(() -> accept(server, first));
            acceptor.setDaemon(true);
            acceptor.start();
            long start = System.nanoTime();
            Process process = start(jar, "http://127.0.0.1:" + server.getLocalPort(), "-f", String.valueOf(forks));
            try {
                return (first.get(30, TimeUnit.SECONDS) - start) / 1e6;
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static void accept(ServerSocket server, CompletableFuture<Long> first) {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> serve(socket, first));
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // The run is over.
        }
    }

    /**
     * Answers questions about the server, and notes the first request for a response, which it leaves unanswered. To
     * count tokens is such a question: this server's tokens are words.
     */
    private static void serve(Socket socket, CompletableFuture<Long> first) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = socket.getOutputStream();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("POST /v1/")) {
                    first.complete(System.nanoTime());
                    return;
                }
                String question = body(in);
                String answer =
                        line.contains("/v1/models") ? MODELS : "{\"count\":" + question.split(" ", -1).length + "}";
                boolean known = line.contains("/v1/models") || line.contains("/tokenize");
                out.write(("HTTP/1.1 " + (known ? "200 OK" : "404 Not Found") + "\r\nContent-Length: " + answer.length()
                                + "\r\nContent-Type: application/json\r\n\r\n" + answer)
                        .getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (IOException gone) {
            // The client was ended.
        }
    }

    /** Reads the rest of a request: its headers, of which only the length matters, and its body. */
    private static String body(BufferedReader in) throws IOException {
        int length = 0;
        for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            }
        }
        char[] body = new char[length];
        for (int at = 0; at < length; ) {
            int read = in.read(body, at, length - at);
            if (read < 0) {
                throw new IOException("the request ends within its body");
            }
            at += read;
        }
        return new String(body);
    }
}
