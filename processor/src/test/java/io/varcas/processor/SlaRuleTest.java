package io.varcas.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.sla.Objective;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlaRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Sla(metric = \"ttft.p95\", atMost = 500)",
                "@Sla(metric = \"ttft.ok.p999\", atMost = 0.5, unit = Unit.SECONDS)",
                "@Sla(metric = \"tpot.mean\", atMost = 40, unit = Unit.MILLISECONDS)",
                "@Sla(metric = \"goodput\", atLeast = 600, unit = Unit.PER_MINUTE)",
                "@Sla(metric = \"rate.failed\", atMost = 0)",
                "@Sla(metric = \"littles.gap\", atMost = 5, unit = Unit.PERCENT)",
                "@Sla(metric = \"tokens.output.mean\", atLeast = 100, unit = Unit.TOKENS)",
                "@Sla(metric = \"cost.perRequest\", atMost = 0.001, unit = Unit.USD)",
                "@Sla(metric = \"predicted.ttft.p95\", atMost = 0.5, unit = Unit.SECONDS)",
                "@Sla(metric = \"predicted.cost.per1kTokens\", atMost = 0.01)",
                "@Sla(metric = \"validity.faults\", atMost = 0)",
            })
    void acceptsSoundObjectives(String sla) {
        Expect.accepted(chat("@OpenLoop(rate = 1000) " + sla));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/*SLA001*/@Sla(metric = \"ttft.p95\") | the objective on ttft.p95 has no bound; add atMost = ... or"
                        + " atLeast = ...",
                "@Sla(metric = \"ttft.p95\", atLeast = /*SLA002*/1, atMost = 5) | the objective on ttft.p95 has both"
                        + " atMost = 5 and atLeast = 1; write one @Sla for each",
                "@Sla(metric = \"ttft.p95\", atMost = 5, unit = Unit/*SLA003*/.PER_SECOND) | unit = PER_SECOND does"
                        + " not fit ttft.p95, which is measured in MILLISECONDS; use one of MICROSECONDS, MILLISECONDS,"
                        + " SECONDS, or leave the unit out",
                "@Sla(metric = \"goodput\", atLeast = 5, unit = Unit/*SLA003*/.SECONDS) | unit = SECONDS does not fit"
                        + " goodput, which is measured in PER_SECOND; use one of PER_SECOND, PER_MINUTE, or leave the unit"
                        + " out",
                "@Sla(metric = \"ttft.p95\", atMost = 5, minSamples = /*SLA012*/-1) | minSamples = -1 of the objective"
                        + " on ttft.p95 must be at least 0",
                "@Sla(metric = /*SLA004*/\"ttft.p97\", atMost = 5) | metric \"ttft.p97\": ttft has mean, sd, min, p50,"
                        + " p90, p95, p99, p999, max",
                "@Sla(metric = /*SLA004*/\"goodput.p99\", atMost = 5) | metric \"goodput.p99\": goodput is one number,"
                        + " without statistics",
                "@Sla(metric = /*SLA004*/\"p99_ttft_ms\", atMost = 5) | unknown metric \"p99_ttft_ms\"; did you mean"
                        + " \"ttft.p99\"?",
                "@Sla(metric = /*SLA004*/\"median_e2el_ms\", atMost = 5) | unknown metric \"median_e2el_ms\"; did you"
                        + " mean \"e2e.p50\"?",
                "@Sla(metric = /*SLA004*/\"output_throughput\", atLeast = 5) | unknown metric \"output_throughput\";"
                        + " did you mean \"throughput.output\"?",
                "@Sla(metric = /*SLA004*/\"tftt.p99\", atMost = 5) | unknown metric \"tftt.p99\"; did you mean"
                        + " \"ttft.p99\"?",
                "@Sla(metric = /*SLA004*/\"predicted.tftt.p99\", atMost = 5) | unknown metric \"predicted.tftt.p99\";"
                        + " did you mean \"predicted.ttft.p99\"?",
                "@Sla(metric = /*SLA004*/\"predicted.goodput\", atLeast = 5) | nothing predicts goodput; predicted are"
                        + " ttft, e2e, tpot, itl, throughput.requests, throughput.output, throughput.total, concurrency,"
                        + " cost.perRequest, cost.per1kTokens",
                "@Sla(metric = /*SLA004*/\"ttft\", atMost = 5) | metric \"ttft\" needs a statistic; did you mean"
                        + " \"ttft.p99\"?",
                "@Sla(metric = \"ttft.p95\", atMost = /*SLA005*/-5) | atMost = -5 is no bound for ttft.p95: it must be"
                        + " a finite number of at least 0; did you mean 5?",
                "@Sla(metric = \"ttft.p95\", atLeast = Double/*SLA005*/.NaN) | atLeast = NaN is no bound for ttft.p95:"
                        + " it must be a finite number of at least 0",
                "@Sla(metric = \"littles.gap\", atMost = /*SLA006*/5) | atMost = 5 is no bound for littles.gap, which"
                        + " is a share from 0 to 1; did you mean 0.05, or unit = PERCENT?",
                "@Sla(metric = \"littles.gap\", atLeast = /*SLA006*/101, unit = Unit.PERCENT) | atLeast = 101 is no"
                        + " bound for littles.gap, which is a share from 0 to 1",
            })
    void refusesOthersAtTheValueThatIsWrong(String sla, String text) {
        Expect.refused(chat("@OpenLoop(rate = 1000) " + sla), text);
    }

    @Test
    void pointsIntoEachOfSeveralObjectives() {
        Expect.refused(
                chat("""
                    @OpenLoop(rate = 1000)
                    @Sla(metric = "ttft.p95", atMost = /*SLA005*/-1)
                    @Sla(metric = /*SLA004*/"goodputt",
                         atLeast = 3, unit = Unit.TOKENS) /*SLA001*/@Sla(metric = "itl.p50")
                    """),
                "atMost = -1 is no bound for ttft.p95: it must be a finite number of at least 0; did you mean 1?",
                "unknown metric \"goodputt\"; did you mean \"goodput\"?",
                "the objective on itl.p50 has no bound; add atMost = ... or atLeast = ...");
    }

    @Test
    void pointsIntoAContainerThatWasWrittenOut() {
        Expect.refused(
                chat("@Sla.Objectives({@Sla(metric = /*SLA004*/\"x\", atMost = 1), /*SLA001*/@Sla(metric ="
                        + " \"goodput\")})"),
                "unknown metric \"x\"; known metrics are ttft, ttft.service, ttfa, e2e, e2e.service, tpot, itl,"
                        + " stall.max, send.lag, client.queue, tokens.input, tokens.output, throughput.requests,"
                        + " throughput.output, throughput.total, rate.offered, rate.started, rate.completed, rate.failed,"
                        + " rate.unfinished, goodput, concurrency, littles.gap, validity.faults, validity.warnings,"
                        + " accuracy.score, accuracy.passRate, accuracy.drift, accuracy.passAt1, accuracy.passAt5,"
                        + " accuracy.passAt10, accuracy.passAt100, cost.perRequest, cost.per1kTokens,"
                        + " energy.perRequest, energy.perToken, capacity, capacity.users",
                "the objective on goodput has no bound; add atMost = ... or atLeast = ...");
    }

    @Test
    void refusesTheSameObjectiveTwice() {
        Expect.refused(
                chat("@ClosedLoop @Sla(metric = \"ttft.p95\", atMost = 1) @Sla(metric = /*SLA007*/\"ttft.p95\","
                        + " atMost = 2)"),
                "there are two objectives atMost on ttft.p95; remove one of them");
    }

    @Test
    void refusesObjectivesThatNothingCanMeetTogether() {
        Expect.refused(
                chat("@Sla(metric = \"send.lag.mean\", atMost = 1, unit = Unit.SECONDS)\n"
                        + "@Sla(metric = \"send.lag.mean\", atLeast = /*SLA008*/1500)"),
                "nothing can meet both send.lag.mean atMost 1 and atLeast 1500; did you swap them?");
    }

    @Test
    void acceptsABoundOnEachSide() {
        Expect.accepted(chat("@Sla(metric = \"concurrency\", atMost = 9) @Sla(metric = \"concurrency\", atLeast = 3)"));
    }

    @Test
    void replacesInheritedObjectivesOnTheSameMetricAndDirection() {
        Compiled compiled = Expect.accepted("""
            package a;
            import io.varcas.annotation.*;
            @Workload
            @OpenLoop(rate = 10)
            @Fast
            @Sla(metric = "ttft.p95", atMost = 100)
            class Chat extends Base {}
            @Sla(metric = "ttft.p95", atMost = 200)
            @Sla(metric = "ttft.p95", atLeast = 0)
            abstract class Base {}
            @Sla(metric = "ttft.p95", atMost = 300)
            @Sla(metric = "goodput", atLeast = 2)
            @interface Fast {}
            """);
        assertThat(compiled.runner("a.Chat_Runner").spec().objectives())
                .extracting(objective -> objective.subject() + " " + sign(objective) + " " + objective.bound())
                .containsExactly("ttft.p95 <= 100.0", "ttft.p95 >= 0.0", "goodput >= 2.0");
    }

    @Test
    void refusesAnAccuracyObjectiveThatNothingMeasures() {
        Expect.refused(
                chat("@Sla(metric = /*SLA009*/\"accuracy.score\", atLeast = 0.75)"),
                "accuracy.score is measured only against references; add @GroundTruth(dataset = ...), or remove this"
                        + " objective");
    }

    @Test
    void warnsOfAStreamingObjectiveWithoutStreaming() {
        Expect.warned(
                chat("@Sla(metric = /*SLA010*/\"tpot.mean\", atMost = 40) @Sla(metric = \"e2e.p50\", atMost = 9)")
                        .replace("@Workload", "@Workload(streaming = false)"),
                "tpot.mean cannot be measured without streaming, so this objective is not measured as long as"
                        + " streaming = false");
    }

    @Test
    void warnsOfAnObjectiveBeyondTheOfferedRate() {
        Expect.warned(
                chat("@OpenLoop(rate = 10) @Sla(metric = \"goodput\", atLeast = /*SLA011*/18)\n"
                        + "@Sla(metric = \"rate.completed\", atLeast = 600, unit = Unit.PER_MINUTE)"),
                "no server can reach goodput atLeast 18, because only 10 requests per second are offered (@OpenLoop);"
                        + " raise the rate, or lower the bound");
    }

    @Test
    void reportsNothingOfOffersThatAreSweptOrClosed() {
        Expect.accepted(chat("@Sla(metric = \"goodput\", atLeast = 18)"));
        Expect.accepted(chat("@ClosedLoop(users = 2) @Sla(metric = \"goodput\", atLeast = 18)"));
        Expect.accepted(chat("@OpenLoop(rate = 10) @Sla(metric = \"goodput\", atLeast = 18)")
                .replace("{}", "{ @Param({\"10\", \"20\"}) double rate; }"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ttft.p50 | atMost = /*SLA013*/0.5 | ttft.p50 atMost 0.5 is below one millisecond; did you mean unit ="
                        + " Unit.SECONDS? If not, write the unit",
                "tpot.mean | atMost = /*SLA013*/0.05 | tpot.mean atMost 0.05 is below one millisecond; did you mean"
                        + " unit = Unit.SECONDS? If not, write the unit",
                "ttft.p50 | atLeast = /*SLA014*/500 | ttft.p50 atLeast 500 is met by servers that are worse: lower is"
                        + " better; did you mean atMost?",
                "throughput.output | atMost = /*SLA014*/900 | throughput.output atMost 900 is met by servers that are"
                        + " worse: higher is better; did you mean atLeast?",
            })
    void warnsOfWhatNobodyCanMean(String metric, String bound, String text) {
        Expect.warned(chat("@OpenLoop(rate = 10) @Sla(metric = \"" + metric + "\", " + bound + ")"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Sla(metric = \"tpot.mean\", atMost = 0.5, unit = Unit.MILLISECONDS_PER_TOKEN)",
                "@Sla(metric = \"send.lag.mean\", atMost = 0.5)",
                "@Sla(metric = \"ttft.p50\", atMost = 0.5, unit = Unit.SECONDS)",
                "@Sla(metric = \"concurrency\", atLeast = 3)",
            })
    void reportsNothingOfWhatIsMeant(String sla) {
        Expect.accepted(chat("@OpenLoop(rate = 10) " + sla));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@OpenLoop(rate = 0.1) @Measurement(iterations = 5, time = 10) | ttft.p99 | 299 | 5 | p50 at most",
                "@OpenLoop(rate = 1) | ttft.p95 | 59 | 45 | p90 at most",
                "@OpenLoop(arrivals = Arrivals.BURST, burst = 100) | e2e.p999 | 2995 | 100 | p95 at most",
                "@OpenLoop(rate = 0.5) @Session(turns = 2) | ttft.p95 | 59 | 45 | p90 at most",
            })
    void warnsOfAPercentileThatTheLoadCannotSupport(String load, String metric, int needed, int made, String hint) {
        Expect.warned(
                chat(load + " @Sla(metric = /*SLA015*/\"" + metric + "\", atMost = 500)"),
                metric + " needs " + needed + " requests, and this load makes about " + made
                        + " in its measured iterations, so this objective cannot be met; measure longer"
                        + " (@Measurement), raise the rate, or choose " + hint);
    }

    @Test
    void warnsOfTheLowestRateOfASweep() {
        Expect.warned(
                chat("@OpenLoop @Sla(metric = /*SLA015*/\"ttft.p95\", atMost = 500)")
                        .replace("{}", "{ @Param({\"20\", \"1\"}) double rate; }"),
                "ttft.p95 needs 59 requests, and this load makes about 45 in its measured iterations, so this"
                        + " objective cannot be met; measure longer (@Measurement), raise the rate, or choose p90"
                        + " at most");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@ClosedLoop(users = 1) @Sla(metric = \"ttft.p99\", atMost = 500)",
                "@OpenLoop(rate = 23) @Sla(metric = \"ttft.p99\", atMost = 500)",
                "@OpenLoop(rate = 1) @Sla(metric = \"itl.p99\", atMost = 500)",
                "@OpenLoop(rate = 1) @Sla(metric = \"predicted.ttft.p99\", atMost = 500)",
            })
    void reportsNothingOfPercentilesThatTheLoadMaySupport(String annotations) {
        Expect.accepted(chat(annotations));
    }

    private static String sign(Objective objective) {
        return objective.direction().sign();
    }

    private static String chat(String sla) {
        return """
            package a;
            import io.varcas.annotation.*;
            @Workload
            %s
            class Chat {}
            """.formatted(sla);
    }
}
