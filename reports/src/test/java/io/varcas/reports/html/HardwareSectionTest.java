package io.varcas.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.profiler.Reading;
import io.varcas.profiler.kernel.EngineStep;
import io.varcas.profiler.kernel.KernelClass;
import io.varcas.profiler.kernel.KernelJson;
import io.varcas.profiler.kernel.KernelProfile;
import io.varcas.profiler.kernel.KernelProfile.Side;
import io.varcas.profiler.kernel.KernelTime;
import io.varcas.profiler.kernel.RankProfile;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.reports.text.TextReport;
import io.varcas.result.CaptureResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.utilization.Bottleneck;
import io.varcas.utilization.Utilization;
import io.varcas.utilization.Utilization.Phase;
import io.varcas.utilization.Utilization.PhaseUse;
import io.varcas.utilization.Utilization.Source;
import io.varcas.utilization.Utilization.TermUse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HardwareSectionTest {

    private static final String HOSTILE = "gemm<script>alert(1)</script>";

    @TempDir
    Path folder;

    private ResultBundle plain;

    @BeforeEach
    void write() throws IOException {
        plain = SampleBundle.write(folder, SampleLoad.open(40).ofRequests(60, 4));
        Path profile = Files.createDirectories(plain.folder().resolve("trial-1/profile-1"));
        Files.writeString(profile.resolve(KernelJson.FILE), KernelJson.of(List.of(kernels())));
    }

    @Test
    void showsRooflineBottleneckKernelsAndSteps() throws IOException {
        String page = html(with(Optional.empty()));

        assertThat(page)
                .contains("Bottleneck: memory bandwidth", "; MBU 61 %", "By kernel profile: steps of a trace")
                .contains("Longest kernels", "Timeline of steps", "kernels by class", "idle, of the window")
                .contains("2 decode steps of 8.000 ms by kernel profile", "Terms of a step")
                .contains("gemm&lt;script&gt;")
                .contains("Ranks", "rank1.json", "least busy, below the busiest", "25.0 %")
                .doesNotContain("<script>alert");
    }

    @Test
    void showsWhyAProfileFailed() throws IOException {
        ResultBundle bundle = with(Optional.of("no trace came"));

        assertThat(html(bundle)).contains("Profile by torch:dir=/t, at 40 a second: no trace came");
        assertThat(text(bundle))
                .contains("Profile by torch:dir=/t, at 40 a second: FAILED: no trace came")
                .endsWith("FAILED: profiler torch:dir=/t: no trace came\n");
    }

    @Test
    void writesTheSameAsText() throws IOException {
        assertThat(text(with(Optional.empty())))
                .contains("Profile by torch:dir=/t, at 40 a second: GEMM 70.0 %")
                .contains("Hardware use by kernel profile: MFU", "Bottleneck: memory bandwidth; MBU 61 %");
    }

    @Test
    void saysNothingWithoutAProfile() throws IOException {
        assertThat(html(plain)).doesNotContain("Use of the hardware");
    }

    private ResultBundle with(Optional<String> problem) {
        TrialResult trial = plain.result().trials().get(0);
        TrialResult profiled = trial.toBuilder()
                .captures(List.of(new CaptureResult(
                        "torch:dir=/t",
                        "40 a second",
                        Status.COMPLETED,
                        problem,
                        List.of(Reading.of("kernel.share.GEMM", "%", 70)),
                        List.of("trial-1/profile-1/" + KernelJson.FILE))))
                .utilization(new Utilization(
                        Source.KERNEL_PROFILE,
                        "steps of a trace",
                        "NVIDIA H100",
                        "bf16",
                        989e12,
                        3350e9,
                        "data sheet",
                        List.of(new PhaseUse(Phase.DECODE, 2, 0.008, 0.006, 120e9, 16e9)),
                        List.of(new TermUse("GEMM", OptionalDouble.of(0.006), 0.005)),
                        Optional.of(new Bottleneck(Bottleneck.Kind.MEMORY_BANDWIDTH, "MBU 61 %"))))
                .build();
        return new ResultBundle(plain.folder(), SampleBundle.run("profiled", List.of(profiled)));
    }

    private static KernelProfile kernels() {
        return new KernelProfile(
                "rank0.json",
                "torch trace",
                Side.GPU,
                "NVIDIA H100",
                1,
                OptionalDouble.of(0.02),
                OptionalDouble.of(0.016),
                List.of(new KernelTime(
                        HOSTILE, KernelClass.GEMM, 2, 0.016, OptionalDouble.empty(), OptionalDouble.empty())),
                List.of(new EngineStep(0, 0.008, 1, 0, 0, 4, 4), new EngineStep(0.01, 0.008, 1, 1, 64, 4, 4)),
                2,
                false,
                List.of(),
                List.of(rank(HOSTILE, 0.016), rank("rank1.json", 0.012)));
    }

    private static RankProfile rank(String source, double busySeconds) {
        return new RankProfile(
                source,
                busySeconds,
                OptionalDouble.of(busySeconds),
                OptionalDouble.of(0.2),
                Map.of(KernelClass.GEMM, 1.0));
    }

    private static String html(ResultBundle bundle) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new HtmlReport().write(bundle, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String text(ResultBundle bundle) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TextReport().write(bundle, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
