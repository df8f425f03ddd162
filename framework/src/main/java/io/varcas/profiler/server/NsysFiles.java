package io.varcas.profiler.server;

import io.varcas.profiler.Tool;
import io.varcas.profiler.kernel.KernelProfile;
import io.varcas.profiler.kernel.ProfileFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The report of Nsight Systems, exported to SQLite, from which idle time and steps are known, and summed up as CSV, which
 * is read if the export fails.
 */
final class NsysFiles implements CaptureFiles {

    private static final String REPORT = ".nsys-rep";

    private final Tool nsys;
    private final Path reports;
    private final Duration wait;
    private final CaptureFolder folder;

    NsysFiles(Tool nsys, Path reports, Duration wait) throws IOException {
        this.nsys = nsys;
        this.reports = reports;
        this.wait = wait;
        this.folder = new CaptureFolder(reports, name -> name.endsWith(REPORT));
    }

    @Override
    public Captured take(Optional<Path> fork) throws IOException, InterruptedException {
        List<Path> found = folder.await(wait);
        if (found.isEmpty()) {
            return Captured.nothing("no report of nsys came into " + reports + " within " + wait.toSeconds() + " s");
        }
        Path report = found.get(0);
        Path out = fork.orElse(reports);
        Path csv = out.resolve("cuda_gpu_kern_sum.csv");
        Path sqlite = out.resolve("nsys.sqlite");
        List<Path> files = new ArrayList<>(found);
        Files.writeString(
                csv,
                nsys.require(
                        wait,
                        List.of(
                                "stats",
                                "--report",
                                "cuda_gpu_kern_sum",
                                "--format",
                                "csv",
                                "--force-export=true",
                                "--output",
                                "-",
                                report.toString())),
                StandardCharsets.UTF_8);
        files.add(csv);
        try {
            nsys.require(
                    wait,
                    List.of(
                            "export",
                            "--type",
                            "sqlite",
                            "--force-overwrite=true",
                            "--output",
                            sqlite.toString(),
                            report.toString()));
            KernelProfile profile = new ProfileFile(sqlite).read();
            files.add(sqlite);
            return new Captured(Optional.of(profile), files, Optional.empty());
        } catch (IOException noExport) {
            return new Captured(Optional.of(new ProfileFile(csv).read()), files, Optional.empty());
        }
    }
}
