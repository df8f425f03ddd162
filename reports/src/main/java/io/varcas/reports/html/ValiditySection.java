package io.varcas.reports.html;

import io.varcas.reports.html.element.Badge;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.text.NumberText;
import io.varcas.validity.Validity;
import java.util.Locale;

/** The section about the validity of the run. */
final class ValiditySection {

    private ValiditySection() {}

    static Tag of(TrialResult trial) {
        if (trial.status() == Status.FAILED) {
            return Tag.of("p", "Not judged: the trial failed.").classed("none");
        }
        Validity validity = trial.validity();
        Tag verdict = Tag.of("p")
                .add(Badge.of(validity.isValid(), validity.isValid() ? "VALID" : "INVALID"))
                .text(
                        validity.isValid()
                                ? " No finding suggests that the client limited these numbers."
                                : " The numbers are not the server's.");
        TableTag table = new TableTag("What was found", "check", "weight", "#value", "#limit", "what it means");
        for (Validity.Finding finding : validity.findings()) {
            table.row(
                    Tag.of("code", finding.check()),
                    Tag.of("span", finding.weight().name().toLowerCase(Locale.ROOT))
                            .classed(finding.weight() == Validity.Weight.INVALID ? "chip bad" : "chip unknown"),
                    Tag.of("span", NumberText.count(finding.value())),
                    Tag.of("span", NumberText.count(finding.limit())),
                    Tag.of("span", finding.sentence()));
        }
        Tag section = Tag.of("div").add(verdict);
        return table.isEmpty() ? section : section.add(table.tag());
    }
}
