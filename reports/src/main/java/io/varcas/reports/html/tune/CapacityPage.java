package io.varcas.reports.html.tune;

import io.varcas.reports.chart.CapacityCharts;
import io.varcas.reports.html.element.ChartBook;
import io.varcas.reports.html.element.Page;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.reports.tune.CapacityWords;
import io.varcas.text.NumberText;
import io.varcas.tune.capacity.CapacityFormat;
import io.varcas.tune.capacity.CapacityOutcome;
import io.varcas.tune.capacity.CapacityResult;
import io.varcas.tune.capacity.ProbeResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The capacity of a server as one page: the result, the curves over the load, and the runs. */
public final class CapacityPage implements CapacityFormat {

    @Override
    public String name() {
        return "html";
    }

    @Override
    public void write(CapacityResult result, OutputStream out) throws IOException {
        ChartBook book = new ChartBook();
        Tag body = Tag.of("main")
                .add(header(result), navigation())
                .add(Tag.of("section")
                        .with("id", "curves")
                        .add(
                                Tag.of("h2", "Curves over " + result.axis().setting()),
                                book.figures("curve", CapacityCharts.of(result))))
                .add(Tag.of("section").with("id", "probes").add(Tag.of("h2", "Runs"), probes(result)))
                .add(how());
        out.write(Page.of("Capacity of " + CapacityWords.title(result) + " · Varcas", body, book)
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static Tag header(CapacityResult result) {
        Tag header = Tag.of("header").classed("verdict");
        String word = result.outcome() == CapacityOutcome.FOUND
                ? "CAPACITY FOUND"
                : result.outcome().label().toUpperCase(Locale.ROOT).replace('-', ' ');
        header.add(
                Tag.of("p", result.simulated() ? word + " · SIMULATED" : word).classed("word"),
                Tag.of("h1", "Capacity of " + CapacityWords.title(result) + ": " + result.describe()));
        List<String> lines = CapacityWords.lines(result);
        lines.subList(1, lines.size()).forEach(line -> header.add(Tag.of("p", line)));
        return header;
    }

    private static Tag navigation() {
        return Tag.of("nav")
                .with("aria-label", "Sections")
                .add(
                        Tag.of("a", "Curves").with("href", "#curves"),
                        Tag.of("a", "Runs").with("href", "#probes"),
                        Tag.of("a", "How").with("href", "#how"),
                        Tag.of("button", "light / dark").with("type", "button").with("id", "theme"));
    }

    private static Tag probes(CapacityResult result) {
        List<String> heads =
                new ArrayList<>(List.of("#" + result.axis().unit(), "decision", "#goodput (1/s)", "#in flight"));
        for (String objective : result.objectives()) {
            heads.add("#" + objective);
            heads.add("#n");
            heads.add("#beyond");
        }
        heads.addAll(List.of("#measured (s)", "reason", "bundle"));
        TableTag table = new TableTag("Runs by load; the number of a run is its place in the search", heads);
        for (ProbeResult probe : result.byLoad()) {
            List<String> cells = new ArrayList<>(List.of(
                    NumberText.plain(probe.load()),
                    probe.number() + ": " + probe.decision().label(),
                    NumberText.brief(probe.goodputPerSecond()),
                    NumberText.brief(probe.inFlight())));
            probe.limits().forEach(limit -> {
                cells.add(NumberText.of(limit.value()));
                cells.add(String.valueOf(limit.n()));
                cells.add(String.valueOf(limit.beyond()));
            });
            cells.addAll(List.of(
                    NumberText.brief(probe.measuredSeconds()),
                    probe.reason(),
                    probe.bundle().orElse("")));
            table.texts(cells.toArray(String[]::new));
        }
        return table.tag();
    }

    private static Tag how() {
        return Tag.of("section")
                .with("id", "how")
                .add(
                        Tag.of("h2", "How the capacity is found"),
                        Tag.of(
                                "p",
                                "Each run ends when a sequential test has decided it, when its queue grows without"
                                        + " end, or after the longest time. The capacity is the crossing of a monotone"
                                        + " curve that is fitted to all runs: the share of samples beyond each bound is"
                                        + " logistic in the load, and varies from block to block of a run. The interval"
                                        + " is that of the crossing."));
    }
}
