package io.varcas.reports.html.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.metric.MetricKey;
import io.varcas.tune.plan.Configuration;
import io.varcas.tune.plan.Goal;
import io.varcas.tune.race.Aim;
import io.varcas.tune.race.Contender;
import io.varcas.tune.race.Standing;
import io.varcas.tune.race.TuneJson;
import io.varcas.tune.race.TuneOutcome;
import io.varcas.tune.race.TuneResult;
import io.varcas.tune.race.TuneResult.Point;
import io.varcas.tune.race.TuneText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TunePageTest {

    private static final Contender SIXTEEN = new Contender(Configuration.parse("max-num-seqs=16"), Optional.of(0.5));
    private static final Contender ONE = new Contender(Configuration.parse("max-num-seqs=1"), Optional.empty());

    private static TuneResult result() {
        return new TuneResult(
                "Chat",
                "sim:",
                true,
                new Aim(Goal.BALANCED, MetricKey.parse("e2e.p50")),
                TuneOutcome.IMPROVED,
                "max-num-seqs=16 is better",
                List.of(
                        new Standing(Contender.BASELINE, List.of(OptionalDouble.of(1)), 0, Optional.empty()),
                        new Standing(SIXTEEN, List.of(OptionalDouble.of(1.5)), 0, Optional.empty()),
                        new Standing(ONE, List.of(OptionalDouble.empty()), 0, Optional.of("failed: <b>no start</b>"))),
                List.of(
                        new Point("baseline", 100, 900, 1),
                        new Point("max-num-seqs=16", 200, 800, 1),
                        new Point("max-num-seqs=2", 50, 700, 1),
                        new Point("max-num-seqs=1", 40, Double.POSITIVE_INFINITY, 1)),
                Optional.of(SIXTEEN),
                Optional.empty(),
                Optional.empty(),
                Optional.of("vllm serve m --max-num-seqs 16"),
                List.of(),
                List.of(),
                List.of("a note with <i>markup</i>"),
                Path.of("results", "tune"));
    }

    @Test
    void showsTheOutcomeTheRaceAndTheTradeOffWithForeignTextEscaped() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TunePage().write(result(), out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("SIMULATED", "improved", "vllm serve m --max-num-seqs 16", "in to the end", "+64.9 %")
                .contains("&lt;b&gt;no start", "&lt;i&gt;markup")
                .contains("1 without a finite latency are not drawn")
                .doesNotContain("<b>no start", "<i>markup");
    }

    @Test
    void theFrontHasWhatNothingBeatsInBoth() {
        assertThat(result().front()).extracting(Point::name).containsExactly("max-num-seqs=16", "max-num-seqs=2");
        assertThat(TuneText.lines(result())).first().isEqualTo("SIMULATED Tuning of Chat for balanced: IMPROVED");
        assertThat(TuneText.lines(result())).contains("Start it: vllm serve m --max-num-seqs 16");
        assertThat(TuneJson.of(result()))
                .contains("\"outcome\" : \"improved\"", "\"predictedGain\" : 0.5", "\"paretoFront\" : true");
    }
}
