package io.varcas.profiler.server;

import io.varcas.profiler.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A capture within a session of {@code nsys launch}. */
final class NsysSession implements CaptureRange {

    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    private final Tool nsys;
    private final String session;
    private final Path report;

    /**
     * Names a session.
     *
     * @param report file of the report, without its extension
     */
    NsysSession(Tool nsys, String session, Path report) {
        this.nsys = nsys;
        this.session = session;
        this.report = report;
    }

    @Override
    public void begin() throws IOException {
        nsys.require(
                START_LIMIT,
                List.of(
                        "start",
                        "--session=" + session,
                        "--sample=none",
                        "--cpuctxsw=none",
                        "--force-overwrite=true",
                        "--output=" + report));
    }

    @Override
    public void end() throws IOException {
        nsys.require(ProfileRange.STOP_LIMIT, List.of("stop", "--session=" + session));
    }
}
