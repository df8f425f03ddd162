package io.varcas.fork;

import io.varcas.metric.Span;
import io.varcas.record.RequestLogReader;
import io.varcas.request.PromptStatistics;
import io.varcas.result.BundleFolder;
import io.varcas.result.ForkResult;
import io.varcas.result.ProfileResult;
import io.varcas.result.Status;
import io.varcas.result.TrafficResult;
import io.varcas.result.identity.JvmIdentity;
import io.varcas.workload.Windows;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of one fork, and what becomes of them in the result. */
public final class ForkFolder {

    /** Name of the file of request records. */
    public static final String REQUESTS = "requests.jsonl.gz";

    private final BundleFolder bundle;
    private final Path folder;
    private final RunPrompts sent;
    private final int index;
    private @Nullable ForkResult result;

    public ForkFolder(BundleFolder bundle, Path folder, RunPrompts sent, int index) {
        this.bundle = bundle;
        this.folder = folder;
        this.sent = sent;
        this.index = index;
    }

    /** Notes that the fork ended as it should, or was stopped. */
    public ForkFolder ended(ForkTask task, Optional<JvmIdentity> jvm, Status status, ForkEnd end) throws IOException {
        countPrompts();
        result = new ForkResult(
                index,
                task.seed(),
                status,
                Optional.empty(),
                List.of(),
                Optional.of(end.startedAt()),
                end.measured(),
                end.neverMade().isEmpty() ? Optional.empty() : Optional.of(end.neverMade()),
                end.ranOutNanos(),
                jvm,
                requests(),
                ProfileResult.readAll(folder, bundle.folder()),
                Optional.empty(),
                Optional.empty());
        return this;
    }

    /** Notes that the fork broke; what it measured until then stays. */
    public ForkFolder failed(ForkTask task, WorkloadPlan plan, ForkException failure) throws IOException {
        return broken(task, plan, Status.FAILED, String.valueOf(failure.getMessage()), failure.stderrTail());
    }

    /** Notes that the fork's run ended without it; what it measured until then stays. */
    public ForkFolder cutOff(ForkTask task, WorkloadPlan plan, String why) throws IOException {
        return broken(task, plan, Status.INTERRUPTED, why, List.of());
    }

    private ForkFolder broken(ForkTask task, WorkloadPlan plan, Status status, String why, List<String> stderr)
            throws IOException {
        countPrompts();
        result = new ForkResult(
                index,
                task.seed(),
                status,
                Optional.of(why),
                stderr,
                Optional.empty(),
                windowsReached(plan.windows()),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                requests(),
                ProfileResult.readAll(folder, bundle.folder()),
                Optional.empty(),
                Optional.empty());
        return this;
    }

    public ForkResult result() {
        if (result == null) {
            throw new IllegalStateException("the fork has not ended");
        }
        return result;
    }

    /** Removes the files of a fork whose results are not needed. */
    public static void discard(ForkFolder fork) throws IOException {
        try (Stream<Path> files = Files.walk(fork.folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The measurement phase up to the last record: a fork that crashed cannot say how far it came. */
    private List<Span> windowsReached(Windows windows) throws IOException {
        Path log = folder.resolve(REQUESTS);
        AtomicLong last = new AtomicLong();
        if (Files.exists(log)) {
            RequestLogReader.read(log, request -> last.accumulateAndGet(request.closedNanos(), Math::max));
        }
        List<Span> reached = new ArrayList<>();
        for (int i = windows.warmups(); i < windows.count() && windows.startNanos(i) < last.get(); i++) {
            reached.add(new Span(windows.startNanos(i), windows.startNanos(i + 1)).until(last.get()));
        }
        return reached;
    }

    /** Writes down what the fork's prompts came to, and how many of them the server may know already. */
    private void countPrompts() throws IOException {
        Optional<PromptStatistics> prompts = ForkPrompts.take(folder);
        if (prompts.isPresent()) {
            long[] different = ForkPrompts.different(folder.resolve(REQUESTS));
            TrafficResult.write(folder, prompts.get().counts(different.length, sent.add(different)));
        }
    }

    private String requests() {
        return bundle.folder().relativize(folder.resolve(REQUESTS)).toString().replace('\\', '/');
    }
}
