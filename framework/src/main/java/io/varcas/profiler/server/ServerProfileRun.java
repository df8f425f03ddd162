package io.varcas.profiler.server;

import io.varcas.annotation.Profile;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.Reading;
import io.varcas.profiler.ReadingNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** One profile of the server, from the first measurement iteration to the last. */
final class ServerProfileRun implements ProfilerRun {

    private final ProfileRange range;
    private final LongSupplier elapsedNanos;
    private final List<Reading> readings = new ArrayList<>();
    private OptionalLong begun = OptionalLong.empty();
    private Optional<String> problem = Optional.of("the measurement phase never began");

    ServerProfileRun(ProfileRange range, LongSupplier elapsedNanos) {
        this.range = range;
        this.elapsedNanos = elapsedNanos;
    }

    @Override
    public void sample() {
        // The server records; there is nothing to take from it each second.
    }

    @Override
    public void measuring() {
        try {
            range.begin();
            begun = OptionalLong.of(elapsedNanos.getAsLong());
            problem = Optional.empty();
        } catch (IOException refused) {
            problem = Optional.of("no profile was begun: " + refused.getMessage());
        }
    }

    @Override
    public void measured() {
        if (begun.isEmpty()) {
            return;
        }
        long from = begun.getAsLong();
        long to = elapsedNanos.getAsLong();
        begun = OptionalLong.empty();
        readings.add(Reading.of("server.profile.start", "s", from / 1e9));
        readings.add(Reading.of(ReadingNames.SERVER_PROFILE_TIME, "s", (to - from) / 1e9));
        try {
            range.end();
            readings.add(Reading.of("server.profile.write", "s", (elapsedNanos.getAsLong() - to) / 1e9));
        } catch (IOException refused) {
            problem = Optional.of("the profile was begun but its end is not known: " + refused.getMessage());
        }
    }

    /** Ends a profile that is still on, as after an interruption: a server must not be left under its profiler. */
    @Override
    public ProfilerResult stop() {
        measured();
        range.close();
        return new ProfilerResult(Profile.SERVER_PROFILE, problem, List.of(), readings, List.of());
    }
}
