package io.varcas.reports.html;

import io.varcas.profiler.kernel.KernelClass;
import io.varcas.profiler.kernel.KernelJson;
import io.varcas.profiler.kernel.KernelProfile;
import io.varcas.profiler.kernel.KernelTime;
import io.varcas.profiler.kernel.RankProfile;
import io.varcas.reports.chart.KernelCharts;
import io.varcas.reports.chart.RooflineChart;
import io.varcas.reports.html.element.ChartBook;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.result.CaptureResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.RooflineResult;
import io.varcas.result.TrialResult;
import io.varcas.text.NumberText;
import io.varcas.utilization.Utilization;
import io.varcas.utilization.Utilization.PhaseUse;
import io.varcas.utilization.Utilization.TermUse;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Use of the hardware: the dynamic roofline, the bottleneck, kernels by class and the timeline of steps. */
final class HardwareSection {

    private static final int TOP = 10;

    private HardwareSection() {}

    /** Returns the section; empty if neither the use of the hardware nor a profile is known. */
    static List<Tag> of(String id, ResultBundle bundle, TrialResult trial, ChartBook book) {
        List<Tag> tags = new ArrayList<>();
        List<CaptureResult> captures = trial.captures().orElse(List.of());
        if (trial.utilization().isEmpty() && captures.isEmpty()) {
            return tags;
        }
        tags.add(Tag.of("h3", "Use of the hardware"));
        trial.utilization().ifPresent(use -> tags.addAll(use(id, use, book)));
        for (int i = 0; i < captures.size(); i++) {
            capture(id + "-capture-" + (i + 1), bundle, captures.get(i), book, tags);
        }
        return tags;
    }

    private static List<Tag> use(String id, Utilization use, ChartBook book) {
        List<Tag> tags = new ArrayList<>();
        use.bottleneck()
                .ifPresent(found -> tags.add(Tag.of("p")
                        .add(Tag.of("strong", "Bottleneck: " + found.kind().label()))
                        .text("; " + found.evidence())));
        tags.add(Tag.of("p", "By " + use.source().label() + ": " + use.basis()));
        if (!use.phases().isEmpty()) {
            tags.add(book.figure(id + "-dynamic-roofline", RooflineChart.of(RooflineResult.of(use)))
                    .classed("wide"));
        }
        TableTag phases = new TableTag(
                "Steps by phase, one accelerator",
                "steps",
                "#count",
                "#ms",
                "#predicted ms",
                "#TFLOP/s",
                "#GB/s",
                "#MFU",
                "#MBU");
        for (PhaseUse phase : use.phases()) {
            phases.texts(
                    phase.phase().label(),
                    NumberText.whole(phase.steps()),
                    NumberText.of(phase.seconds() * 1e3),
                    NumberText.of(phase.predictedSeconds() * 1e3),
                    NumberText.of(phase.flopsPerSecond() / 1e12),
                    NumberText.of(phase.bytesPerSecond() / 1e9),
                    percent(phase.flopsPerSecond() / use.peakFlopsPerSecond()),
                    percent(phase.bytesPerSecond() / use.peakBytesPerSecond()));
        }
        tags.add(phases.tag());
        TableTag terms =
                new TableTag("Terms of a step", "term", "#measured ms", "#predicted ms", "#measured / predicted");
        for (TermUse term : use.terms()) {
            boolean measured = term.seconds().isPresent();
            terms.texts(
                    term.term(),
                    measured ? NumberText.of(term.seconds().getAsDouble() * 1e3) : NumberText.NOT_MEASURED,
                    NumberText.of(term.predictedSeconds() * 1e3),
                    measured && term.predictedSeconds() > 0
                            ? String.format(Locale.ROOT, "%.2f", term.seconds().getAsDouble() / term.predictedSeconds())
                            : "");
        }
        tags.add(terms.tag());
        return tags;
    }

    private static void capture(String id, ResultBundle bundle, CaptureResult capture, ChartBook book, List<Tag> tags) {
        String caption = "Profile by " + capture.profiler() + ", at " + capture.load();
        capture.problem()
                .ifPresent(problem ->
                        tags.add(Tag.of("p", caption + ": " + problem).classed("problem")));
        try {
            Optional<KernelProfile> kernels = kernels(bundle, capture);
            if (kernels.isPresent()) {
                KernelProfile profile = kernels.get();
                if (!profile.steps().isEmpty() && profile.windowSeconds().isPresent()) {
                    tags.add(book.figure(id + "-steps", KernelCharts.steps(profile))
                            .classed("wide"));
                }
                tags.add(classes(caption, profile));
                tags.add(longest(profile));
                if (!profile.ranks().isEmpty()) {
                    tags.add(ranks(profile));
                }
                profile.notes().forEach(note -> tags.add(Tag.of("p", profile.source() + ": " + note)));
            }
        } catch (IOException damaged) {
            tags.add(Tag.of("p", caption + ": its kernels cannot be read: " + FailureText.of(damaged))
                    .classed("problem"));
        }
        Tag details = Tag.of("details").add(Tag.of("summary", caption));
        PredictionSection.readings(caption, capture.readings()).ifPresent(details::add);
        tags.add(details.add(Tag.of("p", "Files: " + String.join(", ", capture.files()))));
    }

    private static Optional<KernelProfile> kernels(ResultBundle bundle, CaptureResult capture) throws IOException {
        for (String name : capture.files()) {
            if (name.endsWith(KernelJson.FILE)) {
                Optional<Path> file = bundle.file(name);
                if (file.isPresent()) {
                    return Optional.of(KernelJson.read(Files.readString(file.get())));
                }
            }
        }
        return Optional.empty();
    }

    private static Tag classes(String caption, KernelProfile profile) {
        TableTag table = new TableTag(caption + ": kernels by class", "class", "#share", "#ms");
        for (KernelClass kind : KernelClass.values()) {
            double share = profile.shares().getOrDefault(kind, 0.0);
            table.texts(kind.label(), percent(share), NumberText.of(share * profile.kernelSeconds() * 1e3));
        }
        profile.idleShare().ifPresent(idle -> table.texts("idle, of the window", percent(idle), ""));
        return table.tag();
    }

    private static Tag ranks(KernelProfile profile) {
        TableTag table = new TableTag("Ranks", "rank", "#busy ms", "#idle", "#GEMM", "#attention", "#communication");
        for (RankProfile rank : profile.ranks()) {
            table.texts(
                    rank.source(),
                    rank.busySeconds().isPresent()
                            ? NumberText.of(rank.busySeconds().getAsDouble() * 1e3)
                            : NumberText.NOT_MEASURED,
                    rank.idleShare().isPresent() ? percent(rank.idleShare().getAsDouble()) : NumberText.NOT_MEASURED,
                    percent(rank.shares().getOrDefault(KernelClass.GEMM, 0.0)),
                    percent(rank.shares().getOrDefault(KernelClass.ATTENTION, 0.0)),
                    percent(rank.shares().getOrDefault(KernelClass.COMMUNICATION, 0.0)));
        }
        profile.rankSpread()
                .ifPresent(spread -> table.texts("least busy, below the busiest", percent(spread), "", "", "", ""));
        return table.tag();
    }

    private static Tag longest(KernelProfile profile) {
        TableTag table = new TableTag("Longest kernels", "kernel", "class", "#share", "#ms", "#calls", "#mean us");
        double all = profile.kernelSeconds();
        for (KernelTime kernel : profile.top(TOP)) {
            table.texts(
                    kernel.name(),
                    kernel.kernelClass().label(),
                    percent(all > 0 ? kernel.seconds() / all : 0),
                    NumberText.of(kernel.seconds() * 1e3),
                    NumberText.whole((double) kernel.calls()),
                    kernel.calls() > 0 ? NumberText.of(kernel.seconds() * 1e6 / kernel.calls()) : "");
        }
        return table.tag();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
