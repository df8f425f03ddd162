package io.varcas.reports.tune;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.varcas.text.NumberText;
import io.varcas.text.TextTable;
import io.varcas.tune.capacity.CapacityFormat;
import io.varcas.tune.capacity.CapacityResult;
import io.varcas.tune.capacity.ProbeResult;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The capacity of a server for a console: the result first, then the runs by load. */
public final class CapacityText implements CapacityFormat {

    @Override
    public String name() {
        return "text";
    }

    @Override
    public void write(CapacityResult result, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder();
        CapacityWords.lines(result).forEach(line -> text.append(line).append('\n'));
        if (!result.probes().isEmpty()) {
            text.append('\n');
            TextTable table = new TextTable(heads(result));
            result.byLoad().forEach(probe -> table.row(row(probe)));
            table.lines().forEach(line -> text.append(line).append('\n'));
        }
        out.write(text.toString().getBytes(UTF_8));
        out.flush();
    }

    private static List<String> heads(CapacityResult result) {
        List<String> heads = new ArrayList<>(List.of("" + result.axis().unit(), "decision", "goodput/s", "in flight"));
        result.objectives().forEach(objective -> heads.add("" + CapacityWords.subject(objective)));
        heads.addAll(List.of("n", "beyond", "measured s", "reason"));
        return heads;
    }

    private static List<String> row(ProbeResult probe) {
        List<String> cells = new ArrayList<>(List.of(
                NumberText.plain(probe.load()),
                probe.decision().label(),
                NumberText.brief(probe.goodputPerSecond()),
                NumberText.brief(probe.inFlight())));
        probe.limits().forEach(limit -> cells.add(NumberText.of(limit.value())));
        cells.addAll(List.of(
                CapacityWords.sum(probe, ProbeResult.LimitResult::n),
                CapacityWords.sum(probe, ProbeResult.LimitResult::beyond),
                NumberText.brief(probe.measuredSeconds()),
                probe.reason()));
        return cells;
    }
}
