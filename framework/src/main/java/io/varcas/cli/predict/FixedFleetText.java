package io.varcas.cli.predict;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.sizing.FixedFleets;
import io.varcas.sizing.FixedFleets.Capacity;
import io.varcas.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The capacity of a fixed number of machines, as text and as JSON. */
final class FixedFleetText {

    private FixedFleetText() {}

    static List<String> lines(FixedFleets fleets, int top) {
        List<String> lines = new ArrayList<>();
        List<Capacity> capacities = fleets.capacities();
        if (capacities.isEmpty()) {
            return lines;
        }
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "Maximum load of %d machine(s) that meets every objective with %.0f %% headroom, by engine simulation"
                        + " (%d of %d)",
                capacities.get(0).instances(),
                fleets.report().request().headroomPercent(),
                Math.min(top, capacities.size()),
                capacities.size()));
        TextTable table = new TextTable("instance", "GPUs", "requests/s", "replica", "users", "replica");
        for (Capacity capacity : capacities.subList(0, Math.min(top, capacities.size()))) {
            table.row(
                    capacity.byRate().instanceName(),
                    capacity.byRate().instance().acceleratorCount() + " x "
                            + capacity.byRate().deployment().accelerator().id(),
                    String.format(Locale.ROOT, "%.2f", capacity.requestsPerSecond()),
                    SizeText.layout(capacity.byRate()),
                    String.format(Locale.ROOT, "%,.0f", capacity.users()),
                    SizeText.layout(capacity.byUsers()));
        }
        table.lines().forEach(line -> lines.add("  " + line));
        return lines;
    }

    static void json(ArrayNode array, FixedFleets fleets, int top) {
        List<Capacity> capacities = fleets.capacities();
        for (Capacity capacity : capacities.subList(0, Math.min(top, capacities.size()))) {
            ObjectNode node = array.addObject();
            node.put("instance", capacity.byRate().instance().id())
                    .put("cloud", capacity.byRate().instance().cloud())
                    .put("machines", capacity.instances())
                    .put("requestsPerSecond", capacity.requestsPerSecond())
                    .put("layoutForRequests", SizeText.layout(capacity.byRate()))
                    .put("users", capacity.users())
                    .put("layoutForUsers", SizeText.layout(capacity.byUsers()));
        }
    }
}
