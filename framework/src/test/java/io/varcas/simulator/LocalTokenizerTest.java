package io.varcas.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.annotation.Endpoint;
import io.varcas.client.LocalTokenizer;
import io.varcas.client.ServerCalls;
import io.varcas.client.Tokenizer;
import io.varcas.client.TokenizerException;
import io.varcas.transport.JdkTransport;
import io.varcas.transport.Target;
import io.varcas.workload.ChatPrompt;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tokenizer of the sample takes words apart at blanks and puts one token before a text. */
@Timeout(60)
class LocalTokenizerTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:step-base=1ms"));
    private final JdkTransport transport =
            JdkTransport.open(Target.parse(server.baseUri().toString()), System::nanoTime);
    private final ServerCalls calls = new ServerCalls(transport);

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    private static Path sample() {
        try {
            return Path.of(
                    LocalTokenizerTest.class.getResource("tokenizer.json").toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private LocalTokenizer tokenizer() throws IOException {
        return new LocalTokenizer(sample(), calls, model(), LIMIT);
    }

    private String model() throws IOException {
        return calls.get("/v1/models", LIMIT)
                .json()
                .path("data")
                .path(0)
                .path("id")
                .asText();
    }

    @Test
    void countsTextsOfAnyLengthAsTheFileSays() throws IOException {
        LocalTokenizer tokenizer = tokenizer();
        assertThat(tokenizer.count("one two three")).isEqualTo(4);
        assertThat(tokenizer.count("word ".repeat(5_000))).isEqualTo(5_001);
        assertThat(tokenizer.count(ChatPrompt.of("Be brief.", "Why?"), Endpoint.COMPLETIONS))
                .as("words, full stop, question mark")
                .isEqualTo(6);
    }

    @Test
    void learnsFromTheServerWhatItsChatTemplateAdds() throws IOException {
        LocalTokenizer tokenizer = tokenizer();
        Tokenizer counting = new Tokenizer(calls, model(), LIMIT);
        ChatPrompt prompt = ChatPrompt.of("Be brief.", "Why?");
        for (int i = 0; i < 64; i++) {
            assertThat(tokenizer.count(prompt, Endpoint.CHAT)).isEqualTo(counting.count(prompt));
        }
        int bare = counting.count(ChatPrompt.of("word", "word"));
        assertThat(tokenizer.count(ChatPrompt.of("a b c", "word word"), Endpoint.CHAT))
                .isEqualTo(bare + 3);
        assertThat(tokenizer.count(ChatPrompt.of("a b c d", "word word"), Endpoint.CHAT))
                .isEqualTo(bare + 4);
    }

    @Test
    void reportsWhatIsWrongWithAFile(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{}");
        assertThatThrownBy(() -> LocalTokenizer.check(broken))
                .isInstanceOf(TokenizerException.class)
                .hasMessageStartingWith("tokenizer \"" + broken + "\" cannot be read: ");
        Path absent = folder.resolve("absent.json");
        assertThatThrownBy(() -> LocalTokenizer.check(absent))
                .hasMessage("tokenizer \"" + absent + "\" is no file; name the tokenizer.json of the model");
        LocalTokenizer.check(sample());
    }
}
