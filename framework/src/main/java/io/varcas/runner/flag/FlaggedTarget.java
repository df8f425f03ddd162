package io.varcas.runner.flag;

import io.varcas.deployment.DeploymentOption;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.launch.LaunchSpec;
import io.varcas.launch.ServerCommand;
import io.varcas.launch.ServerFlag;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.validation.UsageException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A target with the flags that its server is to have, each in the place of what the target itself says of it.
 *
 * @param target what the user wrote: {@code sim:}, {@code launch:}, or the address of a running server
 * @param flags flags to set; none for a running server
 */
public record FlaggedTarget(String target, WantedFlags flags) {

    /**
     * Checks that the flags can be set.
     *
     * @throws UsageException if the server runs already; one line
     */
    public FlaggedTarget {
        boolean ours = SimulatedTarget.isSimulated(target) || LaunchSpec.isLaunch(target);
        if (!flags.isEmpty() && !ours) {
            String first = flags.values().keySet().iterator().next();
            throw new UsageException("-s " + first + ": the flags of a running server (" + target
                    + ") cannot be changed; start it with -target \"launch:vllm serve MODEL\", or simulate it with"
                    + " -target sim:");
        }
    }

    /** Returns this on the hardware that a workload declares; a flag wins over the same thing said of the hardware. */
    public FlaggedTarget on(DeploymentSpec hardware) {
        Map<DeploymentOption, String> rest = new EnumMap<>(DeploymentOption.class);
        rest.putAll(hardware.values());
        Stream.concat(flags.added().stream().map(ServerFlag::subject), flags.removed().stream())
                .map(DeploymentOption::named)
                .flatMap(Optional::stream)
                .forEach(rest::remove);
        return new FlaggedTarget(SimulatedTarget.on(new DeploymentSpec(rest), target), flags);
    }

    /**
     * Returns the notation of the simulator with its flags.
     *
     * @throws IllegalArgumentException if its flags cannot be read; one line
     */
    public String simulated() {
        return flags.isEmpty() ? target : SimulatedTarget.with(target, flags.added(), flags.removed());
    }

    /**
     * Returns the server to launch with its flags.
     *
     * @throws IllegalArgumentException if it cannot be read; one line
     */
    public LaunchSpec launched() {
        LaunchSpec spec = LaunchSpec.parse(target);
        ServerCommand command = spec.command();
        for (String name : flags.removed()) {
            command = command.without(name);
        }
        for (ServerFlag flag : flags.added()) {
            command = command.with(flag);
        }
        return spec.with(command);
    }

    /** Returns the target as a user would write it with its flags. */
    @Override
    public String toString() {
        if (flags.isEmpty()) {
            return target;
        }
        return SimulatedTarget.isSimulated(target) ? simulated() : target + " with " + flags;
    }
}
