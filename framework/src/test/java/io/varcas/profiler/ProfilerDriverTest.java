package io.varcas.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.setting.type.SettingException;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ProfilerDriverTest {

    static final ProfilerDriver.Broken NO_ERROR = (profiler, error) -> {
        throw new IllegalStateException(profiler, error);
    };

    private static final ClassLoader HERE = ProfilerDriverTest.class.getClassLoader();
    private static final ProfilerContext OFTEN =
            new ProfilerContext(Optional.empty(), System::nanoTime, Duration.ofMillis(5));

    @Test
    void callsAProbeInOrderAndHandsOverWhatItRecorded() throws InterruptedException {
        Recorded profiler = new Recorded(Optional.empty());
        ProfilerDriver driver = ProfilerDriver.start(List.of(profiler), OFTEN, NO_ERROR);
        driver.measuring();
        profiler.sampled.await();
        driver.measured();
        List<ProfilerResult> results = driver.stop();

        assertThat(results).containsExactly(profiler.result());
        assertThat(profiler.calls).startsWith("start").endsWith("stop").contains("measuring", "sample", "measured");
        assertThat(profiler.calls.indexOf("measuring")).isLessThan(profiler.calls.indexOf("measured"));
    }

    @Test
    void saysWhyAProbeDidNotRun() {
        ProfilerDriver driver =
                ProfilerDriver.start(List.of(new Recorded(Optional.of("no such tool"))), OFTEN, NO_ERROR);
        assertThat(driver.stop()).containsExactly(ProfilerResult.nothing("recorded", "no such tool"));
    }

    @Test
    void keepsWhatABrokenProbeRecorded() {
        Recorded profiler = new Recorded(Optional.empty()) {
            @Override
            public void measuring() {
                throw new IllegalStateException("disk gone");
            }
        };
        ProfilerDriver driver = ProfilerDriver.start(List.of(profiler), OFTEN, NO_ERROR);
        driver.measuring();
        driver.measured();
        ProfilerResult result = driver.stop().get(0);

        assertThat(result.problem()).hasValue("broke while watching: disk gone; its readings are incomplete");
        assertThat(result.summary())
                .containsExactly(new Reading("x", "s", OptionalDouble.of(1), "incomplete: the profiler broke"));
        assertThat(profiler.calls).doesNotContain("measured").endsWith("stop");
    }

    @Test
    void namesNoJavaClassWhereAProbeBreaks() {
        Recorded profiler = new Recorded(Optional.empty()) {
            @Override
            public void measuring() {
                throw new UncheckedIOException(new FileNotFoundException("stat.txt (No such file)"));
            }
        };
        ProfilerDriver driver = ProfilerDriver.start(List.of(profiler), OFTEN, NO_ERROR);
        driver.measuring();
        assertThat(driver.stop().get(0).problem())
                .hasValue("broke while watching: stat.txt (No such file); its readings are incomplete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "measuring", "stop"})
    void tellsTheRunOfAnError(String place) {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        ProfilerDriver driver = ProfilerDriver.start(
                List.of(new BrokenProbe(place)),
                OFTEN,
                (profiler, error) -> told.add(profiler + ": " + error.getMessage()));
        driver.measuring();
        ProfilerResult result = driver.stop().get(0);
        assertThat(told).containsExactly("broken: no room at " + place);
        assertThat(result.problem().orElseThrow()).contains("not enough memory (no room at " + place + ")");
    }

    @Test
    void knowsTheBuiltInProbesAndProposesTheNearest() {
        assertThat(Profiler.extensions().all(HERE)).containsKeys("server-metrics", "server-profile", "telemetry");
        assertThatThrownBy(() -> Profiler.extensions().named("telemtry", HERE))
                .isInstanceOf(SettingException.class)
                .hasMessage("unknown profiler \"telemtry\"; did you mean \"telemetry\"?");
    }

    private static class Recorded implements Profiler, ProfilerRun {

        final List<String> calls = new ArrayList<>();
        final CountDownLatch sampled = new CountDownLatch(1);
        private final Optional<String> obstacle;

        Recorded(Optional<String> obstacle) {
            this.obstacle = obstacle;
        }

        ProfilerResult result() {
            return new ProfilerResult(name(), Optional.empty(), List.of(), List.of(Reading.of("x", "s", 1)), List.of());
        }

        @Override
        public String name() {
            return "recorded";
        }

        @Override
        public String meaning() {
            return "notes its calls";
        }

        @Override
        public Optional<String> obstacle(ProfilerContext context) {
            return obstacle;
        }

        @Override
        public ProfilerRun start(ProfilerContext context) {
            calls.add("start");
            return this;
        }

        @Override
        public void sample() {
            calls.add("sample");
            sampled.countDown();
        }

        @Override
        public void measuring() {
            calls.add("measuring");
        }

        @Override
        public void measured() {
            calls.add("measured");
        }

        @Override
        public ProfilerResult stop() {
            calls.add("stop");
            return result();
        }
    }
}
