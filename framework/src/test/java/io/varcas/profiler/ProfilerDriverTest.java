package io.varcas.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.varcas.setting.type.SettingException;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.InOrder;

@Timeout(30)
class ProfilerDriverTest {

    static final ProfilerDriver.Broken NO_ERROR = (name, error) -> {
        throw new IllegalStateException(name, error);
    };

    private static final ClassLoader HERE = ProfilerDriverTest.class.getClassLoader();
    private static final ProfilerContext OFTEN =
            new ProfilerContext(Optional.empty(), System::nanoTime, Duration.ofMillis(5));

    private static final ProfilerResult RECORDED =
            new ProfilerResult("recorded", Optional.empty(), List.of(), List.of(Reading.of("x", "s", 1)), List.of());

    private final Profiler profiler = mock();
    private final ProfilerRun run = mock();

    @BeforeEach
    void aProfilerThatRuns() {
        when(profiler.name()).thenReturn("recorded");
        when(profiler.obstacle(any())).thenReturn(Optional.empty());
        when(profiler.stopLimit()).thenReturn(Duration.ofSeconds(20));
        when(profiler.start(any())).thenReturn(run);
        when(run.stop()).thenReturn(RECORDED);
    }

    private ProfilerDriver start() {
        return ProfilerDriver.start(List.of(profiler), OFTEN, NO_ERROR);
    }

    @Test
    void callsAProfilerInOrderAndHandsOverWhatItRecorded() {
        ProfilerDriver driver = start();
        driver.measuring();
        verify(run, timeout(30_000).atLeastOnce()).sample();
        driver.measured();

        assertThat(driver.stop()).containsExactly(RECORDED);
        InOrder order = inOrder(profiler, run);
        order.verify(profiler).start(any());
        order.verify(run).measuring();
        order.verify(run).measured();
        order.verify(run).stop();
    }

    @Test
    void reportsWhyAProfilerDidNotRun() {
        when(profiler.obstacle(any())).thenReturn(Optional.of("no such tool"));
        assertThat(start().stop()).containsExactly(ProfilerResult.nothing("recorded", "no such tool"));
        verify(profiler, never()).start(any());
    }

    @Test
    void keepsWhatABrokenProfilerRecorded() {
        doThrow(new IllegalStateException("disk gone")).when(run).measuring();
        ProfilerDriver driver = start();
        driver.measuring();
        driver.measured();
        ProfilerResult result = driver.stop().get(0);

        assertThat(result.problem()).hasValue("broke while watching: disk gone; its readings are incomplete");
        assertThat(result.summary())
                .containsExactly(new Reading("x", "s", OptionalDouble.of(1), "incomplete: the profiler broke"));
        verify(run, never()).measured();
        verify(run).stop();
    }

    @Test
    void namesNoJavaClassWhereAProfilerBreaks() {
        doThrow(new UncheckedIOException(new FileNotFoundException("stat.txt (No such file)")))
                .when(run)
                .measuring();
        ProfilerDriver driver = start();
        driver.measuring();
        assertThat(driver.stop().get(0).problem())
                .hasValue("broke while watching: stat.txt (No such file); its readings are incomplete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "measuring", "stop"})
    void reportsAnErrorToTheRun(String place) {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        ProfilerDriver driver = ProfilerDriver.start(
                List.of(new BrokenProbe(place)), OFTEN, (name, error) -> told.add(name + ": " + error.getMessage()));
        driver.measuring();
        ProfilerResult result = driver.stop().get(0);
        assertThat(told).containsExactly("broken: no room at " + place);
        assertThat(result.problem().orElseThrow()).contains("not enough memory (no room at " + place + ")");
    }

    @Test
    void knowsTheBuiltInProfilersAndProposesTheNearest() {
        assertThat(Profiler.extensions().all(HERE)).containsKeys("server-metrics", "server-profile", "telemetry");
        assertThatThrownBy(() -> Profiler.extensions().named("telemtry", HERE))
                .isInstanceOf(SettingException.class)
                .hasMessage("unknown profiler \"telemtry\"; did you mean \"telemetry\"?");
    }
}
