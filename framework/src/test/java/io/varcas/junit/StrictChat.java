package io.varcas.junit;

import io.varcas.annotation.Unit;
import io.varcas.sla.Objective;
import io.varcas.sla.Objective.Direction;
import java.util.List;

/** The same with objectives of which no server could meet any but the first. */
public final class StrictChat extends EasyChat {

    @Override
    List<Objective> objectives() {
        return List.of(
                Objective.of("tokens.output.mean", Direction.AT_LEAST, 5, Unit.OWN, "as many as were asked for"),
                Objective.of("ttft.mean", Direction.AT_MOST, 1, Unit.MILLISECONDS, "faster than thought"),
                Objective.of("goodput", Direction.AT_LEAST, 1e6, Unit.OWN, ""),
                Objective.of("e2e.p999", Direction.AT_MOST, 60, Unit.SECONDS, "nobody waits a minute"));
    }
}
