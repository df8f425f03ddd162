package io.varcas.doctor;

import io.varcas.profiler.host.HostFiles;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Examines this machine: everything a benchmark of a serving engine depends on and a user can see or change. It only reads.
 *
 * <p>Sources of what is wanted: the kernel's {@code Documentation/admin-guide} (sysctl, mm, pm), {@code Documentation/accounting/psi.rst},
 * NVIDIA's nvidia-smi(1), and vLLM's documentation on deployment (read November 2026). Limits without a source are the product's own.
 */
public final class Doctor {

    private final HostFiles files;
    private final Tools tools;
    private final Runnable pause;
    private final OptionalLong server;

    /**
     * Creates a doctor.
     *
     * @param files the machine's files
     * @param tools the machine's programs
     * @param pause waits between two readings of a counter, a second or so
     * @param server process id of the server, whose limits are checked as well; empty if it is not known
     */
    public Doctor(HostFiles files, Tools tools, Runnable pause, OptionalLong server) {
        this.files = files;
        this.tools = tools;
        this.pause = pause;
        this.server = server;
    }

    /** Examines the machine; takes as long as one pause. */
    public List<HostCheck> examine() {
        ActivityChecks activity = new ActivityChecks(files);
        pause.run();
        return Stream.of(
                        new GpuChecks(tools).checks(),
                        new CpuChecks(files).checks(),
                        new MemoryChecks(files).checks(),
                        new LimitChecks(files, server).checks(),
                        new NetworkChecks(files).checks(),
                        activity.checks(),
                        new VersionChecks(files).checks())
                .flatMap(List::stream)
                .toList();
    }
}
