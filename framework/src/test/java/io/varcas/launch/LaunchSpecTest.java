package io.varcas.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchSpecTest {

    @TempDir
    Path folder;

    @Test
    void readsACommandWithItsEnvironment() {
        LaunchSpec spec =
                LaunchSpec.parse("launch:VLLM_LOGGING_LEVEL=DEBUG HF_TOKEN='${HF_TOKEN}' vllm serve m --port 8001");
        assertThat(spec.command().toString()).isEqualTo("vllm serve m --port 8001");
        assertThat(spec.environment()).isEqualTo(Map.of("VLLM_LOGGING_LEVEL", "DEBUG", "HF_TOKEN", "${HF_TOKEN}"));
        assertThat(spec.statedPort()).isEqualTo(OptionalInt.of(8001));
        assertThat(spec.health()).isEqualTo("/health");
        assertThat(spec.toString()).isEqualTo("VLLM_LOGGING_LEVEL=DEBUG HF_TOKEN=${HF_TOKEN} vllm serve m --port 8001");
    }

    @Test
    void readsJsonAndYamlAlike() throws IOException {
        Path json = file("a.json", """
            {"command": ["vllm", "serve", "m", "--port", "${port}"], "environment": {"A": "b c", "N": 1},
             "folder": "sub", "port": "free", "health": "/ready", "startLimit": "10min", "stopLimit": "5s"}
            """);
        Path yaml = file("a.yaml", """
            # a server
            command: >   # folded
            """.replace("   # folded", "") + """
              vllm serve m
              --port ${port}
            environment:
              A: "b c"
              N: 1   # a number
            folder: 'sub'
            port: free
            health: /ready
            startLimit: 10min
            stopLimit: 5s
            """);
        LaunchSpec spec = LaunchSpec.parse("launch:" + json);
        assertThat(spec).isEqualTo(LaunchSpec.parse("launch:" + yaml));
        assertThat(spec.folder()).contains(folder.resolve("sub"));
        assertThat(spec.startLimit()).isEqualTo(Duration.ofMinutes(10));
        assertThat(spec.statedPort()).isEmpty();
        assertThat(spec.takesPort()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        vllm serve m --api-key abcdef           | --api-key on the command line is a secret
        HF_TOKEN=hf_abc vllm serve m            | the variable HF_TOKEN looks like a secret
        docker run -e HF_TOKEN=hf_abc image     | write -e HF_TOKEN alone
        docker run -d image                     | a detached container cannot be watched; remove -d
        """)
    void refuses(String command, String why) {
        assertThatThrownBy(() -> LaunchSpec.parse("launch:" + command))
                .hasMessageContaining(why)
                .hasMessageNotContainingAny("abcdef", "hf_abc");
    }

    @Test
    void acceptsFlagsThatOnlyLookLikeSecrets() {
        assertThat(LaunchSpec.parse("launch:vllm serve m --max-num-batched-tokens 8 --ssl-keyfile k.pem"))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"comand": "x"}                        | unknown key "comand"; did you mean "command"?
        {"port": 1}                            | command: is missing
        {"command": "x", "port": 70000}        | must be from 1 to 65535, or free
        {"command": "x", "health": "ready"}    | did you mean "/ready"?
        {"command": "x", "startLimit": "soon"} | must be a duration such as 10min or 30s
        {"command": "x"                        | it ends before it is complete
        """)
    void refusesWrongFiles(String text, String why) throws IOException {
        Path file = file("wrong.json", text);
        assertThatThrownBy(() -> LaunchSpec.parse("launch:" + file))
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(why);
    }

    @Test
    void refusesYamlBeyondItsPart() throws IOException {
        Path anchor = file("a.yml", "command: x\nenvironment: &e\n");
        assertThatThrownBy(() -> LaunchSpec.parse("launch:" + anchor))
                .hasMessageContaining("line 2 begins with &, which needs quotes");
        Path tabs = file("b.yml", "environment:\n\tA: b\n");
        assertThatThrownBy(() -> LaunchSpec.parse("launch:" + tabs))
                .hasMessageContaining("line 2 is indented with tabs");
        assertThatThrownBy(() -> LaunchSpec.parse("launch:" + folder.resolve("no.yaml")))
                .hasMessageContaining("no.yaml");
    }

    @Test
    void readsTheFileOfTheDocumentation() throws IOException {
        String page = Files.readString(Path.of("../docs/servers.md"));
        String example = page.substring(page.indexOf("```yaml\n") + 8).split("```", 2)[0];
        LaunchSpec spec = LaunchSpec.parse("launch:" + file("server.yaml", example));
        assertThat(spec.command().toString()).isEqualTo("vllm serve Qwen/Qwen3-8B --port ${port} --max-num-seqs 64");
        assertThat(spec.environment()).containsEntry("VLLM_LOGGING_LEVEL", "INFO");
        assertThat(spec.startLimit()).isEqualTo(LaunchSpec.START_LIMIT);
        assertThat(spec.stopLimit()).isEqualTo(LaunchSpec.STOP_LIMIT);
        assertThat(spec.folder()).contains(folder);
        assertThat(LaunchFile.KEYS).allMatch(key -> example.contains("\n" + key + ":"));
    }

    @Test
    void takesVariablesFromTheEnvironmentOnly() throws IOException {
        assertThat(LaunchValues.environment(Map.of("A", "x${port}-${B}"), 8001, Map.of("B", "b")))
                .containsEntry("A", "x8001-b");
        assertThatThrownBy(() -> LaunchValues.environment(Map.of("A", "${B}"), 8001, Map.of()))
                .hasMessage("the server's variable A needs the environment variable B, which is not set");
        assertThatThrownBy(() -> LaunchValues.words(ServerCommand.parse("serve --x ${HF_TOKEN}"), 1))
                .hasMessageContaining("only ${port} can");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
