package io.varcas.profiler.server;

import io.varcas.annotation.Profile;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerOptions;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.Tool;
import io.varcas.transport.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hardware counters of single kernels by Nsight Compute. It replays kernels, which makes a server slower by orders of
 * magnitude, so that a second server is started under it after the load, asked a little, and ended.
 */
public final class NcuProfiler implements Profiler {

    private static final String COMMAND = "command";
    private static final String URL = "url";
    private static final String KERNEL = "kernel";
    private static final String SKIP = "skip";
    private static final String LAUNCHES = "launches";
    private static final String WAIT = "wait";
    private static final String TOOL = "tool";
    private static final Duration DEFAULT_WAIT = Duration.ofMinutes(10);
    private static final Duration LONGEST_WAIT = Duration.ofHours(2);
    private static final int DEFAULT_LAUNCHES = 20;
    private static final int MOST_LAUNCHES = 10_000;

    private final Optional<String> command;
    private final Optional<String> url;
    private final Optional<String> kernel;
    private final int skip;
    private final int launches;
    private final Duration wait;
    private final Tool ncu;

    /** Creates it without options. */
    public NcuProfiler() {
        this(new ProfilerOptions(Profile.NCU, Map.of()));
    }

    private NcuProfiler(ProfilerOptions options) {
        command = options.text(COMMAND);
        url = options.text(URL);
        kernel = options.text(KERNEL);
        skip = options.number(SKIP, 0, Integer.MAX_VALUE).orElse(0);
        launches = options.number(LAUNCHES, 1, MOST_LAUNCHES).orElse(DEFAULT_LAUNCHES);
        wait = options.duration(WAIT, LONGEST_WAIT).orElse(DEFAULT_WAIT);
        ncu = new Tool(options.text(TOOL).orElse("ncu"), "install NVIDIA Nsight Compute (package nsight-compute)");
    }

    @Override
    public String name() {
        return Profile.NCU;
    }

    @Override
    public String meaning() {
        return "Nsight Compute on a second server after the load: FLOP and bytes of single kernels";
    }

    @Override
    public String options() {
        return "command=<vllm serve MODEL --port 8010 --enforce-eager --gpu-memory-utilization 0.3"
                + " --profiler-config.profiler cuda> (required); url=<http://127.0.0.1:8010> (required);"
                + " kernel=<regular expression>; skip=<0> and launches=<20> of matching kernels; wait=<10m>; tool=<ncu>";
    }

    @Override
    public Profiler with(ProfilerOptions options) {
        options.allow(List.of(COMMAND, URL, KERNEL, SKIP, LAUNCHES, WAIT, TOOL));
        return new NcuProfiler(options);
    }

    @Override
    public boolean needsOwnFork() {
        return true;
    }

    @Override
    public Optional<String> obstacle(ProfilerContext context) {
        Optional<String> tool = ncu.obstacle();
        if (tool.isPresent()) {
            return tool;
        }
        if (command.isEmpty() || url.isEmpty()) {
            return Optional.of((command.isEmpty() ? "command" : "url")
                    + " is not set; ncu cannot attach to a running server and starts one of its own:"
                    + " -prof \"ncu:command=vllm serve MODEL --port 8010 --enforce-eager --gpu-memory-utilization 0.3"
                    + " --profiler-config.profiler cuda;url=http://127.0.0.1:8010\"");
        }
        try {
            Target own = Target.parse(url.get());
            return context.server().map(Target::base).filter(own.base()::equals).isPresent()
                    ? Optional.of(
                            "url=" + url.get() + " is the server under test; give the second server a port of its own")
                    : Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of("url: " + wrong.getMessage());
        }
    }

    @Override
    public ProfilerRun start(ProfilerContext context) {
        Path report = context.folder().orElse(Path.of("")).toAbsolutePath().resolve("ncu.csv");
        return new NcuRun(commandLine(report), Target.parse(url.orElseThrow()), report, wait);
    }

    /** Returns the command line of ncu around the server's. */
    List<String> commandLine(Path report) {
        List<String> line = new ArrayList<>(List.of(
                ncu.command(),
                "--target-processes",
                "all",
                "--profile-from-start",
                "off",
                "--launch-skip",
                String.valueOf(skip),
                "--launch-count",
                String.valueOf(launches),
                "--set",
                "roofline",
                "--clock-control",
                "none",
                "--csv",
                "--page",
                "raw",
                "--print-units",
                "base",
                "--log-file",
                report.toString()));
        kernel.ifPresent(expression -> line.addAll(List.of("--kernel-name", "regex:" + expression)));
        line.addAll(Arrays.asList(command.orElseThrow().strip().split("\\s+", -1)));
        return line;
    }

    @Override
    public Duration stopLimit() {
        return wait.multipliedBy(3).plusMinutes(5);
    }
}
