package io.varcas.profiler.server;

import io.varcas.annotation.Profile;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerOptions;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.Tool;
import io.varcas.transport.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A capture by Nsight Systems, which cannot attach to a process: the server was started by {@code nsys launch}, whose
 * session is started and stopped here, or by {@code nsys profile} with a capture range, which the server's profile routes
 * begin and end.
 */
public final class NsysProfiler implements Profiler {

    private static final String SESSION = "session";
    private static final String DIR = "dir";
    private static final String WAIT = "wait";
    private static final String TOOL = "tool";
    private static final Duration DEFAULT_WAIT = Duration.ofMinutes(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(2);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(60);

    private final Optional<String> session;
    private final Optional<Path> folder;
    private final CaptureLimit limit;
    private final Duration wait;
    private final Tool nsys;

    /** Creates it without options. */
    public NsysProfiler() {
        this(new ProfilerOptions(Profile.NSYS, Map.of()));
    }

    private NsysProfiler(ProfilerOptions options) {
        session = options.text(SESSION);
        folder = options.path(DIR);
        limit = CaptureLimit.of(options);
        wait = options.duration(WAIT, LONGEST_WAIT).orElse(DEFAULT_WAIT);
        nsys = new Tool(
                options.text(TOOL).orElse("nsys"), "install NVIDIA Nsight Systems (package nsight-systems-cli)");
    }

    @Override
    public String name() {
        return Profile.NSYS;
    }

    @Override
    public String meaning() {
        return "Nsight Systems after the measurement, under the same load: kernels by class, idle share, steps";
    }

    @Override
    public String options() {
        return "session=<name given to nsys launch --session-new> or dir=<folder of the reports of nsys profile"
                + " --capture-range=cudaProfilerApi>; seconds=<2>; steps=<most steps>; wait=<5m> for the report;"
                + " tool=<nsys>";
    }

    @Override
    public Profiler with(ProfilerOptions options) {
        options.allow(List.of(SESSION, DIR, CaptureLimit.SECONDS, CaptureLimit.STEPS, WAIT, TOOL));
        return new NsysProfiler(options);
    }

    @Override
    public boolean needsOwnFork() {
        return true;
    }

    @Override
    public Optional<String> obstacle(ProfilerContext context) {
        Optional<String> tool = nsys.obstacle();
        if (tool.isPresent()) {
            return tool;
        }
        if (context.server().isEmpty()) {
            return Optional.of("there is no server to ask");
        }
        if (session.isPresent() == folder.isPresent()) {
            return Optional.of(
                    (session.isPresent() ? "session and dir exclude each other" : "neither session nor dir is set")
                            + "; start the server with nsys launch --session-new=NAME and write -prof nsys:session=NAME, or with"
                            + " nsys profile --capture-range=cudaProfilerApi -o DIR/report and write -prof nsys:dir=DIR");
        }
        return session.isPresent() ? noSession(session.get()) : noRange(context);
    }

    private Optional<String> noSession(String name) {
        try {
            String sessions = nsys.require(CALL_LIMIT, List.of("sessions", "list"));
            return sessions.lines()
                            .anyMatch(line ->
                                    List.of(line.strip().split("\\s+", -1)).contains(name))
                    ? Optional.empty()
                    : Optional.of("nsys has no session " + name + "; start the server with nsys launch --session-new="
                            + name + " --trace=cuda,nvtx --cuda-graph-trace=node");
        } catch (IOException failed) {
            return Optional.of(String.valueOf(failed.getMessage()));
        }
    }

    private Optional<String> noRange(ProfilerContext context) {
        if (!Files.isDirectory(folder.orElseThrow())) {
            return Optional.of("dir=" + folder.get() + " is not a folder; it is that of nsys profile -o, as seen from"
                    + " this machine");
        }
        return new ServerProfile()
                .obstacle(context)
                .map(reason -> reason + "; for nsys: --profiler-config '{\"profiler\":\"cuda\"}'");
    }

    @Override
    public ProfilerRun start(ProfilerContext context) {
        Target server = context.server().orElseThrow(() -> new IllegalStateException("there is no server to ask"));
        try {
            return session.isPresent()
                    ? inSession(server, context, session.get())
                    : inRange(server, context, folder.orElseThrow());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the folder of reports cannot be read", unreadable);
        }
    }

    private ProfilerRun inSession(Target server, ProfilerContext context, String name) throws IOException {
        Path reports = context.folder().orElse(Path.of("")).toAbsolutePath();
        return run(server, context, new NsysSession(nsys, name, reports.resolve("nsys")), reports);
    }

    private ProfilerRun inRange(Target server, ProfilerContext context, Path reports) throws IOException {
        return run(server, context, new ProfileRange(server), reports);
    }

    private ProfilerRun run(Target server, ProfilerContext context, CaptureRange range, Path reports)
            throws IOException {
        return new CaptureRun(
                Profile.NSYS,
                range,
                new ServerMetricsSource(server),
                context,
                limit,
                new NsysFiles(nsys, reports, wait));
    }

    @Override
    public Duration stopLimit() {
        return ProfileRange.STOP_LIMIT.plus(wait.multipliedBy(3)).plusMinutes(5);
    }
}
