package io.varcas.reports.html;

import io.varcas.compare.Comparison;
import io.varcas.compare.match.Difference;
import io.varcas.compare.match.Side;
import io.varcas.reports.OriginBanner;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.result.RunResult;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sides of comparisons: their bundles, dates and versions, and the recorded facts in which they differ. */
final class ComparedSides {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int BUNDLES_SHOWN = 3;

    private final List<Comparison> comparisons;
    private final List<Side> sides = new ArrayList<>();

    /** Takes comparisons with the same baseline. */
    ComparedSides(List<Comparison> comparisons) {
        this.comparisons = comparisons;
        sides.add(comparisons.get(0).sides().get(0));
        comparisons.forEach(comparison -> sides.add(comparison.sides().get(1)));
    }

    /** Returns the banners of sides that were not measured on a server. */
    List<Tag> origins() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        sides.forEach(side -> side.runs().stream()
                .flatMap(run -> OriginBanner.of(run).stream())
                .findFirst()
                .ifPresent(origin -> names.computeIfAbsent(origin, unseen -> new ArrayList<>())
                        .add(side.name())));
        return names.entrySet().stream()
                .map(origin -> Tag.of(
                                "p",
                                origin.getValue().size() == sides.size()
                                        ? origin.getKey()
                                        : String.join(", ", origin.getValue()) + ": " + origin.getKey())
                        .classed("banner"))
                .toList();
    }

    Tag tag() {
        TableTag table = new TableTag(
                "Bundles, dates and versions", "side", "bundles", "run", "server", "version", "Varcas", "source");
        for (int i = 0; i < sides.size(); i++) {
            Side side = sides.get(i);
            table.row(
                    Tag.of("span", side.name()).text(i == 0 ? " (baseline)" : ""),
                    Tag.of("span", bundles(side))
                            .with(
                                    "title",
                                    side.runs().stream().map(RunResult::id).collect(Collectors.joining(", "))),
                    Tag.of("span", dates(side)),
                    Tag.of(
                            "span",
                            values(
                                    side,
                                    run -> run.target().model() + " at "
                                            + (run.target().simulated()
                                                    ? run.target().asked()
                                                    : run.target().uri()))),
                    Tag.of(
                            "span",
                            values(side, run -> run.target().engineVersion().orElse("not known"))),
                    Tag.of("span", values(side, RunResult::varcasVersion)),
                    Tag.of(
                            "span",
                            values(
                                    side,
                                    run -> run.source()
                                            .map(source -> source.commit()
                                                            .substring(
                                                                    0,
                                                                    Math.min(
                                                                            10,
                                                                            source.commit()
                                                                                    .length()))
                                                    + (source.dirty() ? ", changed" : ""))
                                            .orElse("not known"))));
        }
        return Tag.of("div").add(table.tag(), differences());
    }

    private static String bundles(Side side) {
        int runs = side.runs().size();
        String shown =
                side.runs().stream().limit(BUNDLES_SHOWN).map(RunResult::id).collect(Collectors.joining(", "));
        return runs > BUNDLES_SHOWN ? shown + " and " + (runs - BUNDLES_SHOWN) + " more" : shown;
    }

    private static String dates(Side side) {
        List<Instant> times =
                side.runs().stream().map(RunResult::started).sorted().toList();
        String first = TIME.format(times.get(0));
        String last = TIME.format(times.get(times.size() - 1));
        return first.equals(last) ? first : first + " to " + last;
    }

    private static String values(Side side, Function<RunResult, String> value) {
        return side.runs().stream().map(value).distinct().collect(Collectors.joining(", "));
    }

    /** The facts in which any candidate differs from the baseline in any trial. */
    private Tag differences() {
        Set<String> names = new LinkedHashSet<>();
        comparisons.forEach(
                comparison -> facts(comparison).map(Difference::name).forEach(names::add));
        if (names.isEmpty()) {
            return Tag.of("p", "Nothing that was recorded differs between the sides.")
                    .classed("none");
        }
        List<String> heads = new ArrayList<>(List.of("difference"));
        sides.forEach(side -> heads.add(side.name()));
        TableTag table = new TableTag("Recorded differences between the sides", heads);
        for (String name : names) {
            List<Tag> cells = new ArrayList<>(List.of(Tag.of("span", name)));
            cells.add(Tag.of(
                    "span",
                    comparisons.stream()
                            .flatMap(comparison -> facts(comparison, name))
                            .map(Difference::baseline)
                            .distinct()
                            .collect(Collectors.joining(", "))));
            comparisons.forEach(comparison -> {
                String own = facts(comparison, name)
                        .map(Difference::candidate)
                        .distinct()
                        .collect(Collectors.joining(", "));
                cells.add(own.isEmpty() ? Tag.of("span", "the same").classed("none") : Tag.of("span", own));
            });
            table.row(cells);
        }
        return table.tag();
    }

    private static Stream<Difference> facts(Comparison comparison) {
        return comparison.trials().stream().flatMap(trial -> trial.differences().stream());
    }

    private static Stream<Difference> facts(Comparison comparison, String name) {
        return facts(comparison).filter(difference -> difference.name().equals(name));
    }
}
