package io.varcas.cli.tune;

import io.varcas.runner.flag.FlaggedTarget;
import io.varcas.runner.flag.WantedFlags;
import io.varcas.setting.ConnectionSettings;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.ServerSettings;
import io.varcas.setting.Settings;
import io.varcas.setting.type.Words;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.validation.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of a run that say which server is measured and how it is reached. */
final class ServerFlags {

    @Option(
            names = "-target",
            paramLabel = "<target>",
            description = "Server URL, unix:/path of a socket, sim:[accelerator][,key=value,...] for the simulator, or"
                    + " launch:<command or file> to start a server (default: ${DEFAULT-VALUE}).")
    String target = SimulatedTarget.SCHEME;

    @Option(
            names = "-s",
            paramLabel = "<name=value>",
            description = "Set a flag of the server that is simulated or launched, such as max-num-batched-tokens=2048."
                    + " Repeatable.")
    List<String> flags = new ArrayList<>();

    @Option(
            names = "-model",
            paramLabel = "<name>",
            description = "Model to request (default: the first that the server lists).")
    @Nullable
    String model;

    @Option(
            names = "-header",
            paramLabel = "<NAME=VALUE>",
            description = "Add an HTTP header to every request. Pass secrets through the environment:"
                    + " 'X-Token=$${TOKEN}'. Repeatable.")
    List<String> headers = new ArrayList<>();

    @Option(
            names = "-cacert",
            paramLabel = "<file>",
            description = "Trust the certificates in this PEM file instead of the JVM's.")
    @Nullable
    String trusted;

    @Option(names = "-cert", paramLabel = "<file>", description = "PEM file of the client certificate.")
    @Nullable
    String certificate;

    @Option(names = "-key", paramLabel = "<file>", description = "PEM file of the client certificate's private key.")
    @Nullable
    String key;

    @Option(names = "--insecure", description = "Accept any server certificate; for test servers only.")
    boolean insecure;

    @Option(
            names = "-serverLog",
            paramLabel = "<file>",
            description = "Read the flags and kernels of the server from its log file.")
    @Nullable
    String log;

    /**
     * Returns the target, with the flags of its server.
     *
     * @throws UsageException if a flag is malformed, given twice, or cannot be set because the server runs already
     */
    FlaggedTarget target() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String flag : flags) {
            int equals = flag.indexOf('=');
            if (equals < 1) {
                throw new UsageException("-s " + flag + ": must be name=value, such as max-num-seqs=16");
            }
            if (values.put(flag.substring(0, equals), flag.substring(equals + 1)) != null) {
                throw new UsageException("-s " + flag.substring(0, equals) + ": given twice; a profile has one server");
            }
        }
        return new FlaggedTarget(target, new WantedFlags(values));
    }

    /** Returns the settings that they set. */
    ResolvedSettings settings() {
        Map<String, String> set = new LinkedHashMap<>();
        put(set, Settings.MODEL.name(), model);
        put(set, ConnectionSettings.HEADERS.name(), headers.isEmpty() ? null : Words.format(headers));
        put(set, ConnectionSettings.TRUSTED.name(), trusted);
        put(set, ConnectionSettings.CERTIFICATE.name(), certificate);
        put(set, ConnectionSettings.KEY.name(), key);
        put(set, ConnectionSettings.INSECURE.name(), insecure ? "true" : null);
        put(set, ServerSettings.LOG.name(), log);
        return ResolvedSettings.of(Map.of(Layer.COMMAND_LINE, set));
    }

    private static void put(Map<String, String> set, String name, @Nullable String value) {
        if (value != null) {
            set.put(name, value);
        }
    }
}
