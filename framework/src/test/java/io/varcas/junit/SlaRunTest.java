package io.varcas.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.fork.Workloads;
import io.varcas.validation.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlaRunTest {

    private static final SlaTest PLAIN = written("plain");
    private static final SlaTest EVERYTHING = written("everything");

    private static SlaTest written(String method) {
        try {
            return SlaTestCases.Written.class.getDeclaredMethod(method).getAnnotation(SlaTest.class);
        } catch (NoSuchMethodException gone) {
            throw new AssertionError(gone);
        }
    }

    private static SlaRun resolve(SlaTest test, Map<String, String> properties) {
        return SlaRun.of(test, new Overrides(properties, Map.of()), Workloads.discover());
    }

    @Test
    void takesWhatTheAnnotationSays() {
        SlaRun run = resolve(EVERYTHING, Map.of());

        assertThat(run.serverNamed()).isTrue();
        assertThat(run.options().target()).isEqualTo("http://gpu:8000");
        assertThat(run.options().values()).isEqualTo(Map.of("users", List.of("1", "2"), "tone", List.of("terse")));
        assertThat(run.options().config()).contains(Path.of("nightly.json"));
        assertThat(run.options().profilers()).containsExactly("telemetry");
        assertThat(run.options().out()).isEqualTo(Path.of("results"));
    }

    @Test
    void whatIsSetFromOutsideWins() {
        SlaRun run = resolve(
                EVERYTHING,
                Map.of(
                        "varcas.target", "http://other:8000",
                        "varcas.users", "5, 7",
                        "varcas.measurement.time", "2s",
                        "varcas.config", "daily.json",
                        "varcas.profilers", "telemetry,server-metrics",
                        "varcas.out", "elsewhere",
                        "varcas.skipWithoutServer", "true"));

        assertThat(run.skipWithoutServer()).isTrue();
        assertThat(run.options().target()).isEqualTo("http://other:8000");
        assertThat(run.options().values())
                .isEqualTo(Map.of(
                        "users", List.of("5", "7"), "tone", List.of("terse"), "measurement.time", List.of("2s")));
        assertThat(run.options().config()).contains(Path.of("daily.json"));
        assertThat(run.options().profilers()).containsExactly("telemetry", "server-metrics");
        assertThat(run.options().out()).isEqualTo(Path.of("elsewhere"));
    }

    @Test
    void runsOnTheEmbeddedServerAndWritesBesideTheBuild() {
        SlaRun run = resolve(PLAIN, Map.of());

        assertThat(run.serverNamed()).isFalse();
        assertThat(run.options().target()).isEqualTo("");
        assertThat(run.options().out()).isEqualTo(Path.of("target/varcas-results"));
        assertThat(run.options().values()).isEmpty();
    }

    @Test
    void leavesAloneWhatIsMeantForOtherWorkloads() {
        assertThat(resolve(PLAIN, Map.of("varcas.mood", "well")).options().values())
                .isEmpty();
    }

    @Test
    void namesEveryFaultAtOnce() {
        assertThatThrownBy(() -> resolve(PLAIN, Map.of("varcas.skipWithoutServer", "yes", "varcas.tnoe", "polite")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("skipWithoutServer = \"yes\": must be true or false")
                .hasMessageContaining("unknown setting \"varcas.tnoe\"; did you mean \"varcas.tone\"?");
    }
}
