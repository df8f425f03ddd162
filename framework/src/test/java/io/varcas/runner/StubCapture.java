package io.varcas.runner;

import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerOptions;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** A profiler with a fork of its own that does as its options say. */
public final class StubCapture implements Profiler {

    private final Optional<String> problem;
    private final Optional<String> obstacle;

    /** Creates one that works. */
    public StubCapture() {
        this(Optional.empty(), Optional.empty());
    }

    private StubCapture(Optional<String> problem, Optional<String> obstacle) {
        this.problem = problem;
        this.obstacle = obstacle;
    }

    @Override
    public String name() {
        return "stub";
    }

    @Override
    public String meaning() {
        return "a stub";
    }

    @Override
    public Profiler with(ProfilerOptions options) {
        options.allow(List.of("problem", "obstacle"));
        return new StubCapture(options.text("problem"), options.text("obstacle"));
    }

    @Override
    public boolean needsOwnFork() {
        return true;
    }

    @Override
    public Optional<String> obstacle(ProfilerContext context) {
        return obstacle;
    }

    @Override
    public ProfilerRun start(ProfilerContext context) {
        return new ProfilerRun() {
            @Override
            public void sample() {}

            @Override
            public void measuring() {}

            @Override
            public void measured() {}

            @Override
            public ProfilerResult stop() {
                try {
                    Files.writeString(context.folder().orElseThrow().resolve("capture.bin"), "bytes");
                } catch (IOException full) {
                    throw new UncheckedIOException(full);
                }
                return new ProfilerResult(
                        name(),
                        problem,
                        List.of(),
                        List.of(Reading.of("kernel.share.GEMM", "%", 60)),
                        List.of(),
                        List.of("capture.bin"));
            }
        };
    }
}
