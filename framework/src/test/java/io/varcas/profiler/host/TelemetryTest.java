package io.varcas.profiler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TelemetryTest {

    @Test
    void recordsTheClientWhileItRuns() {
        ProfilerContext context = new ProfilerContext(Optional.empty(), System::nanoTime, Duration.ofHours(1));
        ProfilerRun run = new Telemetry().start(context);
        run.measuring();
        double work = spin();
        run.measured();
        ProfilerResult result = run.stop();

        assertThat(work).isFinite();
        assertThat(result.problem()).isEmpty();
        assertThat(result.value("client.cpu.mean").orElseThrow()).isPositive();
        assertThat(result.value("client.heap.max").orElseThrow()).isPositive();
        assertThat(result.value("client.gc.pause.sum").orElseThrow()).isNotNegative();
        assertThat(result.value("client.jitter.max").orElseThrow()).isNotNegative();
        assertThat(result.value("client.jitter.p99").orElseThrow())
                .isLessThanOrEqualTo(result.value("client.jitter.max").orElseThrow());
        assertThat(result.series().get(0).rows()).hasSize(2);
    }

    @Test
    void recordsCollectorPauses() {
        CollectorInstrument collector = new CollectorInstrument();
        double pause = 0;
        while (pause == 0) {
            System.gc();
            pause = collector.read(1).get(0).orElseThrow();
        }
        collector.close();
        assertThat(pause).isPositive();
    }

    @Test
    void namesEveryColumnOnce() {
        ProfilerRun run =
                new Telemetry().start(new ProfilerContext(Optional.empty(), System::nanoTime, Duration.ofHours(1)));
        List<Reading> summary = run.stop().summary();
        assertThat(summary).extracting(Reading::name).doesNotHaveDuplicates();
        assertThat(summary)
                .filteredOn(reading -> reading.value().isEmpty())
                .allSatisfy(reading -> assertThat(reading.note()).isNotEmpty());
    }

    /** Keeps a core busy long enough for the coarsest clock to see it. */
    private static double spin() {
        long end = System.nanoTime() + Duration.ofMillis(60).toNanos();
        double sum = 0;
        while (System.nanoTime() < end) {
            sum += Math.sqrt(sum + 1);
        }
        return sum;
    }
}
