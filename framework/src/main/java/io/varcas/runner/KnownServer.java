package io.varcas.runner;

import io.varcas.client.ServedModel;
import io.varcas.client.ServerFacts;
import io.varcas.client.ServerRoute;
import io.varcas.launch.LaunchedServer;
import io.varcas.launch.TraceFolder;
import io.varcas.result.identity.FactSource;
import io.varcas.result.identity.ServerFlags;
import io.varcas.result.identity.ServerIdentityReader;
import io.varcas.result.identity.ServerProperty;
import io.varcas.result.identity.StartLog;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.runner.flag.FlaggedTarget;
import io.varcas.runner.guard.ReportedFlag;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that is known of the server of a session: by its routes, by its log, and by the command that launched it. */
final class KnownServer {

    private final FlaggedTarget asked;
    private final String base;
    private final Optional<String> simulates;
    private final Optional<LaunchedServer> launched;
    private final Optional<Path> log;
    private final Map<ServerProperty, String> machine;

    /**
     * Creates it.
     *
     * @param asked what the user wrote
     * @param base base URL of the server
     * @param simulates hardware that the embedded simulator simulates; empty for others
     * @param launched the server, if this session launched it
     * @param log log of its start
     * @param machine what its machine says of its GPUs
     */
    KnownServer(
            FlaggedTarget asked,
            String base,
            Optional<String> simulates,
            Optional<LaunchedServer> launched,
            Optional<Path> log,
            Map<ServerProperty, String> machine) {
        this.asked = asked;
        this.base = base;
        this.simulates = simulates;
        this.launched = launched;
        this.log = log;
        this.machine = machine;
    }

    /**
     * Returns the identity of the server.
     *
     * @param seen responses of its routes; null if it was not there
     * @param model model to ask for
     * @param simulated whether its numbers come from a model
     */
    TargetIdentity identity(@Nullable ServerFacts seen, String model, boolean simulated) {
        return new TargetIdentity(
                asked.toString(),
                base,
                simulated,
                seen == null ? Optional.empty() : seen.version(),
                model,
                seen == null ? OptionalInt.empty() : context(seen, model),
                facts(seen),
                seen == null
                        ? Optional.empty()
                        : Optional.of(ServerIdentityReader.read(seen, model, startLog(), command(), machine)));
    }

    private Optional<ServerFlags> command() {
        return launched.map(server -> {
            Map<String, String> flags = new TreeMap<>();
            server.spec()
                    .command()
                    .flags()
                    .forEach(flag -> flags.put(
                            flag.subject(),
                            flag.values().isEmpty()
                                    ? String.valueOf(!flag.isNegated())
                                    : String.join(" ", flag.values())));
            return new ServerFlags(flags, FactSource.COMMAND);
        });
    }

    /** Reads the log anew, for a server may still have been writing it. */
    private Optional<StartLog> startLog() {
        if (log.isEmpty()) {
            return Optional.empty();
        }
        try {
            StartLog read = StartLog.read(log.get());
            // A launched server need not be vLLM; of a log that a user gave, it is worth a word.
            return launched.isPresent() && read.isEmpty() ? Optional.empty() : Optional.of(read);
        } catch (IOException unreadable) {
            throw new UsageException("-serverLog " + log.get() + ": " + FailureText.of(unreadable));
        }
    }

    private Map<String, String> facts(@Nullable ServerFacts seen) {
        Map<String, String> facts = seen == null ? new TreeMap<>() : named(seen);
        simulates.ifPresent(hardware -> facts.put(TargetIdentity.SIMULATES, hardware));
        launched.ifPresent(
                server -> facts.put(TargetIdentity.LAUNCHED, server.spec().toString()));
        return facts;
    }

    /** Returns the folder of this machine into which the server's torch profiler writes; empty if that is not known. */
    Optional<Path> traces(@Nullable ServerFacts seen, boolean isHere) {
        if (launched.isPresent()) {
            return TraceFolder.of(launched.get().spec());
        }
        if (seen == null || !isHere) {
            return Optional.empty();
        }
        return startLog()
                .flatMap(StartLog::flags)
                .map(flags -> flags.values().toString())
                .flatMap(TraceFolder::in)
                .or(() -> seen.page(ServerRoute.SERVER_INFO).flatMap(TraceFolder::in));
    }

    /** Returns the flags that the server reports, by its routes and its log. */
    List<ReportedFlag> reportedFlags(@Nullable ServerFacts seen) {
        if (seen == null) {
            return List.of();
        }
        String model = seen.models().stream().map(ServedModel::id).findFirst().orElse("");
        return ReportedFlags.of(ServerIdentityReader.read(seen, model, startLog(), Optional.empty(), Map.of()));
    }

    private static OptionalInt context(ServerFacts facts, String model) {
        return facts.models().stream()
                .filter(served -> served.id().equals(model))
                .map(ServedModel::maxModelLength)
                .findFirst()
                .orElse(OptionalInt.empty());
    }

    private static Map<String, String> named(ServerFacts facts) {
        Map<String, String> named = new TreeMap<>();
        for (ServerRoute route : ServerRoute.values()) {
            named.put(
                    "route." + route.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    String.valueOf(facts.has(route)));
        }
        facts.healthy().ifPresent(healthy -> named.put("healthy", String.valueOf(healthy)));
        return named;
    }
}
