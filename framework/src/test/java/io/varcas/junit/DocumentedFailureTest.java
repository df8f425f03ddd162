package io.varcas.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.annotation.Unit;
import io.varcas.metric.Origin;
import io.varcas.sla.Objective;
import io.varcas.sla.Objective.Direction;
import io.varcas.sla.Verdict;
import io.varcas.sla.Verdict.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The failure that the page on JUnit shows is written as tests write it. */
class DocumentedFailureTest {

    private static final Path PAGE = Path.of("..", "docs", "junit.md");

    @Test
    void hasTheLinesOfAFailedTest() throws Exception {
        assertThat(Files.readString(PAGE))
                .contains(
                        "    " + line("goodput", Direction.AT_LEAST, 100, Status.BROKEN, 50, "", "peak hour"),
                        "    "
                                + line(
                                        "ttft.p99",
                                        Direction.AT_MOST,
                                        500,
                                        Status.UNDECIDED,
                                        30,
                                        "0 of 100 requests are beyond the bound, 1.0 % may be; needs about 200 more"
                                                + " requests: run 4 s more",
                                        "typing indicator budget"));
    }

    private static String line(
            String metric, Direction direction, double bound, Status status, double value, String note, String reason) {
        return VerdictLine.of(new Verdict(
                Objective.of(metric, direction, bound, Unit.OWN, reason),
                status,
                OptionalDouble.of(value),
                100,
                Optional.of(Origin.SIMULATED),
                note));
    }
}
