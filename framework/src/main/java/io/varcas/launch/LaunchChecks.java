package io.varcas.launch;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The checks of a machine before a server is started on it, the cheap ones first. */
final class LaunchChecks {

    private static final int VLLM_PORT = 8000;

    private final LaunchSpec spec;
    private final ServerCommand command;
    private final Map<String, String> environment;
    private final LaunchEvents events;

    LaunchChecks(LaunchSpec spec, ServerCommand command, Map<String, String> environment, LaunchEvents events) {
        this.spec = spec;
        this.command = command;
        this.environment = environment;
        this.events = events;
    }

    /**
     * Returns the port that a server is to listen on: the one that is written, a free one if there is a place for it, vLLM's default.
     *
     * @throws LaunchException if the port cannot be told, or something listens there; one line
     */
    static int port(LaunchSpec spec) throws IOException {
        OptionalInt stated = spec.statedPort();
        if (stated.isEmpty() && spec.takesPort()) {
            return Ports.free();
        }
        if (stated.isEmpty() && !spec.command().isVllm()) {
            throw new LaunchException(
                    "the port of the server is unknown; write ${port} where the command or its environment"
                            + " has it, --port, or port in a launch file");
        }
        int port = stated.orElse(VLLM_PORT);
        if (spec.command().value("uds").isEmpty() && !Ports.isFree(port)) {
            List<Ports.Listener> listeners = Ports.listeners(port);
            throw new LaunchException("port " + port + " is taken"
                    + (listeners.isEmpty() ? "" : " by " + listeners.get(0))
                    + "; end that server, or use another port, such as ${port} for a free one");
        }
        return port;
    }

    /**
     * Checks the program, the memory and the flags.
     *
     * @throws LaunchException with the first fault; one line
     */
    void check() throws IOException {
        spec.checkProgram(environment);
        if (command.isVllm() || command.isContainer()) {
            GpuMemory.check(command, environment, events);
        }
        if (command.isVllm()) {
            new FlagCheck(command, environment, spec.directory(), events).check();
        } else if (!command.flags().isEmpty()) {
            events.step("the flags of " + command.program().get(0)
                    + " are not checked before the start: only those of vllm serve are known");
        }
    }
}
