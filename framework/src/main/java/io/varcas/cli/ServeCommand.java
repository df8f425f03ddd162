package io.varcas.cli;

import io.varcas.cli.flag.ExitCode;
import io.varcas.launch.ServerCommand;
import io.varcas.setting.type.SettingException;
import io.varcas.simulator.EmbeddedServer;
import io.varcas.simulator.ServeOptions;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.validation.DidYouMean;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the embedded simulator alone, for people to try clients on. */
@Command(
        name = "serve",
        separator = " ",
        sortOptions = false,
        description = {
            "Run the vLLM simulator until it is interrupted.",
            "Its latencies come from a model, and every response is marked as simulated.",
            ""
        })
final class ServeCommand implements Callable<Integer> {

    private static final int GREATEST_PORT = 65_535;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "sim:[accelerator][,key=value,...] [--vllm-flag value ...]",
            description = "Hardware and behavior to simulate; -options lists the keys. Flags of vllm serve follow.")
    List<String> simulation = List.of();

    @Option(
            names = {"-host", "--host"},
            paramLabel = "<address>",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    String host = "127.0.0.1";

    @Option(
            names = {"-port", "--port"},
            paramLabel = "<port>",
            description = "Port to listen on; 0 for any free port (default: ${DEFAULT-VALUE}).")
    int port = 8000;

    @Option(names = "-options", description = "List the simulation keys and exit.")
    boolean listOptions;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    /** Returns the command with a parser that leaves flags which it does not know to the simulation. */
    static CommandLine commandLine() {
        return new CommandLine(new ServeCommand()).setUnmatchedOptionsArePositionalParams(true);
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (listOptions) {
            SimulatedTarget.help().forEach(out::println);
            return ExitCode.MET;
        }
        try (EmbeddedServer server = EmbeddedServer.start(options(), this::warn)) {
            out.println("SIMULATED vLLM (" + EmbeddedServer.VERSION + ") at " + server.baseUri()
                    + "; press Ctrl-C to stop");
            out.println("simulates " + server.simulates());
            out.flush();
            server.awaitClose();
        } catch (UncheckedIOException refused) {
            throw new UsageException(FailureText.of(refused));
        }
        return ExitCode.MET;
    }

    /** Returns the words as a target; a word with one dash is none of vLLM's long flags. */
    private String target() {
        boolean named = !simulation.isEmpty() && !simulation.get(0).startsWith("-");
        List<String> flags = simulation.subList(named ? 1 : 0, simulation.size());
        for (String word : flags) {
            if (word.matches("-[A-Za-z]\\w{3,}")) {
                throw new UsageException("unknown flag " + word
                        + DidYouMean.to(word, List.of("-host", "-options", "-port"))
                                .map(nearest -> "; did you mean \"" + nearest + "\"?")
                                .orElse("; flags of vllm serve begin with --"));
            }
        }
        List<String> words = new ArrayList<>(List.of("sim"));
        words.addAll(flags);
        String written = ServerCommand.of(words).toString().substring("sim".length());
        return (named ? simulation.get(0) : SimulatedTarget.SCHEME) + written;
    }

    private void warn(String problem) {
        spec.commandLine().getErr().println("WARNING: " + problem);
    }

    private ServeOptions options() {
        if (port < 0 || port > GREATEST_PORT) {
            throw new UsageException(
                    "-port " + port + ": must be from 0 to " + GREATEST_PORT + "; use 0 for any free port");
        }
        try {
            String target = target();
            ServeOptions options = SimulatedTarget.parse(target).listeningOn(host, port);
            SimulatedTarget.withoutEffect(target).forEach(this::warn);
            return options;
        } catch (SettingException fault) {
            throw new UsageException(String.valueOf(fault.getMessage()));
        }
    }
}
