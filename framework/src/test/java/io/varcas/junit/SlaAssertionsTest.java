package io.varcas.junit;

import static io.varcas.junit.SlaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.annotation.Unit;
import io.varcas.compare.match.CompareOptions;
import io.varcas.metric.MetricKey;
import io.varcas.result.BundleFolder;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.runner.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlaAssertionsTest {

    private static final double[] STEADY = {20, 20.2, 19.9, 20.1, 19.8, 20, 20.1, 19.9, 20.2, 20};
    private static final double[] SLOWER = {24, 24.2, 23.9, 24.1, 23.8, 24, 24.1, 23.9, 24.2, 24};
    private static final double[] NOISY = {10, 31, 18, 44, 12, 29, 9, 35, 15, 27};
    private static final double[] NOISY_AGAIN = {29, 9, 35, 15, 27, 10, 31, 18, 44, 12};

    @TempDir
    Path out;

    private ResultBundle run(Class<?> workload, String... tones) throws IOException {
        return run(new CannedRun(), workload, tones);
    }

    private ResultBundle run(CannedRun canned, Class<?> workload, String... tones) throws IOException {
        RunOptions.Builder options = RunOptions.builder().include(workload).out(out);
        if (tones.length > 0) {
            options.set("tone", List.of(tones));
        }
        return canned.run(options.build());
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(ThrowingCallable assertion) {
        return assertThatThrownBy(assertion).isInstanceOf(AssertionError.class);
    }

    @Test
    void holdsWhatIsMet() throws IOException {
        ResultBundle easy = run(EasyChat.class);

        assertThat(easy).meetsSla().isValid();
        assertThat(easy.result().trials().get(0)).meetsSla().isValid();
        assertThat(easy)
                .metric("ttft.mean")
                .isAtMost(Duration.ofMillis(22))
                .isAtMost(21.5532)
                .isAtLeast(Duration.ofNanos(21_553_200))
                .isAtLeast(0.02, Unit.SECONDS)
                .metric("goodput")
                .isAtLeast(298, Unit.PER_MINUTE)
                .metric("tpot.p50")
                .isAtMost(Duration.ofMillis(8));
    }

    @Test
    void namesEveryObjectiveThatIsNotMet() throws IOException {
        ResultBundle strict = run(StrictChat.class);

        assertFails(() -> assertThat(strict).meetsSla())
                .hasMessageContaining("SLA not met: 2 of 4 objectives broken, 1 undecided")
                .hasMessageContaining("SIMULATED")
                .hasMessageContaining("ttft.mean: measured 21.55 ms, must be <= 1 ms")
                .hasMessageContaining("e2e.p999: undecided (");
        assertFails(() -> assertThat(strict.result().trials().get(0)).meetsSla())
                .hasMessageContaining("goodput: measured 4.98 req/s, must be >= 1,000,000 req/s");
    }

    @Test
    void namesMetricBoundAndValue() throws IOException {
        ResultBundle easy = run(EasyChat.class);

        assertFails(() -> assertThat(easy).as("nightly").metric("ttft.mean").isAtMost(Duration.ofMillis(20)))
                .hasMessage("[nightly] EasyChat {tone=polite}: ttft.mean: measured 21.55 ms, must be <= 20 ms; n = 249,"
                        + " simulated");
        assertFails(() -> assertThat(easy).metric("goodput").isAtLeast(5))
                .hasMessageContaining("measured 4.98 req/s, must be >= 5 req/s");
        assertFails(() -> assertThat(easy).metric("itl.p50").isAtMost(Duration.ofDays(1)))
                .hasMessageContaining("measured infinite (it falls among the requests that failed)");
    }

    @Test
    void whatWasNotMeasuredHoldsInNoAssertion() throws IOException {
        ResultBundle easy = run(EasyChat.class);

        assertFails(() -> assertThat(easy).metric("ttfa.p50").isAtMost(1e9))
                .hasMessageContaining("ttfa.p50: not measured (no samples), must be <=");
        assertFails(() -> assertThat(easy).metric("ttfa.p50").isAtLeast(0)).hasMessageContaining("not measured");
        assertFails(() -> assertThat(easy).metric("e2e.p999").isAtLeast(0)).hasMessageContaining("needs about");
        assertFails(() -> assertThat(CannedRun.result("empty", List.of()))
                        .metric("ttft.p50")
                        .isAtMost(1))
                .hasMessageContaining("not measured");
    }

    @Test
    void asksItOfEveryTrial() throws IOException {
        ResultBundle both = run(EasyChat.class, "polite", "terse");

        assertFails(() -> assertThat(both).metric("ttft.mean").isAtMost(1))
                .hasMessageContaining("{tone=polite}")
                .hasMessageContaining("{tone=terse}");
    }

    @Test
    void namesTheNearestMetric() throws IOException {
        ResultBundle easy = run(EasyChat.class);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(easy).metric("tftt.p99"))
                .withMessage("unknown metric \"tftt.p99\"; did you mean \"ttft.p99\"?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(easy).isNotSlowerThan(easy.result(), "ttft"))
                .withMessageContaining("did you mean \"ttft.p99\"?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(easy).metric("goodput").isAtMost(Duration.ofMillis(1)))
                .withMessageContaining("does not fit");
    }

    @Test
    void anInvalidRunIsNone() throws IOException {
        ResultBundle invalid = run(CannedRun.invalid(), EasyChat.class);

        assertFails(() -> assertThat(invalid).isValid())
                .hasMessageContaining("EasyChat {tone=polite} is INVALID send.lag.p99: requests left 8.3 ms late");
        assertFails(() -> assertThat(invalid).meetsSla()).hasMessageContaining("run INVALID, and decides nothing");
        assertFails(() -> assertThat(invalid.result().trials().get(0)).meetsSla())
                .hasMessageContaining("INVALID");
    }

    @Test
    void equalsAreNotSlower() {
        RunResult baseline = CannedRun.windows("before", STEADY);

        assertThat(CannedRun.windows("after", STEADY)).isNotSlowerThan(baseline).isNotSlowerThan(baseline, "ttft.p50");
        assertThat(CannedRun.windows("after", STEADY)).isNotSlowerThan(CannedRun.windows("before", SLOWER));
    }

    @Test
    void reportsByHowMuchARunIsSlower() {
        RunResult baseline = CannedRun.windows("before", STEADY);

        assertFails(() -> assertThat(CannedRun.windows("after", SLOWER)).isNotSlowerThan(baseline))
                .hasMessageStartingWith("after is slower than before")
                .hasMessageContaining("Canned: ttft.p50 went from 20.02 ms to 24.02 ms (+20.0 %), likely from +19")
                .hasMessageContaining("SIMULATED");
    }

    @Test
    void whatCannotBeToldDoesNotHold() {
        assertFails(() -> assertThat(CannedRun.windows("after", 20, 20.1, 19.9))
                        .isNotSlowerThan(CannedRun.windows("before", 20, 20.1, 19.9)))
                .hasMessageStartingWith("after cannot be shown not to be slower than before")
                .hasMessageContaining(
                        "ttft.p50 is inconclusive: 3 repeats a side; a difference can be shown from 4 on");
        assertFails(() -> assertThat(CannedRun.windows("after", NOISY_AGAIN))
                        .isNotSlowerThan(CannedRun.windows("before", NOISY), "ttft.p50"))
                .hasMessageContaining("a change of up to ");
        assertFails(() -> assertThat(CannedRun.windows("after", STEADY))
                        .isNotSlowerThan(CannedRun.windows("before", STEADY), "ttft.p50", "tpot.p50"))
                .hasMessageContaining("tpot.p50 is inconclusive: not measured");
    }

    @Test
    void readsTheBaselineFromDisk() throws IOException {
        Path folder = BundleFolder.create(out, Instant.EPOCH, "before")
                .finish(CannedRun.windows("before", STEADY))
                .folder();

        assertThat(CannedRun.windows("after", STEADY)).isNotSlowerThan(folder, "ttft.p50");
        assertThatThrownBy(() -> assertThat(CannedRun.windows("after", STEADY)).isNotSlowerThan(out))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("is no result bundle");
    }

    @Test
    void letsTheCallerSayHowToCompare() {
        CompareOptions lenient = CompareOptions.DEFAULT.withEffect(3).withMetrics(List.of(MetricKey.parse("ttft.p50")));

        assertThat(CannedRun.windows("after", NOISY_AGAIN))
                .isNotSlowerThan(CannedRun.windows("before", NOISY), lenient);
    }
}
