package io.varcas.profiler.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.annotation.Profile;
import io.varcas.client.Reply;
import io.varcas.client.ServerCalls;
import io.varcas.profiler.Attachment;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.Reading;
import io.varcas.profiler.Tool;
import io.varcas.profiler.kernel.KernelProfile;
import io.varcas.profiler.kernel.KernelReadings;
import io.varcas.profiler.kernel.ProfileFile;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server under Nsight Compute: started once the load is over, asked for a few tokens within the range, and ended. */
final class NcuRun implements ProfilerRun {

    private static final Duration CALL_LIMIT = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 250;
    private static final String LOG = "ncu-server.log";
    private static final int TOKENS = 4;

    private final List<String> command;
    private final Target server;
    private final Path report;
    private final Duration wait;

    NcuRun(List<String> command, Target server, Path report, Duration wait) {
        this.command = command;
        this.server = server;
        this.report = report;
        this.wait = wait;
    }

    @Override
    public void sample() {}

    @Override
    public void measuring() {}

    @Override
    public void measured() {}

    @Override
    public ProfilerResult stop() {
        List<String> files = new ArrayList<>();
        List<Reading> readings = new ArrayList<>();
        List<Attachment> attachments = new ArrayList<>();
        Optional<String> problem;
        try {
            profile();
            KernelProfile profile = new ProfileFile(report).read();
            readings.addAll(KernelReadings.of(profile));
            attachments.add(KernelReadings.attachment(profile));
            problem = KernelReadings.problem(profile);
        } catch (IOException failed) {
            problem = Optional.of(FailureText.of(failed));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            problem = Optional.of("interrupted before the server under ncu had ended");
        }
        for (String name : List.of(String.valueOf(report.getFileName()), LOG)) {
            if (Files.exists(report.resolveSibling(name))) {
                files.add(name);
            }
        }
        return new ProfilerResult(Profile.NCU, problem, List.of(), readings, attachments, files);
    }

    private void profile() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(report.resolveSibling(LOG).toFile());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try (Transport transport = Transport.open(server, System::nanoTime);
                ProfileRange range = new ProfileRange(server, wait)) {
            ServerCalls calls = new ServerCalls(transport);
            awaitHealth(process, calls);
            range.begin();
            ask(calls);
            range.end();
            end(process);
        } finally {
            Tool.end(process);
        }
    }

    private void awaitHealth(Process process, ServerCalls calls) throws IOException, InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (!isHealthy(calls)) {
            if (!process.isAlive()) {
                throw new IOException("the server under ncu ended with exit code " + process.exitValue()
                        + " before it was" + " ready; see " + LOG);
            }
            if (System.nanoTime() > end) {
                throw new IOException("the server under ncu was not ready within " + wait.toSeconds() + " s; see " + LOG
                        + ", or raise wait=");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static boolean isHealthy(ServerCalls calls) {
        try {
            return calls.get("/health", CALL_LIMIT).isOk();
        } catch (IOException notYet) {
            return false;
        }
    }

    private void ask(ServerCalls calls) throws IOException {
        JsonMapper json = new JsonMapper();
        JsonNode models = json.readTree(calls.get("/v1/models", CALL_LIMIT).body());
        String request = json.createObjectNode()
                .put("model", models.at("/data/0/id").asText(""))
                .put("prompt", "The quick brown fox jumps over the lazy dog.")
                .put("max_tokens", TOKENS)
                .toString();
        Reply reply = calls.post("/v1/completions", request.getBytes(StandardCharsets.UTF_8), wait);
        if (!reply.isOk()) {
            throw new IOException("the server under ncu: /v1/completions: " + reply.error());
        }
    }

    /** Ends the server gently, upon which ncu writes its report. */
    private void end(Process process) throws IOException, InterruptedException {
        process.children().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(wait.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("ncu did not end within " + wait.toSeconds() + " s; it was stopped");
        }
    }
}
