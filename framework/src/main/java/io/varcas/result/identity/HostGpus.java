package io.varcas.result.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The GPUs of this machine and their driver, by {@code nvidia-smi}: those of a server that runs here. */
public final class HostGpus {

    private static final long LIMIT_SECONDS = 10;

    private HostGpus() {}

    /** Asks {@code nvidia-smi}; returns nothing where it is missing, fails, or does not end in 10 s. */
    public static Map<ServerProperty, String> here() {
        return ask("nvidia-smi");
    }

    static Map<ServerProperty, String> ask(String tool) {
        ProcessBuilder builder = new ProcessBuilder(tool, "--query-gpu=name,driver_version", "--format=csv,noheader")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            try (InputStream said = process.getInputStream()) {
                process.getOutputStream().close();
                boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
                return ended && process.exitValue() == 0
                        ? read(new String(said.readAllBytes(), StandardCharsets.UTF_8))
                        : Map.of();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException missing) {
            return Map.of();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    /** Reads lines such as {@code NVIDIA L4, 580.65.06}. */
    private static Map<ServerProperty, String> read(String lines) {
        List<String> names = new ArrayList<>();
        Map<ServerProperty, String> facts = new EnumMap<>(ServerProperty.class);
        for (String line : lines.lines().toList()) {
            int comma = line.lastIndexOf(',');
            if (comma > 0) {
                names.add(line.substring(0, comma).strip());
                facts.put(ServerProperty.DRIVER, line.substring(comma + 1).strip());
            }
        }
        if (!names.isEmpty()) {
            facts.put(ServerProperty.GPU, counted(names));
        }
        return facts;
    }

    /** Writes names of GPUs as {@code 2 x NVIDIA L4}. */
    static String counted(List<String> names) {
        Map<String, Integer> counted = new LinkedHashMap<>();
        names.forEach(name -> counted.merge(name, 1, Integer::sum));
        return counted.entrySet().stream()
                .map(gpu -> gpu.getValue() + " x " + gpu.getKey())
                .collect(Collectors.joining(", "));
    }
}
