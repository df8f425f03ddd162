package io.varcas.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCommandTest {

    private static final String SERVE =
            "vllm serve meta-llama/Llama-3.1-8B --max_num_seqs 64 --no-enable-prefix-caching"
                    + " -tp 2 --block-size=16 --served-model-name a b";

    @ParameterizedTest
    @ValueSource(
            strings = {
                SERVE,
                "python -m vllm.entrypoints.openai.api_server --model m --port 8000",
                "docker run --gpus all -p 8000:8000 vllm/vllm-openai:v0.32.0 --model m --max-num-seqs 8",
                "bash -c 'exec vllm serve m --seed -1 2>&1 | cat'",
                "./start.sh",
                "java -cp a:b Main serve sim: --speculative-config '{\"method\": \"ngram\"}'"
            })
    void writesTheWordsThatItRead(String text) {
        assertThat(ServerCommand.parse(text).toString()).isEqualTo(text);
    }

    @Test
    void findsFlagsByName() {
        ServerCommand command = ServerCommand.parse(SERVE);
        assertThat(command.value("max-num-seqs")).contains("64");
        assertThat(command.value("tensor-parallel-size")).contains("2");
        assertThat(command.value("block-size")).contains("16");
        assertThat(command.flag("served-model-name").orElseThrow().values()).containsExactly("a", "b");
        assertThat(command.flag("enable-prefix-caching").orElseThrow().isNegated())
                .isTrue();
        assertThat(command.flag("seed")).isEmpty();
        assertThat(command.model()).contains("meta-llama/Llama-3.1-8B");
        assertThat(command.isVllm()).isTrue();
    }

    @Test
    void changesFlagsWhereTheyStand() {
        ServerCommand changed = ServerCommand.parse(
                        "vllm serve m --max-num-seqs 64 --no-enable-prefix-caching --port 1")
                .with(ServerFlag.of("max-num-seqs", "128"))
                .with(ServerFlag.of("enable-prefix-caching"))
                .with(ServerFlag.of("block-size", "32"))
                .without("port");
        assertThat(changed.toString())
                .isEqualTo("vllm serve m --max-num-seqs 128 --enable-prefix-caching --block-size 32");
        assertThat(changed)
                .isEqualTo(ServerCommand.parse(
                        "vllm  serve m --max-num-seqs 128 --enable-prefix-caching  --block-size 32"));
    }

    @Test
    void knowsWhereTheServersPartOfAContainerBegins() {
        ServerCommand command = ServerCommand.parse(
                "docker run --rm -it --gpus all --name mine -p 127.0.0.1:9000:8000/tcp image meta/model -tp 2");
        assertThat(command.program()).endsWith("image", "meta/model");
        assertThat(command.model()).contains("meta/model");
        assertThat(command.value("tensor-parallel-size")).contains("2");
        assertThat(Container.of(command)).contains(new Container("docker", "mine"));
        assertThat(Container.publishedPort(command)).contains("9000");
        ServerCommand unnamed = ServerCommand.parse("podman run image --model m");
        assertThat(Container.named(unnamed, "varcas-1").toString())
                .isEqualTo("podman run --name varcas-1 image --model m");
    }

    @Test
    void refusesWhatOnlyAShellCanDo() {
        assertThatThrownBy(() -> ServerCommand.parse("vllm serve m > log"))
                .hasMessage(
                        "\">\" needs a shell, and the command is run without one; write bash -c '...', or put it in a"
                                + " script");
        assertThatThrownBy(() -> ServerCommand.parse("vllm serve 'm"))
                .hasMessageContaining("the quote ' is not closed");
        assertThatThrownBy(() -> ServerCommand.parse(" ")).hasMessageStartingWith("names no command");
    }

    @Test
    void readsQuotesAsAShellDoes() {
        assertThat(ShellWords.split("a 'b \"c' \"d 'e\\\" \\n\" f\\ g '' h\\\n  i"))
                .containsExactly("a", "b \"c", "d 'e\" \\n", "f g", "", "h", "i");
    }
}
