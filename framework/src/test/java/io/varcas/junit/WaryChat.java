package io.varcas.junit;

import io.varcas.annotation.Severity;
import io.varcas.annotation.Unit;
import io.varcas.sla.Objective;
import io.varcas.sla.Objective.Direction;
import java.util.List;

/** A chat some of whose objectives only warn, or want many samples. */
public final class WaryChat extends EasyChat {

    @Override
    List<Objective> objectives() {
        return List.of(
                Objective.of("ttft.p50", Direction.AT_MOST, 60, Unit.SECONDS, "any answer will do"),
                Objective.of("ttft.p99", Direction.AT_MOST, 800, Unit.MILLISECONDS, "tail")
                        .withSeverity(Severity.WARN)
                        .withMinSamples(2000),
                Objective.of("tpot.p95", Direction.AT_MOST, 80, Unit.MILLISECONDS_PER_TOKEN, "")
                        .withMinSamples(300));
    }
}
