package io.varcas.profiler.server;

import io.varcas.annotation.Profile;
import io.varcas.client.ServerRoute;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerOptions;
import io.varcas.profiler.ProfilerRun;
import io.varcas.transport.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A capture of vLLM's torch profiler under load: begun and ended by the server's routes, bounded in time and steps, its
 * traces read into kernels by class. It has a fork of its own.
 */
public final class TorchProfiler implements Profiler {

    private static final String DIR = "dir";
    private static final String WAIT = "wait";
    private static final String STOP = "stop";
    private static final Duration DEFAULT_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(2);

    private final Optional<Path> folder;
    private final CaptureLimit limit;
    private final Duration wait;
    private final Duration stop;

    /** Creates it without options. */
    public TorchProfiler() {
        this(Optional.empty(), CaptureLimit.defaultValue(), DEFAULT_WAIT, ProfileRange.STOP_LIMIT);
    }

    private TorchProfiler(Optional<Path> folder, CaptureLimit limit, Duration wait, Duration stop) {
        this.folder = folder;
        this.limit = limit;
        this.wait = wait;
        this.stop = stop;
    }

    @Override
    public String name() {
        return Profile.TORCH;
    }

    @Override
    public String meaning() {
        return "vLLM's torch profiler after the measurement, under the same load: kernels by class, idle share, steps";
    }

    @Override
    public String options() {
        return "dir=<torch_profiler_dir of the server, as seen from here> (default: that of a server of this machine);"
                + " seconds=<2>; steps=<most steps>;"
                + " wait=<1m> for files; stop=<30m> for /stop_profile";
    }

    @Override
    public Profiler with(ProfilerOptions options) {
        options.allow(List.of(DIR, CaptureLimit.SECONDS, CaptureLimit.STEPS, WAIT, STOP));
        return new TorchProfiler(
                options.path(DIR),
                CaptureLimit.of(options),
                options.duration(WAIT, LONGEST_WAIT).orElse(DEFAULT_WAIT),
                options.duration(STOP, LONGEST_WAIT).orElse(ProfileRange.STOP_LIMIT));
    }

    /**
     * Returns whether a text names this profiler.
     *
     * @param text name and options of a profiler
     */
    public static boolean isNamedBy(String text) {
        return ProfilerOptions.parse(text).profiler().equals(Profile.TORCH);
    }

    /**
     * Returns the text that names a profiler, with the folder of the traces if it is this profiler and has none.
     *
     * @param text name and options of a profiler
     * @param folder the server's {@code torch_profiler_dir}, as seen from this machine
     */
    public static String located(String text, Path folder) {
        if (!isNamedBy(text)
                || ProfilerOptions.parse(text).text(DIR).isPresent()
                || folder.toString().contains(";")) {
            return text;
        }
        return text + (text.contains(":") ? ";" : ":") + DIR + "=" + folder;
    }

    @Override
    public boolean needsOwnFork() {
        return true;
    }

    @Override
    public Optional<String> obstacle(ProfilerContext context) {
        if (context.server().isEmpty()) {
            return Optional.of("there is no server to ask");
        }
        if (folder.isEmpty()) {
            return Optional.of("dir is not set, and the server does not report its torch_profiler_dir; write -prof"
                    + " torch:dir=<torch_profiler_dir of the server>, or use " + Profile.SERVER_PROFILE
                    + " to leave the traces at a server elsewhere");
        }
        Path parent = folder.get().toAbsolutePath().getParent();
        if (!Files.isDirectory(folder.get()) && (parent == null || !Files.isDirectory(parent))) {
            return Optional.of("dir=" + folder.get() + " does not exist; it is the server's torch_profiler_dir, as seen"
                    + " from this machine");
        }
        return new ServerProfile()
                .obstacle(context)
                .map(reason -> reason.startsWith("the server has no")
                        ? "the server has no " + ServerRoute.START_PROFILE.path()
                                + "; start vLLM with --profiler-config"
                                + " '{\"profiler\":\"torch\",\"torch_profiler_dir\":\""
                                + folder.get().toAbsolutePath()
                                + "\",\"torch_profiler_with_stack\":false,\"ignore_frontend\":true}'"
                        : reason);
    }

    @Override
    public ProfilerRun start(ProfilerContext context) {
        Target server = context.server().orElseThrow(() -> new IllegalStateException("there is no server to ask"));
        Path dir = folder.orElseThrow(() -> new IllegalStateException("dir is not set"));
        try {
            return new CaptureRun(
                    Profile.TORCH,
                    new ProfileRange(server, stop),
                    new ServerMetricsSource(server),
                    context,
                    limit,
                    new TorchFiles(dir, wait));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("dir=" + dir + " cannot be read", unreadable);
        }
    }

    @Override
    public Duration stopLimit() {
        return stop.plus(wait).plusMinutes(10);
    }
}
