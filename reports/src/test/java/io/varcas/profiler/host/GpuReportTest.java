package io.varcas.profiler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.profiler.Attachment;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerResult;
import io.varcas.reports.html.HtmlReport;
import io.varcas.reports.image.SvgReport;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.reports.text.MarkdownReport;
import io.varcas.reports.text.TextReport;
import io.varcas.result.ForkResult;
import io.varcas.result.ProfileResult;
import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in for nvidia-smi is a shell script")
class GpuReportTest {

    private static final List<String> PANELS =
            List.of("GPU utilisation", "GPU power", "GPU memory", "GPU temperature", "GPU clocks");

    private final Path folder;

    GpuReportTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void whatNvidiaSmiSaysReachesEveryReport() throws Exception {
        ResultBundle bundle = bundle(telemetry());

        String page = report(new HtmlReport(), bundle);
        assertThat(page).contains(PANELS).contains("gpus.csv").doesNotContain("Other telemetry");
        assertThat(report(new SvgReport(), bundle)).contains("</svg>");
        assertThat(report(new MarkdownReport(), bundle)).contains("ttft.p50");
        assertThat(report(new TextReport(), bundle)).contains("Verdict: ");
    }

    @Test
    void filesOfProfilersThatCannotBeDrawnCostTheirChartsAlone() throws Exception {
        ResultBundle bundle = bundle(new ProfilerResult(
                "own",
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(
                        new Attachment("broken.csv", "elapsed (s),a (ms)\n1,two\n"),
                        new Attachment("empty.csv", ""),
                        new Attachment("list.csv", "index, name\n0, A GPU\n"))));
        Files.write(
                bundle.folder().resolve("trial-1/fork-1/empty.csv"),
                "elapsed (s),\u00e9 (ms)\n1,2\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(report(new HtmlReport(), bundle))
                .contains("broken.csv line 2: has a cell that is not a number: 1,two")
                .contains("empty.csv: is not UTF-8")
                .contains("list.csv")
                .contains("Server queue");
    }

    private ProfilerResult telemetry() throws Exception {
        Path tool = folder.resolve("nvidia-smi");
        Files.writeString(tool, """
            #!/bin/sh
            echo "0, GPU-a, NVIDIA H200, 570.1, 143771, 700.00, 80, 40, 1024, 350.50, 55, 1980, 3201, 0x0000000000000000"
            echo "1, GPU-b, NVIDIA H200, 570.1, 143771, 700.00, 0, 0, 512, [N/A], 30, 345, 3201, 0x0000000000000004"
            """);
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        AtomicLong clock = new AtomicLong(5_000_000_000L);
        GpuWatch watch = new GpuWatch(tool, new ProfilerContext(Optional.empty(), clock::get, Duration.ofSeconds(1)));
        watch.awaitEnd();
        return watch.stop();
    }

    /** A bundle whose first fork has also what a profiler left. */
    private ResultBundle bundle(ProfilerResult left) throws IOException {
        ResultBundle sample = SampleBundle.write(
                folder, SampleLoad.open(20).ofRequests(100, 4).inForks(1));
        Path own = sample.folder().resolve("trial-1/fork-1");
        ProfileResult.write(own, left);
        RunResult result = sample.result();
        TrialResult trial = result.trials().get(0);
        ForkResult fork = trial.forkResults().get(0);
        Map<String, ProfileResult> profiles = new LinkedHashMap<>(fork.profiles());
        profiles.putAll(ProfileResult.readAll(own, sample.folder()));
        fork = new ForkResult(
                fork.index(),
                fork.seed(),
                fork.status(),
                fork.error(),
                fork.stderr(),
                fork.loadStarted(),
                fork.measured(),
                fork.neverMade(),
                fork.ranOutNanos(),
                fork.jvm(),
                fork.requests(),
                profiles,
                fork.metrics(),
                fork.digest());
        return new ResultBundle(
                sample.folder(),
                SampleBundle.run(
                        result.id(),
                        List.of(trial.toBuilder().forks(List.of(fork)).build())));
    }

    private static String report(ReportFormat format, ResultBundle bundle) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(bundle, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
