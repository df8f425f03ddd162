package io.varcas.profiler.server;

import io.varcas.annotation.Profile;
import io.varcas.client.ServerRoute;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerRun;
import io.varcas.transport.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The server's own profiler, switched on for the measurement phase: vLLM's torch traces, or the range that
 * {@code nsys} captures. What it records lies at the server.
 */
public final class ServerProfile implements Profiler {

    @Override
    public String name() {
        return Profile.SERVER_PROFILE;
    }

    @Override
    public String meaning() {
        return "the server's own profiler, on for the measurement phase: its latencies are no measurement then";
    }

    @Override
    public Optional<String> obstacle(ProfilerContext context) {
        if (context.server().isEmpty()) {
            return Optional.of("there is no server to ask");
        }
        try (ProfileRange range = range(context)) {
            return range.isThere()
                    ? Optional.empty()
                    : Optional.of("the server has no " + ServerRoute.START_PROFILE.path()
                            + "; start vLLM with --profiler-config, up to 0.12 with VLLM_TORCH_PROFILER_DIR");
        } catch (IOException silent) {
            return Optional.of("the server cannot be asked for a profile: " + silent.getMessage());
        }
    }

    @Override
    public ProfilerRun start(ProfilerContext context) {
        return new ServerProfileRun(range(context), context.elapsedNanos());
    }

    /** As long as a server may write: vLLM tells of ten minutes for a large model. */
    @Override
    public Duration stopLimit() {
        return ProfileRange.STOP_LIMIT.plusSeconds(10);
    }

    private static ProfileRange range(ProfilerContext context) {
        Target server = context.server().orElseThrow(() -> new IllegalStateException("there is no server to ask"));
        return new ProfileRange(server);
    }
}
