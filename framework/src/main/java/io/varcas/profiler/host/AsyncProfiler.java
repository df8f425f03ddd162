package io.varcas.profiler.host;

import io.varcas.annotation.Profile;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerOptions;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.Tool;
import io.varcas.setting.type.SettingException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * async-profiler on the client's JVM over the measurement phase of a fork of its own, by its command {@code asprof} or by its library.
 */
public final class AsyncProfiler implements Profiler {

    /** Format of a recording, which is written from the start of a profile on. */
    static final String JFR = "jfr";

    private static final String EVENT = "event";
    private static final String OUTPUT = "output";
    private static final String TOOL = "tool";
    private static final String LIBRARY = "lib";
    private static final List<String> OUTPUTS = List.of("collapsed", "flamegraph", JFR);

    private final String event;
    private final String output;
    private final AsyncControl control;

    /** Creates it for CPU time. */
    public AsyncProfiler() {
        this("cpu", OUTPUTS.get(0), command("asprof"));
    }

    private AsyncProfiler(String event, String output, AsyncControl control) {
        this.event = event;
        this.output = output;
        this.control = control;
    }

    private static AsyncControl command(String tool) {
        return new AsyncControl.Command(
                new Tool(tool, "install async-profiler (github.com/async-profiler/async-profiler)"));
    }

    @Override
    public String name() {
        return Profile.ASYNC;
    }

    @Override
    public String meaning() {
        return "async-profiler in the client, in a fork of its own: its hottest methods, or a flame graph";
    }

    @Override
    public String options() {
        return "event=<cpu|itimer|wall|alloc|lock>; output=<collapsed|flamegraph|jfr>; tool=<asprof>;"
                + " lib=<libasyncProfiler.so> instead of tool";
    }

    @Override
    public Profiler with(ProfilerOptions options) {
        options.allow(List.of(EVENT, OUTPUT, TOOL, LIBRARY));
        String chosen = options.text(OUTPUT).orElse(output);
        if (!OUTPUTS.contains(chosen)) {
            throw new SettingException(
                    "profiler async: output: \"" + chosen + "\" must be one of " + String.join(", ", OUTPUTS));
        }
        if (options.text(TOOL).isPresent() && options.text(LIBRARY).isPresent()) {
            throw new SettingException("profiler async: tool and lib are set; set one of them");
        }
        AsyncControl chosenControl = options.path(LIBRARY)
                .<AsyncControl>map(AsyncControl.Library::new)
                .or(() -> options.text(TOOL).map(AsyncProfiler::command))
                .orElse(control);
        return new AsyncProfiler(options.text(EVENT).orElse(event), chosen, chosenControl);
    }

    @Override
    public boolean needsOwnFork() {
        return true;
    }

    @Override
    public Optional<String> obstacle(ProfilerContext context) {
        return control.obstacle();
    }

    @Override
    public ProfilerRun start(ProfilerContext context) {
        return new AsyncRun(control, event, output, context);
    }

    @Override
    public Duration stopLimit() {
        return Duration.ofMinutes(3);
    }
}
