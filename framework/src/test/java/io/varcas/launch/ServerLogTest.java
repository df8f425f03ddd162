package io.varcas.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends of logs in the shapes of vLLM 0.32. */
class ServerLogTest {

    @TempDir
    Path folder;

    @Test
    void namesTheErrorBehindTheOneThatPointsToIt() throws IOException {
        assertThat(log("""
            (EngineCore pid=7) ERROR 11-30 15:48:28 [core.py:1] ValueError: No available memory
            (APIServer pid=1) RuntimeError: Engine core initialization failed. See root cause above. {}
            """).cause()).contains("ValueError: No available memory");
        assertThat(log("""
            (APIServer pid=1) ERROR 11-30 15:48:28 [s.py:9] vllm.v1.engine.exceptions.EngineDeadError: \
            EngineCore encountered an issue. See stack trace (above) for the root cause.
            INFO:     Shutting down
            """).cause())
                .contains("EngineDeadError: EngineCore encountered an issue. See stack trace (above) for the root"
                        + " cause.");
        assertThat(log("INFO: Shutting down\n").cause()).isEmpty();
    }

    @Test
    void endsWithTheLastLinesThatSaySomething() throws IOException {
        assertThat(log("a\nb\u001b[2J\n\n  \n").tail(2)).containsExactly("a", "b\uFFFD[2J");
        assertThat(new ServerLog(folder.resolve("absent.log")).tail(2)).isEmpty();
    }

    private ServerLog log(String text) throws IOException {
        return new ServerLog(Files.writeString(folder.resolve("server.log"), text));
    }
}
