package io.varcas.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.calibration.MeasurementAudit.Figures;
import io.varcas.calibration.MeasurementAudit.Finding;
import io.varcas.calibration.MeasurementAudit.Kind;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import io.varcas.roofline.Deployment;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MeasurementAuditTest {

    private static final Deployment LLAMA_FP8_ON_H200 = Deployment.of(
            ModelCatalog.bundled().model("llama-3.1-8b"),
            HardwareCatalog.bundled().accelerator("h200"),
            Precision.FP8);

    @Test
    void acceptsWhatHardwareCanDo() {
        assertThat(MeasurementAudit.of(LLAMA_FP8_ON_H200, figures(10, 2_000, 0, 100, 10, 0.2, 0.008, 0)))
                .isEmpty();
    }

    /** A published row: 2,000 in, 100 out, 64 users on one H200, at 94 % of the dense 8-bit peak. */
    @Test
    void findsPromptsThatWereNeverComputed() {
        double rate = 0.94 * 1_979e12 / (2_100 * 2 * 7.50e9);

        assertThat(MeasurementAudit.of(LLAMA_FP8_ON_H200, figures(rate, 2_000, 0, 100, 64, 0.1, 0.01, 0)))
                .extracting(Finding::kind)
                .contains(Kind.FLOPS_ABOVE_PEAK);
        assertThat(MeasurementAudit.of(LLAMA_FP8_ON_H200, figures(rate, 2_000, 1_900, 100, 64, 0.1, 0.01, 0)))
                .as("known to come from the cache")
                .extracting(Finding::kind)
                .doesNotContain(Kind.FLOPS_ABOVE_PEAK);
    }

    @Test
    void findsTokensFasterThanTheWeights() {
        assertThat(MeasurementAudit.of(LLAMA_FP8_ON_H200, figures(1, 100, 0, 100, 1, 0.02, 0.0009, 0)))
                .first()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.TPOT_BELOW_WEIGHT_READ);
                    assertThat(finding.message()).contains("TPOT of 0.90 ms").contains("counted by chunk");
                });
    }

    @Test
    void findsUsersThatWereNotServed() {
        assertThat(MeasurementAudit.of(LLAMA_FP8_ON_H200, figures(4, 1_000, 0, 1_000, 512, 100, 0.025, 0)))
                .extracting(Finding::kind)
                .contains(Kind.TTFT_DWARFS_DECODE);
    }

    @Test
    void findsAConcurrencyThatWasNotReached() {
        assertThat(MeasurementAudit.of(LLAMA_FP8_ON_H200, figures(10, 1_000, 0, 101, 32, 0.1, 0.01, 0)))
                .first()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.CONCURRENCY_NOT_REACHED);
                    assertThat(finding.message()).contains("11.0 requests were in flight, not the 32");
                });
    }

    @Test
    void findsEmptyAnswers() {
        assertThat(MeasurementAudit.of(LLAMA_FP8_ON_H200, figures(10, 1_000, 0, 101, 11, 0.1, 0.01, 7)))
                .extracting(Finding::message)
                .containsExactly("7 outputs without a token were counted as successes");
    }

    private static Figures figures(
            double rate,
            double prompt,
            double cached,
            double output,
            double users,
            double ttft,
            double tpot,
            long empty) {
        return new Figures(
                rate,
                prompt,
                cached,
                output,
                OptionalDouble.of(users),
                OptionalDouble.of(ttft),
                OptionalDouble.of(tpot),
                empty);
    }
}
