package io.varcas.reports.chart;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Columns of profilers that are drawn together.
 *
 * @param title title of the chart
 * @param label label of its vertical axis
 * @param columns names of the columns
 * @param note how to read it
 */
record ProfilerPanel(String title, String label, Pattern columns, String note) {

    /** Name of the column that {@link ProfilerCharts} works out from two others. */
    static final String HIT_RATE = "prefix cache hit rate";

    /** Name of the column that {@link ProfilerCharts} computes from the client's output tokens and the power of all GPUs. */
    static final String TOKENS_PER_JOULE = "output tokens per joule";
    /** Ends the columns of one of several servers. */
    private static final String OF_ADDRESS = "( \\[.*\\])?";

    private static ProfilerPanel of(String title, String label, String columns, String note) {
        return new ProfilerPanel(title, label, Pattern.compile(columns), note);
    }

    /** Returns the panels, in the order of the page; a column goes to the first that names it. */
    static List<ProfilerPanel> all() {
        return List.of(
                of(
                        "GPU utilisation",
                        "share",
                        "gpu[0-9]*\\..*(utilization|throttled).*",
                        "As nvidia-smi reports it: share of the time in which a kernel ran."),
                of("GPU power", "power", "gpu[0-9]*\\..*power.*", ""),
                of(
                        "Output tokens per joule",
                        "tokens per joule",
                        TOKENS_PER_JOULE,
                        "Output tokens that the client received, over the energy that all GPUs drew."),
                of("GPU memory", "memory", "gpu[0-9]*\\..*memory\\.used", ""),
                of("GPU energy", "energy", "gpu[0-9]*\\..*energy", "Energy since the reading before."),
                of("GPU temperature", "temperature", "gpu[0-9]*\\..*temperature", ""),
                of("GPU clocks", "clock", "gpu[0-9]*\\..*clock.*", ""),
                of(
                        "Server queue",
                        "requests",
                        "server\\.requests\\.(running|waiting)" + OF_ADDRESS,
                        "Running and waiting requests, by the server's counters."),
                of(
                        "KV cache",
                        "share",
                        "server\\.kv\\.usage" + OF_ADDRESS + "|" + HIT_RATE,
                        "Share of the KV cache in use, and share of the prompt tokens that came from the prefix"
                                + " cache."),
                of("Server tokens", "tokens", "server\\.tokens\\..*", "Tokens the server counted, a second."),
                of(
                        "Server ends and preemptions",
                        "requests",
                        "server\\.(preemptions|requests\\.(stop|length|abort|error|rejected)).*",
                        "Finished requests by reason, and preemptions, per second."),
                of(
                        "CPU of client and host",
                        "share",
                        "host\\.(cpu|steal)",
                        "Share of the host's processors that were busy, and that a hypervisor gave to others."),
                of("CPU of the client", "cores", "client\\.cpu", "Processors used by the load generator."),
                of(
                        "Pauses of the client",
                        "pause",
                        "client\\.(gc\\.pause|gc\\.pause\\.max|jitter\\.max)",
                        "What the client's own JVM and host added: collector pauses and late wake-ups."),
                of(
                        "Held back by a CPU quota",
                        "periods",
                        "cgroup\\.throttled",
                        "Periods in which the client's group had used up its quota."),
                of("Time held back by a CPU quota", "time", "cgroup\\.throttled\\.time", ""),
                of("Load of the host", "tasks", "host\\.load", "Tasks that run or wait for a processor."),
                of(
                        "Pressure on the host",
                        "share",
                        "host\\.pressure\\..*",
                        "Share of the time in which tasks waited: some for a processor, all for memory or for input and"
                                + " output."),
                of("Swap of the host", "swap", "host\\.swap\\..*", ""),
                of("Network of the host", "network", "host\\.network\\..*", "All interfaces but loopback."),
                of("Memory of client and host", "memory", "client\\.heap|host\\.memory\\.available", ""));
    }
}
