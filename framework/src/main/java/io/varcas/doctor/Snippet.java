package io.varcas.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Text to copy: how a vLLM server is started with what the checks want. */
public enum Snippet {
    /** A {@code docker run} command. */
    DOCKER("docker.sh"),
    /** A file for Docker Compose. */
    COMPOSE("compose.yaml"),
    /** A pod for Kubernetes. */
    KUBERNETES("kubernetes.yaml"),
    /** A shell script that checks port, GPU memory and flags, and starts the server. */
    SCRIPT("start-vllm.sh");

    private final String file;

    Snippet(String file) {
        this.file = file;
    }

    /** Returns the name in flags: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the names of all. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(Snippet::label).toList();
    }

    /** Returns the text. */
    public String text() {
        try (InputStream resource = Snippet.class.getResourceAsStream(file)) {
            if (resource == null) {
                throw new IOException(file + " is missing from the jar");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
