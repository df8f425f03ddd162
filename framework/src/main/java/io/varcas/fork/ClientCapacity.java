package io.varcas.fork;

import com.sun.management.UnixOperatingSystemMXBean;
import io.varcas.annotation.Arrivals;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.LoadSettings;
import io.varcas.setting.Settings;
import io.varcas.setting.type.TimedRate;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.traffic.BurstArrivals;
import io.varcas.validation.UsageException;
import io.varcas.workload.LoadShape;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The requests that this machine can have in flight: each needs a descriptor, a port and some memory. A load that needs more is rejected
 * before the run, as it would measure the end of the client.
 *
 * @param descriptors open files that a process may have
 * @param ports local ports of connections to one server
 */
public record ClientCapacity(long descriptors, long ports) {

    private static final Path PORT_RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    /** Ports 49152 to 65535, which IANA leaves to clients (RFC 6335, 2011); macOS and Windows use them. */
    private static final long IANA_PORTS = 16_384;

    /** Open files that a JVM needs beside its connections. */
    private static final long OTHER_FILES = 256;

    /** Open files without which no run comes to an end, with one request in flight (JDK 17 on Linux, 2026-11: 42). */
    private static final long LEAST_FILES = 64;

    /** Least memory of a request in flight, beside its text: buffers of the connection and what is recorded of it. */
    private static final long BYTES_PER_REQUEST = 8_192;

    private static final long BYTES_PER_TOKEN = 10;

    /** No server is faster: a request lasts for a millisecond at least, and half of one for each output token. */
    private static final double LEAST_SECONDS = 1e-3;

    private static final double LEAST_SECONDS_PER_TOKEN = 0.5e-3;

    /** Returns the capacity of this machine. */
    public static ClientCapacity here() {
        long descriptors = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
        return new ClientCapacity(descriptors, clientPorts());
    }

    /**
     * Rejects loads that cannot be held.
     *
     * @param plans what shall run
     * @param target the server
     * @throws UsageException with every fault found
     */
    public void check(List<WorkloadPlan> plans, String target) {
        Set<String> faults = new LinkedHashSet<>();
        for (WorkloadPlan plan : plans) {
            fault(plan, target).ifPresent(fault -> faults.add(plan.spec().name() + ": " + fault));
        }
        if (!faults.isEmpty()) {
            throw new UsageException(List.copyOf(faults));
        }
    }

    private Optional<String> fault(WorkloadPlan plan, String target) {
        long most = Math.min(
                LoadSettings.mostRequests(plan.settings()), plan.load().cap().orElse(Integer.MAX_VALUE));
        double needed = Math.min(needed(plan), (double) most);
        double held = held(plan, target);
        if (needed <= held) {
            return Optional.empty();
        }
        String rate = plan.load() instanceof LoadShape.Open open && !(open.arrivals() instanceof BurstArrivals)
                ? "; at " + milliseconds(plan)
                        + " ms a request, the minimum of any server, it supports a rate of "
                        + text(held / leastSeconds(plan))
                : "; lower the load to that";
        boolean filesDecide = held < ports && held < inMemory(plan);
        return Optional.of(plan.load().describe() + ": " + text(needed)
                + " requests would be in flight at once, but this machine supports " + text(held) + " (ports: "
                + text((double) ports) + ", open files of a process: " + text((double) descriptors) + ", memory: for "
                + text(inMemory(plan)) + ")" + rate
                + (filesDecide
                        ? ", or raise the limit on open files: ulimit -n " + filesFor(plan, target, needed)
                        : ""));
    }

    private double held(WorkloadPlan plan, String target) {
        boolean simulated = SimulatedTarget.isSimulated(target); // then the other ends are files of this process
        double files = descriptors < LEAST_FILES
                ? 0
                : Math.max(1.0, (double) (descriptors - OTHER_FILES)) / filesPerRequest(plan, target);
        double clients = plan.settings().get(Settings.CLIENTS) * Math.min(files, inMemory(plan));
        double held = simulated ? Math.min(clients, files) : clients;
        return Math.floor(target.startsWith("unix:") ? held : Math.min(held, (double) ports));
    }

    private static double filesPerRequest(WorkloadPlan plan, String target) {
        return SimulatedTarget.isSimulated(target) && plan.forks().count() == 0 ? 2.0 : 1.0;
    }

    private static long filesFor(WorkloadPlan plan, String target, double requests) {
        int clients = SimulatedTarget.isSimulated(target) ? 1 : plan.settings().get(Settings.CLIENTS);
        return OTHER_FILES + (long) Math.ceil(requests / clients * filesPerRequest(plan, target));
    }

    private static double inMemory(WorkloadPlan plan) {
        double tokens = plan.meanInputTokens() + plan.meanOutputTokens();
        return Math.floor(Runtime.getRuntime().maxMemory() / (BYTES_PER_REQUEST + BYTES_PER_TOKEN * tokens));
    }

    /** Data that end are as many requests as they are, which nobody has counted yet. */
    private static double needed(WorkloadPlan plan) {
        if (plan.settings().find(DatasetSettings.PATH).isPresent()
                && !plan.settings().get(DatasetSettings.REPEAT)) {
            return 0;
        }
        if (plan.load() instanceof LoadShape.Closed closed) {
            return closed.mostInFlight();
        }
        if (plan.load() instanceof LoadShape.Open open) {
            return open.arrivals() instanceof BurstArrivals burst
                    ? burst.requests()
                    : peakRate(plan, open)
                            * Math.min(leastSeconds(plan), plan.windows().measurementEndNanos() / 1e9);
        }
        return 0;
    }

    private static double peakRate(WorkloadPlan plan, LoadShape.Open open) {
        Arrivals arrivals = plan.settings().get(Settings.ARRIVALS);
        return arrivals == Arrivals.RAMP || arrivals == Arrivals.STEPS
                ? plan.settings().get(LoadSettings.RATES).stream()
                        .mapToDouble(TimedRate::perSecond)
                        .max()
                        .orElse(0)
                : open.arrivals().meanRatePerSecond().orElse(0);
    }

    private static double leastSeconds(WorkloadPlan plan) {
        return Math.max(LEAST_SECONDS, LEAST_SECONDS_PER_TOKEN * plan.meanOutputTokens());
    }

    private static String milliseconds(WorkloadPlan plan) {
        return text(Math.ceil(1_000 * leastSeconds(plan)));
    }

    private static String text(double number) {
        return String.format(Locale.ROOT, number < 1e12 ? "%,.0f" : "%.3g", Math.floor(number));
    }

    private static long clientPorts() {
        try {
            String[] range = Files.readString(PORT_RANGE).strip().split("\\s+", -1);
            return Long.parseLong(range[1]) - Long.parseLong(range[0]) + 1;
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException unknown) {
            return IANA_PORTS;
        }
    }
}
