package io.varcas.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.doctor.HostCheck;
import io.varcas.doctor.Severity;
import io.varcas.text.ForeignText;
import io.varcas.text.TextTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The checks of a machine as text and as JSON. */
final class DoctorText {

    private DoctorText() {}

    static List<String> of(List<HostCheck> checks) {
        List<String> lines = new ArrayList<>();
        TextTable table = new TextTable("check", "result", "found", "wanted");
        checks.forEach(check ->
                table.row(check.name(), check.severity().label(), ForeignText.oneLine(check.found()), check.wanted()));
        lines.addAll(table.lines());
        checks.stream()
                .filter(check -> check.remedy().isPresent())
                .sorted(Comparator.comparing(HostCheck::severity).reversed())
                .forEach(check -> {
                    lines.add("");
                    lines.add(check.severity().label().toUpperCase(Locale.ROOT) + " " + check.name() + ": "
                            + check.reason());
                    lines.add("  run: " + check.remedy().orElseThrow());
                });
        lines.add("");
        lines.add(counts(checks));
        long safe = checks.stream().filter(check -> !check.changes().isEmpty()).count();
        if (safe > 0) {
            lines.add(safe + " of them can be set by --apply and restored by --undo");
        }
        return lines;
    }

    private static String counts(List<HostCheck> checks) {
        return Stream.of(Severity.ERROR, Severity.WARNING, Severity.UNKNOWN, Severity.RECORDED, Severity.OK)
                .map(severity -> severity.label() + " "
                        + checks.stream()
                                .filter(check -> check.severity() == severity)
                                .count())
                .collect(Collectors.joining(", "));
    }

    static String json(List<HostCheck> checks) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode();
        for (HostCheck check : checks) {
            ObjectNode node = root.withArray("/checks")
                    .addObject()
                    .put("name", check.name())
                    .put("result", check.severity().label())
                    .put("found", check.found())
                    .put("wanted", check.wanted())
                    .put("reason", check.reason());
            check.remedy().ifPresent(remedy -> node.put("run", remedy));
            node.put("applicable", !check.changes().isEmpty());
        }
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
