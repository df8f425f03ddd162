package io.varcas.profiler.host;

import io.varcas.annotation.Profile;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerOptions;
import io.varcas.profiler.ProfilerRun;
import io.varcas.setting.type.SettingException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jdk.jfr.FlightRecorder;

/** Java Flight Recorder in the client's JVM over the measurement phase of a fork of its own. */
public final class JfrProfiler implements Profiler {

    private static final String SETTINGS = "settings";
    private static final List<String> KNOWN = List.of("profile", "default");

    private final String settings;

    /** Creates it with the settings for profiling. */
    public JfrProfiler() {
        this("profile");
    }

    private JfrProfiler(String settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return Profile.JFR;
    }

    @Override
    public String meaning() {
        return "Java Flight Recorder in the client, in a fork of its own: its hottest methods, and the recording";
    }

    @Override
    public String options() {
        return "settings=<profile|default>";
    }

    @Override
    public Profiler with(ProfilerOptions options) {
        options.allow(List.of(SETTINGS));
        String chosen = options.text(SETTINGS).orElse(KNOWN.get(0));
        if (!KNOWN.contains(chosen)) {
            throw new SettingException("profiler jfr: settings: \"" + chosen + "\" must be profile or default");
        }
        return new JfrProfiler(chosen);
    }

    @Override
    public boolean needsOwnFork() {
        return true;
    }

    @Override
    public Optional<String> obstacle(ProfilerContext context) {
        try {
            return FlightRecorder.isAvailable()
                    ? Optional.empty()
                    : Optional.of("this JVM has no Flight Recorder; use a JDK with the module jdk.jfr");
        } catch (LinkageError absent) {
            return Optional.of("this JVM has no Flight Recorder; use a JDK with the module jdk.jfr");
        }
    }

    @Override
    public ProfilerRun start(ProfilerContext context) {
        return new JfrRun(settings, context);
    }

    @Override
    public Duration stopLimit() {
        return Duration.ofMinutes(2);
    }
}
