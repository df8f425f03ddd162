package io.varcas.cli.predict;

import io.varcas.deployment.DeploymentOption;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.validation.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The hardware under a server in one flag, as a run takes it. */
public final class HardwareFlag {

    @Option(
            names = "-hardware",
            paramLabel = "<gpu,model=...,...>",
            description = "Hardware and model: h100,model=llama-3.1-8b,tp=2; serve -options lists the keys.")
    @Nullable
    String hardware;

    /**
     * Returns the values of its keys.
     *
     * @param command name of the command, for messages
     * @param usable keys that the command uses
     * @throws UsageException if it is malformed, or has a key that the command does not use
     */
    public Map<DeploymentOption, String> values(String command, DeploymentOption... usable) {
        if (hardware == null) {
            return Map.of();
        }
        Map<DeploymentOption, String> values;
        try {
            values = DeploymentSpec.parse(hardware).values();
        } catch (IllegalArgumentException malformed) {
            throw new UsageException("-hardware " + malformed.getMessage());
        }
        List<DeploymentOption> known = Arrays.asList(usable);
        for (DeploymentOption option : values.keySet()) {
            if (!known.contains(option)) {
                throw new UsageException("-hardware " + option.label() + ": " + command + " does not use it; it uses "
                        + known.stream().map(DeploymentOption::label).collect(Collectors.joining(", ")));
            }
        }
        return values;
    }

    /** Returns the value of a key that is a whole number. */
    static int number(DeploymentOption option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            throw new UsageException("-hardware " + option.label() + "=" + text + ": must be a whole number");
        }
    }
}
