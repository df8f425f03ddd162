package io.varcas.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.document.LenientJson;
import io.varcas.document.Utf8File;
import io.varcas.setting.type.Durations;
import io.varcas.validation.DidYouMean;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads launch files: JSON or YAML with the keys of {@link #KEYS}, of which {@code command} must be there. */
final class LaunchFile {

    /** Keys of a launch file. */
    static final List<String> KEYS =
            List.of("command", "environment", "folder", "port", "health", "startLimit", "stopLimit");

    private static final int LAST_PORT = 65_535;

    private static final JsonMapper JSON = JsonMapper.builder(LenientJson.factory())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;
    private final JsonNode root;

    private LaunchFile(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it cannot be read, or is no launch file; one line
     */
    static LaunchSpec read(Path file) {
        return new LaunchFile(file, tree(file)).spec();
    }

    private static JsonNode tree(Path file) {
        try {
            String text = Utf8File.read(file);
            return file.toString().endsWith(".json") ? JSON.readTree(text) : PlainYaml.read(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    file + LenientJson.place(malformed) + ": " + LenientJson.fault(malformed), malformed);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(FailureText.of(unreadable), unreadable);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(file + ": " + malformed.getMessage(), malformed);
        }
    }

    private LaunchSpec spec() {
        if (!root.isObject()) {
            throw fault("must be an object with the key command");
        }
        root.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw fault(DidYouMean.message("key", key, KEYS));
            }
        });
        LaunchSpec spec = new LaunchSpec(
                command(),
                environment(),
                text("folder")
                        .map(this::besideFile)
                        .or(() -> Optional.ofNullable(file.toAbsolutePath().getParent())),
                port(),
                health(),
                duration("startLimit", LaunchSpec.START_LIMIT),
                duration("stopLimit", LaunchSpec.STOP_LIMIT));
        try {
            spec.check();
        } catch (IllegalArgumentException wrong) {
            throw fault(String.valueOf(wrong.getMessage()));
        }
        return spec;
    }

    private ServerCommand command() {
        JsonNode command = root.path("command");
        try {
            if (command.isArray()) {
                List<String> words = new ArrayList<>();
                command.forEach(word -> words.add(scalar("command", word)));
                return ServerCommand.of(words);
            }
            return ServerCommand.parse(text("command")
                    .orElseThrow(() -> new IllegalArgumentException(
                            "is missing; write the command line," + " such as \"vllm serve MODEL\"")));
        } catch (IllegalArgumentException wrong) {
            throw fault("command: " + wrong.getMessage());
        }
    }

    private Map<String, String> environment() {
        JsonNode variables = root.path("environment");
        if (!variables.isMissingNode() && !variables.isObject()) {
            throw fault("environment: must be an object of variables by name");
        }
        Map<String, String> environment = new LinkedHashMap<>();
        variables
                .properties()
                .forEach(variable -> environment.put(
                        variable.getKey(), scalar("environment." + variable.getKey(), variable.getValue())));
        return environment;
    }

    private OptionalInt port() {
        Optional<String> written = text("port").filter(port -> !port.equals("free"));
        if (written.isEmpty()) {
            return OptionalInt.empty();
        }
        int port = written.get().matches("\\d{1,5}") ? Integer.parseInt(written.get()) : 0;
        if (port < 1 || port > LAST_PORT) {
            throw fault("port = \"" + written.get() + "\": must be from 1 to " + LAST_PORT + ", or free");
        }
        return OptionalInt.of(port);
    }

    private String health() {
        String path = text("health").orElse(LaunchSpec.HEALTH);
        if (!path.startsWith("/")) {
            throw fault("health = \"" + path + "\": must be a path; did you mean \"/" + path + "\"?");
        }
        return path;
    }

    private Duration duration(String key, Duration unset) {
        try {
            return text(key).map(Durations::parse).orElse(unset);
        } catch (IllegalArgumentException wrong) {
            throw fault(key + " = \"" + text(key).orElse("") + "\": must be a duration such as 10min or 30s");
        }
    }

    private Path besideFile(String folder) {
        return file.toAbsolutePath().resolveSibling(folder).normalize();
    }

    private Optional<String> text(String key) {
        JsonNode value = root.path(key);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(scalar(key, value));
    }

    private String scalar(String key, JsonNode value) {
        if (!value.isValueNode()) {
            throw fault(key + ": must be a single text or number");
        }
        return value.asText();
    }

    private IllegalArgumentException fault(String problem) {
        return new IllegalArgumentException(file + ": " + problem);
    }
}
