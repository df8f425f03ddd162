package io.varcas.launch;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder into which vLLM's torch profiler writes its traces: {@code torch_profiler_dir} of {@code --profiler-config}, up to
 * vLLM 0.12 the variable {@code VLLM_TORCH_PROFILER_DIR}.
 */
public final class TraceFolder {

    private static final String FLAG = "profiler-config";
    private static final String VARIABLE = "VLLM_TORCH_PROFILER_DIR";

    /** As JSON, as a Python dictionary, or as a Python call has it. */
    private static final Pattern MEMBER = Pattern.compile("torch_profiler_dir[\"']?\\s*[:=]\\s*[\"']([^\"']+)[\"']");

    private TraceFolder() {}

    /**
     * Returns the folder of a server to launch; of a container it is not known, for its folders are not those of this machine.
     *
     * @param spec describes the server
     */
    public static Optional<Path> of(LaunchSpec spec) {
        ServerCommand command = spec.command();
        return command.isContainer()
                ? Optional.empty()
                : command.value(FLAG + ".torch-profiler-dir")
                        .or(() -> command.value(FLAG).flatMap(TraceFolder::member))
                        .or(() -> Optional.ofNullable(spec.environment().get(VARIABLE)))
                        .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
                        .flatMap(TraceFolder::path)
                        .map(spec.folder().orElse(Path.of("")).toAbsolutePath()::resolve);
    }

    /**
     * Finds the folder in the configuration that a server reports.
     *
     * @param configuration text of its flags or of {@code /server_info}
     */
    public static Optional<Path> in(String configuration) {
        return member(configuration).flatMap(TraceFolder::path).filter(Path::isAbsolute);
    }

    /**
     * Returns a server that can be profiled: a vLLM that is not told how gets the flags for traces without stacks.
     *
     * @param spec describes the server
     * @param folder gets the traces
     * @return the server, unchanged if it is no {@code vllm serve}, or its command or environment sets up a profiler
     */
    public static LaunchSpec added(LaunchSpec spec, Path folder) {
        ServerCommand command = spec.command();
        boolean set = command.flags().stream().anyMatch(flag -> flag.name().startsWith(FLAG));
        if (!command.isVllm() || command.isContainer() || set || of(spec).isPresent()) {
            return spec;
        }
        return spec.with(command.with(ServerFlag.of(FLAG + ".profiler", "torch"))
                .with(ServerFlag.of(
                        FLAG + ".torch_profiler_dir", folder.toAbsolutePath().toString()))
                .with(ServerFlag.of(FLAG + ".torch_profiler_with_stack", "false"))
                .with(ServerFlag.of(FLAG + ".ignore_frontend", "true")));
    }

    private static Optional<String> member(String text) {
        Matcher member = MEMBER.matcher(text);
        return member.find() ? Optional.of(member.group(1)) : Optional.empty();
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException none) {
            return Optional.empty();
        }
    }
}
