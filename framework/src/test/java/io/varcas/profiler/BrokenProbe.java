package io.varcas.profiler;

import java.util.List;
import java.util.Optional;

/** Runs out of memory at a place of its work. */
public final class BrokenProbe implements Profiler, ProfilerRun {

    private final String place;

    /** One that the service loader finds: it breaks when the measurement phase begin. */
    public BrokenProbe() {
        this("measuring");
    }

    BrokenProbe(String place) {
        this.place = place;
    }

    @Override
    public String name() {
        return "broken";
    }

    @Override
    public String meaning() {
        return "runs out of memory";
    }

    @Override
    public Optional<String> obstacle(ProfilerContext context) {
        return Optional.empty();
    }

    @Override
    public ProfilerRun start(ProfilerContext context) {
        breakAt("start");
        return this;
    }

    @Override
    public void sample() {
        breakAt("sample");
    }

    @Override
    public void measuring() {
        breakAt("measuring");
    }

    @Override
    public void measured() {
        breakAt("measured");
    }

    @Override
    public ProfilerResult stop() {
        breakAt("stop");
        return new ProfilerResult(name(), Optional.empty(), List.of(), List.of(), List.of());
    }

    private void breakAt(String where) {
        if (where.equals(place)) {
            throw new OutOfMemoryError("no room at " + where);
        }
    }
}
