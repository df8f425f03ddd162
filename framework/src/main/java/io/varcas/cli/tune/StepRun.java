package io.varcas.cli.tune;

import io.varcas.result.WholeFile;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.runner.OpenServer;
import io.varcas.runner.flag.FlaggedTarget;
import io.varcas.setting.ResolvedSettings;
import io.varcas.text.NumberText;
import io.varcas.tune.step.StepCell;
import io.varcas.tune.step.StepConfig;
import io.varcas.tune.step.StepListener;
import io.varcas.tune.step.StepMetric;
import io.varcas.tune.step.StepOptions;
import io.varcas.tune.step.StepProfile;
import io.varcas.tune.step.StepProfileJson;
import io.varcas.tune.step.StepProfiler;
import io.varcas.tune.step.StepTimes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step profile on the console; after each cell its file has everything until then. */
final class StepRun implements StepListener {

    private final OpenServer.Opener opener;
    private final Path folder;
    private final PrintWriter out;
    private volatile @Nullable StepProfiler profiler;
    private volatile boolean stopped;
    private String line = "";

    /**
     * @param opener opens the server
     * @param folder folder of the profile; made if it is absent
     * @param out the console
     */
    StepRun(OpenServer.Opener opener, Path folder, PrintWriter out) {
        this.opener = opener;
        this.folder = folder;
        this.out = out;
    }

    StepProfile measure(
            FlaggedTarget target,
            ResolvedSettings settings,
            List<StepConfig> cells,
            StepOptions options,
            List<StepCell> known)
            throws IOException {
        try (OpenServer server = opener.open(target, settings, folder)) {
            describe(server.identity(), cells.size(), options);
            try (StepProfiler opened =
                    new StepProfiler(server.target(), server.identity(), server.isHere(), options, this)) {
                profiler = opened;
                if (stopped) {
                    opened.stop();
                }
                StepProfile profile = opened.run(cells, known);
                keep(profile);
                server.death().ifPresent(death -> out.println("# " + death));
                return profile;
            } finally {
                profiler = null;
            }
        } catch (UncheckedIOException unwritable) {
            throw unwritable.getCause();
        }
    }

    /** Stops the cell in progress, or the launch of the server. May be called from any thread. */
    void stop() {
        stopped = true;
        opener.stop();
        StepProfiler running = profiler;
        if (running != null) {
            running.stop();
        }
    }

    private void describe(TargetIdentity target, int cells, StepOptions options) {
        out.println("# Target: " + target.asked() + ", model " + target.model()
                + (target.simulated() ? ", SIMULATED: the times are those of a model" : ""));
        target.server()
                .map(ServerIdentity::describe)
                .filter(facts -> !facts.isEmpty())
                .ifPresent(facts -> out.println("# Server: " + facts));
        out.println("# Planned: " + cells + (cells == 1 ? " cell" : " cells") + ", " + options.steps()
                + " decode steps of each batch, seed " + options.seed());
        out.flush();
    }

    @Override
    public void begins(StepConfig cell, int index, int of) {
        line = "# " + (index + 1) + "/" + of + " " + cell.name() + ": ";
    }

    @Override
    public void ended(StepCell cell, StepProfile soFar) {
        out.println(line + (cell.isMeasured() ? figures(cell) : cell.status().label() + ": " + cell.reason()));
        out.flush();
        try {
            keep(soFar);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static String figures(StepCell cell) {
        List<String> figures = new ArrayList<>();
        for (StepTimes kind : List.of(StepTimes.PREFILL, StepTimes.BATCH_STEP)) {
            cell.find(kind)
                    .ifPresent(times -> figures.add((kind == StepTimes.PREFILL ? kind.title() : StepTimes.STEP.title())
                            + " " + NumberText.brief(times.median()) + " ms"));
        }
        figures.add(NumberText.brief(cell.find(StepMetric.TOKENS_PER_SECOND).orElse(Double.NaN)) + " tokens/s");
        return String.join(", ", figures);
    }

    private void keep(StepProfile profile) throws IOException {
        Files.createDirectories(folder);
        WholeFile.write(folder.resolve(StepProfileJson.FILE), stream -> new StepProfileJson().write(profile, stream));
    }
}
