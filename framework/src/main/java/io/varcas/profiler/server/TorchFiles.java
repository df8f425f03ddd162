package io.varcas.profiler.server;

import io.varcas.profiler.kernel.KernelProfile;
import io.varcas.profiler.kernel.ProfileFile;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The traces of vLLM's torch profiler: one of each worker, which are merged, and one of the front end, which computes nothing. */
final class TorchFiles implements CaptureFiles {

    private static final Pattern TRACE = Pattern.compile(".*\\.pt\\.trace\\.json(\\.gz)?");
    private static final Pattern TABLE = Pattern.compile(".*profiler_out.*\\.txt");
    private static final String FRONT_END = ".async_llm.";

    private final Path dir;
    private final Duration wait;
    private final CaptureFolder folder;

    TorchFiles(Path dir, Duration wait) throws IOException {
        this.dir = dir;
        this.wait = wait;
        this.folder = new CaptureFolder(
                dir,
                name -> TRACE.matcher(name).matches() || TABLE.matcher(name).matches());
    }

    @Override
    public Captured take(Optional<Path> unused) throws IOException, InterruptedException {
        List<Path> files = folder.await(wait);
        List<Path> traces = files.stream()
                .filter(file -> TRACE.matcher(name(file)).matches())
                .filter(file -> !name(file).contains(FRONT_END))
                .toList();
        if (traces.isEmpty()) {
            return Captured.nothing("no trace of a worker came into " + dir + " within " + wait.toSeconds()
                    + " s; is it the server's torch_profiler_dir?");
        }
        List<String> problems = new ArrayList<>();
        List<KernelProfile> ranks = new ArrayList<>();
        for (Path trace : traces) {
            try {
                KernelProfile read = new ProfileFile(trace).read();
                if (read.truncated()) {
                    problems.add(name(trace) + " is not whole after " + wait.toSeconds() + " s; raise wait=");
                }
                ranks.add(read);
            } catch (IOException unreadable) {
                problems.add(FailureText.of(unreadable));
            }
        }
        return new Captured(
                ranks.isEmpty() ? Optional.empty() : Optional.of(KernelProfile.ofRanks(ranks)),
                files,
                problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems)));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
