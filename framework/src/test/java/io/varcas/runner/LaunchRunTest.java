package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.varcas.cli.Main;
import io.varcas.fork.LiveProgress;
import io.varcas.launch.LaunchException;
import io.varcas.launch.LaunchSpec;
import io.varcas.launch.Ports;
import io.varcas.result.ResultBundle;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.FactSource;
import io.varcas.result.identity.ServerFlags;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.ServerProperty;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.setting.Settings;
import io.varcas.validation.UsageException;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs against servers that they start: the simulator's own command, in a process of its own. */
@Tag("slow")
@Timeout(120)
class LaunchRunTest {

    @TempDir
    Path out;

    @BeforeEach
    void needsLinux() {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/setsid")) && Files.isDirectory(Path.of("/proc/self")),
                "needs setsid and /proc");
    }

    @Test
    void measuresAServerThatItStartsAndEndsIt() throws IOException {
        List<String> waited = new ArrayList<>();
        ResultBundle bundle = new Runner(options().build(), new RunListener() {
                    @Override
                    public void serverStarting(Duration elapsed, String lastLine) {
                        waited.add(lastLine);
                    }
                })
                .run();

        TargetIdentity target = bundle.result().target();
        assertThat(MoodyRuns.only(bundle).status()).isEqualTo(Status.COMPLETED);
        assertThat(target.facts().get(TargetIdentity.LAUNCHED)).contains("Main serve sim: -port ${port}");
        assertThat(waited).isNotEmpty();
        assertThat(Files.readString(bundle.folder().resolve("server.log")))
                .contains("SIMULATED vLLM")
                .contains(target.uri());
        assertThat(Ports.listeners(URI.create(target.uri()).getPort())).isEmpty();
    }

    @Test
    void recordsTheFlagsOfTheServerThatItStarts() throws IOException {
        ResultBundle bundle = new Runner(options("sim: --max-num-seqs 8 --no-enable-prefix-caching")
                        .build())
                .run();

        ServerIdentity server = bundle.result().target().server().orElseThrow();
        ServerFlags flags = server.flags().orElseThrow();
        assertThat(flags.source()).isEqualTo(FactSource.COMMAND);
        assertThat(flags.values()).containsEntry("max-num-seqs", "8").containsEntry("enable-prefix-caching", "false");
        assertThat(server.value(ServerProperty.MAX_NUM_SEQS)).contains("8");
        assertThat(server.value(ServerProperty.PREFIX_CACHE)).contains("off");
        assertThat(server.contradictions()).isEmpty();
    }

    @Test
    void aServerThatDiesFailsItsTrialAtOnceWithTheEndOfItsLog() throws IOException {
        List<String> notes = new ArrayList<>();
        Duration planned = Duration.ofMinutes(5);
        ResultBundle bundle = new Runner(
                        options().set(Settings.MEASUREMENT_TIME, planned).build(), new RunListener() {
                            private int port;

                            @Override
                            public void started(TargetIdentity target, List<WorkloadPlan> trials) {
                                port = URI.create(target.uri()).getPort();
                            }

                            @Override
                            public void live(LiveProgress progress) {
                                Ports.listeners(port)
                                        .forEach(listener -> ProcessHandle.of(listener.pid())
                                                .ifPresent(ProcessHandle::destroyForcibly));
                            }

                            @Override
                            public void launchStep(String line) {
                                notes.add(line);
                            }
                        })
                .run();

        TrialResult trial = MoodyRuns.only(bundle);
        assertThat(trial.status()).isEqualTo(Status.FAILED);
        assertThat(trial.error().orElseThrow())
                .startsWith("the server ended ")
                .contains("by signal 9")
                .contains("the end of its log: ");
        assertThat(notes).anyMatch(note -> note.startsWith("server.log: SIMULATED vLLM"));
        assertThat(bundle.result().duration()).isLessThan(planned);
    }

    @Test
    void keepsTheLogOfAServerThatDoesNotStart() {
        assertThatThrownBy(() -> new Runner(options("sim:max-num-seqs=0").build()).run())
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("with exit code 2; the end of its log: ")
                .hasMessageContaining("; its log is " + out);
        assertThat(out.toFile().list()).singleElement().asString().endsWith("-server.log");
    }

    @Test
    void takesTheFolderOfTracesFromTheLaunchedServer() {
        assertThatThrownBy(() -> new Runner(options().profiler("torch").build()).run())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("profiler torch: the server has no /start_profile")
                .hasMessageContaining("\"torch_profiler_dir\":\"" + out + "\"");
    }

    @Test
    void takesTheTargetFromTheConfigurationFile() throws IOException {
        Path config = Files.writeString(out.resolve("config.json"), "{\"target\": \"launch:vllm serve m -d '\"}");
        RunOptions.Builder options = MoodyRuns.options(out, "well").config(config);
        assertThatThrownBy(() -> new Runner(options.build()).run())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("-target: the quote ' is not closed");
        assertThatThrownBy(() -> new Runner(MoodyRuns.options(out, "well")
                                .set("target", List.of("sim:", "http://127.0.0.1:1"))
                                .build())
                        .run())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("the trials have different targets (sim:; http://127.0.0.1:1)");
    }

    private RunOptions.Builder options() {
        return options("sim:");
    }

    private RunOptions.Builder options(String simulation) {
        Map<String, String> variables = Map.of("CLASSPATH", System.getProperty("java.class.path"));
        Path file = out.resolveSibling(out.getFileName() + ".json");
        String java = System.getProperty("java.home") + "/bin/java";
        try {
            Files.writeString(
                    file, """
                        {"command": "%s -XX:TieredStopAtLevel=1 %s serve %s -port ${port}",
                         "environment": {"CLASSPATH": "%s", "VLLM_TORCH_PROFILER_DIR": "%s"}}
                        """.formatted(java, Main.class.getName(), simulation, variables.get("CLASSPATH"), out));
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
        return MoodyRuns.options(out, "well").target(LaunchSpec.SCHEME + file).set(Settings.FORKS, 0);
    }
}
