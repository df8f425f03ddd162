package io.varcas.reports.html;

import io.varcas.reports.html.element.Badge;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.reports.log.SlowRequest;
import io.varcas.reports.log.TrialLog;
import io.varcas.text.NumberText;
import java.util.List;
import java.util.Locale;

/** Single requests worth looking at: the slowest and the first that failed. */
final class RequestSection {

    private RequestSection() {}

    static Tag of(TrialLog log) {
        Tag section = Tag.of("details").add(Tag.of("summary", "Slowest and failed requests"));
        section.add(table("Slowest requests of the measurement phase", log.slowest()));
        return log.failures().isEmpty()
                ? section
                : section.add(table("First failed requests of the measurement phase", log.failures()));
    }

    private static Tag table(String caption, List<SlowRequest> requests) {
        TableTag table = new TableTag(
                caption,
                "request",
                "#fork",
                "#due (s)",
                "#ttft (ms)",
                "#e2e (ms)",
                "#longest gap (ms)",
                "#prompt (tokens)",
                "#output (tokens)",
                "outcome",
                "server's id",
                "error");
        for (SlowRequest slow : requests) {
            table.row(
                    Tag.of("span", String.valueOf(slow.request().index())),
                    Tag.of("span", String.valueOf(slow.fork() + 1)),
                    Tag.of(
                            "span",
                            String.format(Locale.ROOT, "%.3f", slow.request().intendedNanos() / 1e9)),
                    Badge.number(slow.ttftMillis()),
                    Badge.number(slow.e2eMillis()),
                    Badge.number(slow.stallMillis()),
                    Tag.of("span", NumberText.count(slow.request().input().tokens())),
                    Tag.of("span", NumberText.count(slow.request().output().tokens())),
                    Tag.of("span", slow.request().outcome().label()),
                    Tag.of("code", slow.request().serverId().orElse("")),
                    Tag.of("span", slow.request().error().orElse("")));
        }
        return table.tag();
    }
}
