package io.varcas.profiler.server;

import io.varcas.profiler.Attachment;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.Reading;
import io.varcas.profiler.kernel.KernelProfile;
import io.varcas.profiler.kernel.KernelReadings;
import io.varcas.profiler.server.CaptureFiles.Captured;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One capture of a server's profiler: from the begin of the measurement phase, which is after the warm-up, or the first request in it, to
 * its limit or the end of the phase. Files up to {@value #MOST_COPIED} bytes are copied into the bundle.
 */
final class CaptureRun implements ProfilerRun {

    private static final long MOST_COPIED = 64L << 20;

    private final String profiler;
    private final CaptureRange range;
    private final MetricsSource metrics;
    private final ProfilerContext context;
    private final CaptureLimit limit;
    private final CaptureFiles files;
    private final List<Reading> readings = new ArrayList<>();
    private OptionalLong begun = OptionalLong.empty();
    private OptionalLong stepsBefore = OptionalLong.empty();
    private boolean waiting;
    private boolean captured;
    private Optional<String> problem = Optional.of("the measurement phase never began");

    CaptureRun(
            String profiler,
            CaptureRange range,
            MetricsSource metrics,
            ProfilerContext context,
            CaptureLimit limit,
            CaptureFiles files) {
        this.profiler = profiler;
        this.range = range;
        this.metrics = metrics;
        this.context = context;
        this.limit = limit;
        this.files = files;
    }

    @Override
    public void measuring() {
        waiting = true;
        problem = Optional.of("no capture was begun: no request was in flight in the measurement phase");
        beginIfBusy();
    }

    /** A server without requests computes nothing, and a capture of nothing shows nothing. */
    private void beginIfBusy() {
        if (waiting && context.inFlight().getAsLong() > 0) {
            waiting = false;
            begin();
        }
    }

    private void begin() {
        stepsBefore = steps();
        try {
            range.begin();
            begun = OptionalLong.of(context.elapsedNanos().getAsLong());
            problem = limit.steps().isPresent() && stepsBefore.isEmpty()
                    ? Optional.of("steps cannot be counted: /metrics has no vllm:iteration_tokens_total; the capture"
                            + " ended after " + limit.time().toSeconds() + " s instead")
                    : Optional.empty();
        } catch (IOException refused) {
            problem = Optional.of("no capture was begun: " + refused.getMessage());
        }
    }

    @Override
    public void sample() {
        beginIfBusy();
        if (begun.isPresent()) {
            long nanos = context.elapsedNanos().getAsLong() - begun.getAsLong();
            if (limit.isReached(nanos, stepsBefore, steps())) {
                end();
            }
        }
    }

    @Override
    public void measured() {
        end();
    }

    private OptionalLong steps() {
        return limit.steps().isPresent() ? EngineSteps.read(metrics) : OptionalLong.empty();
    }

    private void end() {
        waiting = false;
        if (begun.isEmpty()) {
            return;
        }
        long from = begun.getAsLong();
        long to = context.elapsedNanos().getAsLong();
        begun = OptionalLong.empty();
        readings.add(Reading.of("capture.start", "s", from / 1e9));
        readings.add(Reading.of("capture.time", "s", (to - from) / 1e9));
        try {
            range.end();
            captured = true;
            readings.add(
                    Reading.of("capture.write", "s", (context.elapsedNanos().getAsLong() - to) / 1e9));
        } catch (IOException refused) {
            problem = Optional.of("the capture was begun but its end is not known: " + refused.getMessage());
        }
    }

    /** Ends a capture that is still on, as after an interruption: a server must not be left under its profiler. */
    @Override
    public ProfilerResult stop() {
        end();
        range.close();
        metrics.close();
        List<Attachment> attachments = new ArrayList<>();
        List<String> copies = new ArrayList<>();
        if (captured) {
            try {
                Captured taken = files.take(context.folder());
                problem = problem.or(taken::problem);
                if (taken.profile().isPresent()) {
                    KernelProfile profile = taken.profile().get();
                    readings.addAll(KernelReadings.of(profile));
                    attachments.add(KernelReadings.attachment(profile));
                    problem = problem.or(() -> KernelReadings.problem(profile));
                }
                copies.addAll(copies(taken.files()));
            } catch (IOException unreadable) {
                problem = Optional.of("the files of the capture cannot be read: " + FailureText.of(unreadable));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                problem = Optional.of("interrupted while the files of the capture were awaited");
            }
        }
        return new ProfilerResult(profiler, problem, List.of(), readings, attachments, copies);
    }

    private List<String> copies(List<Path> originals) throws IOException {
        List<String> names = new ArrayList<>();
        if (context.folder().isPresent()) {
            for (Path original : originals) {
                Path copy = context.folder().get().resolve(String.valueOf(original.getFileName()));
                if (original.equals(copy)) {
                    names.add(String.valueOf(copy.getFileName()));
                } else if (Files.size(original) <= MOST_COPIED) {
                    Files.copy(original, copy, StandardCopyOption.REPLACE_EXISTING);
                    names.add(String.valueOf(copy.getFileName()));
                }
            }
        }
        return names;
    }
}
