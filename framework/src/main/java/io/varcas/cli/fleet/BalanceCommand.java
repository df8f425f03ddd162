package io.varcas.cli.fleet;

import io.varcas.balance.BalanceLimits;
import io.varcas.balance.BalanceOptions;
import io.varcas.balance.Balancer;
import io.varcas.balance.ReplicaAddress;
import io.varcas.balance.ReplicaState;
import io.varcas.cli.flag.ExitCode;
import io.varcas.routing.RoutingPolicy;
import io.varcas.setting.type.Durations;
import io.varcas.validation.DidYouMean;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the balancer until it is interrupted. */
@Command(
        name = "balance",
        separator = " ",
        sortOptions = false,
        description = {
            "Balance requests over several vLLM servers until interrupted.",
            "Requests go by the model that they name; responses pass as they come.",
            ""
        })
public final class BalanceCommand implements Callable<Integer> {

    private static final int GREATEST_PORT = 65_535;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "[model=]http://host:port",
            description = "Replicas; the models that they serve are asked for unless they are named.")
    List<String> replicas = List.of();

    @Option(
            names = "-policy",
            paramLabel = "<policy>",
            description = "round-robin, random, least-requests, two-choices, queue-aware, prefix-affinity or session"
                    + " (default: ${DEFAULT-VALUE}).")
    String policy = "queue-aware";

    @Option(
            names = {"-host", "--host"},
            paramLabel = "<address>",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    String host = "127.0.0.1";

    @Option(
            names = {"-port", "--port"},
            paramLabel = "<port>",
            description = "Port to listen on; 0 for any free port (default: ${DEFAULT-VALUE}).")
    int port = 9000;

    @Option(
            names = "-threads",
            paramLabel = "<n>",
            description = "Threads that move bytes (default: ${DEFAULT-VALUE}).")
    int threads = 1;

    @Option(
            names = "-retries",
            paramLabel = "<n>",
            description = "Further replicas to try before the first byte of a response (default: ${DEFAULT-VALUE}).")
    int retries = BalanceLimits.DEFAULT.retries();

    @Option(
            names = "-failures",
            paramLabel = "<n>",
            description = "Failures in a row after which a replica gets no requests (default: ${DEFAULT-VALUE}).")
    int failures = BalanceLimits.DEFAULT.failures();

    @Option(
            names = "-ejection",
            paramLabel = "<time>",
            description = "Time that it gets none; longer if it fails again (default: ${DEFAULT-VALUE}).")
    String ejection = Durations.format(BalanceLimits.DEFAULT.ejection());

    @Option(
            names = "-firstByte",
            paramLabel = "<time>",
            description = "Longest time to the first byte of a response (default: ${DEFAULT-VALUE}).")
    String firstByte = Durations.format(BalanceLimits.DEFAULT.firstByte());

    @Option(
            names = "-silence",
            paramLabel = "<time>",
            description = "Longest time between two pieces of a response (default: ${DEFAULT-VALUE}).")
    String silence = Durations.format(BalanceLimits.DEFAULT.silence());

    @Option(
            names = "-drain",
            paramLabel = "<time>",
            description = "Time for requests in flight after Ctrl-C (default: ${DEFAULT-VALUE}).")
    String drain = Durations.format(BalanceLimits.DEFAULT.drain());

    @Option(
            names = "-healthEvery",
            paramLabel = "<time>",
            description = "Time between health checks (default: ${DEFAULT-VALUE}).")
    String healthEvery = Durations.format(BalanceLimits.DEFAULT.healthEvery());

    @Option(
            names = "-metricsEvery",
            paramLabel = "<time>",
            description = "Time between readings of the queues, for queue-aware (default: ${DEFAULT-VALUE}).")
    String metricsEvery = Durations.format(BalanceLimits.DEFAULT.metricsEvery());

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (Balancer balancer = Balancer.start(options(), line -> print(err, line))) {
            Runtime.getRuntime().addShutdownHook(new Thread(balancer::close, "varcas-balancer-drain"));
            out.println("balancing " + replicas.size() + " replicas by " + policy + " at " + balancer.baseUri()
                    + "; press Ctrl-C to stop");
            for (ReplicaState replica : balancer.replicas()) {
                out.println("  " + replica.name() + "  "
                        + (replica.open() ? String.join(", ", replica.models()) : "down, and looked at again"));
            }
            out.flush();
            balancer.awaitClose();
        } catch (UncheckedIOException refused) {
            throw new UsageException(FailureText.of(refused));
        }
        return ExitCode.MET;
    }

    private static void print(PrintWriter err, String line) {
        err.println(line);
        err.flush();
    }

    private BalanceOptions options() {
        if (port < 0 || port > GREATEST_PORT) {
            throw new UsageException(
                    "-port " + port + ": must be from 0 to " + GREATEST_PORT + "; use 0 for any free port");
        }
        try {
            BalanceLimits limits = new BalanceLimits(
                    BalanceLimits.DEFAULT.connect(),
                    time("-firstByte", firstByte),
                    time("-silence", silence),
                    time("-drain", drain),
                    time("-healthEvery", healthEvery),
                    time("-metricsEvery", metricsEvery),
                    retries,
                    failures,
                    time("-ejection", ejection));
            List<ReplicaAddress> addresses =
                    replicas.stream().map(ReplicaAddress::parse).toList();
            return new BalanceOptions(host, port, addresses, policy(), limits, threads, 1);
        } catch (IllegalArgumentException fault) {
            throw new UsageException(String.valueOf(fault.getMessage()));
        }
    }

    private RoutingPolicy policy() {
        return RoutingPolicy.named(policy)
                .orElseThrow(() -> new IllegalArgumentException("-policy " + policy + ": must be one of "
                        + String.join(", ", RoutingPolicy.labels()) + DidYouMean.hint(policy, RoutingPolicy.labels())));
    }

    private static Duration time(String flag, String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException(flag + " " + text + ": must be a time such as 10s, 500ms, 2min", fault);
        }
    }
}
