package io.varcas.validity;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.metric.LoadContext;
import io.varcas.metric.Measurements;
import io.varcas.metric.MetricCalculator;
import io.varcas.metric.Origin;
import io.varcas.metric.RequestBounds;
import io.varcas.metric.Span;
import io.varcas.record.EventKind;
import io.varcas.record.Outcome;
import io.varcas.record.Records;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;
import io.varcas.record.TokenCount;
import io.varcas.record.TokenSource;
import io.varcas.validity.Validity.Finding;
import io.varcas.validity.ValidityChecks.Intent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ValidityChecksTest {

    private static final Intent INTENT = new Intent(true, true, OptionalLong.empty());
    private static final Span WINDOW = new Span(0, 20_000_000_000L);

    @Test
    void findsNothingInASoundRun() {
        Validity validity = check(i -> Records.completed(i, i * 10, i * 10, 64, i * 10 + 90, i * 10 + 50, i * 10 + 80));
        assertThat(validity.findings()).isEmpty();
        assertThat(validity.isValid()).isTrue();
    }

    @Test
    void invalidatesARunWhoseRequestsLeftLate() {
        Validity validity = check(i -> Records.completed(
                i, i * 10, i * 10 + (i % 50 == 0 ? 8 : 0), 64, i * 10 + 90, i * 10 + 50, i * 10 + 80));
        assertThat(validity.isValid()).isFalse();
        assertThat(validity.findings()).extracting(Finding::check).containsExactly("send.lag.p99");
        assertThat(validity.findings().get(0).sentence())
                .startsWith("40 of 2000 requests left more than 5 ms late (8.0 ms at p99; limit for 99 %)");
    }

    @Test
    void judgesASmallSampleByTheLargestPercentileItSupports() {
        Measurements measured = measured(
                300,
                i -> Records.completed(
                        i, i * 10, i * 10 + (i % 10 == 0 ? 8 : 0), 64, i * 10 + 90, i * 10 + 50, i * 10 + 80));
        Validity validity = ValidityChecks.check(measured, INTENT, RunConditions.UNKNOWN);
        assertThat(validity.isValid()).isFalse();
        assertThat(validity.findings()).extracting(Finding::check).containsExactly("send.lag.p95");
        assertThat(validity.findings().get(0).sentence())
                .startsWith("30 of 300 requests left more than 5 ms late (8.0 ms at p95; limit for 99 %)");
    }

    @Test
    void findsLateRequestsInASampleTooSmallForThePercentile() {
        Measurements few = measured(
                64,
                i -> Records.completed(
                        i, i * 10, i * 10 + (i % 16 == 0 ? 98 : 0), 64, i * 10 + 190, i * 10 + 150, i * 10 + 180));
        Validity validity = ValidityChecks.check(few, INTENT, RunConditions.UNKNOWN);
        assertThat(validity.isValid()).isFalse();
        assertThat(validity.findings().get(0).sentence()).startsWith("4 of 64 requests left more than");
    }

    @Test
    void theLimitsOfTheLagAreSettings() {
        Measurements late = measured(
                2_000,
                i -> Records.completed(
                        i, i * 10, i * 10 + (i % 50 == 0 ? 8 : 0), 64, i * 10 + 90, i * 10 + 50, i * 10 + 80));
        Intent lenient = new Intent(true, true, OptionalLong.empty(), 20, 0);
        Intent relative = new Intent(true, true, OptionalLong.empty(), 0, 0.2);
        assertThat(ValidityChecks.check(late, lenient, RunConditions.UNKNOWN).isValid())
                .isTrue();
        assertThat(ValidityChecks.check(late, relative, RunConditions.UNKNOWN).isValid())
                .isTrue();
    }

    @Test
    void namesOtherProcessesThatTookTheMachine() {
        Measurements late = measured(
                2_000,
                i -> Records.completed(
                        i, i * 10, i * 10 + (i % 50 == 0 ? 8 : 0), 64, i * 10 + 90, i * 10 + 50, i * 10 + 80));
        RunConditions busy = new RunConditions(
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(0.93),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty());
        assertThat(ValidityChecks.check(late, INTENT, busy).findings().get(0).sentence())
                .endsWith("; other processes took 93 % of its machine's CPU time");
    }

    @Test
    void doesNotInvalidateARunForALagThatIsLittleOfWhatIsMeasured() {
        Validity validity = check(i -> Records.completed(
                i, i * 10, i * 10 + (i % 50 == 0 ? 8 : 0), 64, i * 10 + 900, i * 10 + 500, i * 10 + 800));
        assertThat(validity.isValid()).isTrue();
        assertThat(validity.findings()).extracting(Finding::check).containsExactly("send.lag.p99");
        assertThat(validity.findings().get(0).sentence()).contains("small relative to the latencies");
    }

    @Test
    void invalidatesARunInWhichNoRequestCompleted() {
        Validity validity = check(i -> failed(i, "HTTP 404: Not Found"));
        assertThat(validity.isValid()).isFalse();
        assertThat(validity.findings())
                .extracting(Finding::sentence)
                .anyMatch(sentence -> sentence.startsWith("no request completed: 2000 of 2000 failed"));
    }

    @Test
    void invalidatesARunThatMeasuredNothing() {
        Validity validity = ValidityChecks.check(measured(0, i -> failed(i, "")), INTENT, RunConditions.UNKNOWN);
        assertThat(checks(validity)).containsExactly("requests.none");
        assertThat(validity.findings().get(0).sentence()).contains("-wi 0");
        assertThat(checks(amount(measured(0, i -> failed(i, "")), 3)))
                .as("one reason is enough")
                .containsExactly("requests.none");
        assertThat(validity.isValid()).isFalse();
    }

    @Test
    void blamesTheClientForItsOwnLimits() {
        Validity validity = check(i -> i < 3
                ? failed(i, "Too many open files")
                : Records.completed(i, i * 10, i * 10, 64, i * 10 + 90, i * 10 + 50, i * 10 + 80));
        assertThat(checks(validity)).containsExactly("client.limits");
        assertThat(validity.isValid()).isFalse();
    }

    @Test
    void findsOutputsThatAreLongerThanAsked() {
        Validity validity = check(i -> {
            RequestRecord r = Records.completed(i, i * 10, i * 10, 64, i * 10 + 90, i * 10 + 50, i * 10 + 80);
            return r.toBuilder().output(new TokenCount(512, TokenSource.USAGE)).build();
        });
        assertThat(checks(validity)).containsExactly("tokens.lengthened");
        assertThat(validity.isValid()).isTrue();
    }

    @Test
    void invalidatesARunThatDidNotReachItsRate() {
        Validity validity = check(i -> i < 1900
                ? Records.completed(i, i * 10, i * 10, 64, i * 10 + 90, i * 10 + 50, i * 10 + 80)
                : Records.unsent(i, i * 10, 30_000));
        assertThat(checks(validity)).contains("rate.started");
        assertThat(validity.isValid()).isFalse();
    }

    @Test
    void invalidatesARunThatSentInOtherBurstsThanItWasToldTo() {
        Validity validity = check(i -> {
            long due = i * 10;
            long sent = due / 2000 * 2000 + 2000; // everything of two seconds at their end
            return Records.completed(i, due, sent, 64, sent + 90, sent + 50, sent + 80);
        });
        assertThat(checks(validity)).contains("arrivals.dispersion", "send.lag.p99");
    }

    @Test
    void blamesTheClientForNoWaitThatACapMeant() {
        Validity validity = check(i -> {
            long due = i * 10;
            long ready = due / 2000 * 2000 + 2000; // as if places were left every two seconds alone
            return Records.heldBack(i, due, ready, ready, ready + 90);
        });
        assertThat(checks(validity))
                .noneMatch(check -> check.startsWith("send.lag"))
                .doesNotContain("arrivals.dispersion", "rate.started");
    }

    @Test
    void reportsThatFewerRequestsWereDueThanWereAskedFor() {
        Measurements measured = measure(i -> Records.completed(i, i * 10, i * 10, 64, i * 10 + 90, i * 10 + 50));
        long due = measured.counts().due();
        assertThat(checks(amount(measured, due))).doesNotContain("requests.fewer");
        assertThat(amount(measured, due + 1).findings())
                .filteredOn(finding -> finding.check().equals("requests.fewer"))
                .extracting(Finding::sentence)
                .containsExactly(due + " requests were due where " + (due + 1)
                        + " were asked for: the time of the load," + " its arrivals or its data ended first");
    }

    private static Validity amount(Measurements measured, long asked) {
        return ValidityChecks.check(measured, new Intent(true, true, OptionalLong.of(asked)), RunConditions.UNKNOWN);
    }

    @Test
    void reportsWhatIsOddAboutTheAnswers() {
        Validity validity = check(i -> {
            Timeline events = new Timeline(2);
            events.add((i * 10 + 50) * 1_000_000, i == 0 ? EventKind.EMPTY : EventKind.CONTENT);
            RequestRecord r = Records.record(
                    i,
                    i * 10,
                    OptionalLong.of(i * 10),
                    i * 10 + 90,
                    Outcome.COMPLETED,
                    i == 0 ? 0 : i == 1 ? 63 : 64,
                    events);
            TokenCount output = i == 2
                    ? new TokenCount(60, TokenSource.EVENTS)
                    : i == 3 ? new TokenCount(61, TokenSource.TOKENIZER) : r.output();
            return r.toBuilder().output(output).cachedTokens(OptionalInt.of(8)).build();
        });
        assertThat(checks(validity))
                .containsExactly(
                        "tokens.empty", "tokens.shortened", "tokens.uncounted", "tokens.countedAgain", "tokens.cached");
        assertThat(validity.findings())
                .filteredOn(finding -> finding.check().equals("tokens.shortened"))
                .as("only the server knows what it generated")
                .allMatch(finding -> finding.value() == 1);
        assertThat(validity.isValid()).as("odd, but the numbers stand").isTrue();
    }

    @Test
    void answersThatDoNotTellOfTheCacheWhereOthersDoHadNothingFromIt() {
        assertThat(checks(check(i -> cachedEvery(i, 20)))).isEmpty();
        assertThat(checks(check(i -> cachedEvery(i, 2)))).containsExactly("tokens.cached");
    }

    private static RequestRecord cachedEvery(long index, long every) {
        long due = index * 10;
        RequestRecord r = Records.completed(index, due, due, 64, due + 90, due + 50, due + 80);
        OptionalInt all = OptionalInt.of(r.input().tokens());
        OptionalInt cached = index % every == 0 ? all : OptionalInt.empty();
        return r.toBuilder().cachedTokens(cached).build();
    }

    @Test
    void warnsWhenOneInAHundredFails() {
        assertThat(checks(check(i -> failing(i, 100)))).isEmpty();
        Validity validity = check(i -> failing(i, 2));
        assertThat(validity.findings())
                .extracting(Finding::sentence)
                .containsExactly(
                        "50.0 % of requests failed (limit 1 %): latencies of the remaining requests do not represent user"
                                + " experience");
        assertThat(validity.isValid())
                .as("the server's numbers, bad as they are")
                .isTrue();
    }

    private static RequestRecord failing(long index, long every) {
        long due = index * 10;
        return index % every == 0
                ? Records.ended(index, due, due + 5, Outcome.REJECTED)
                : Records.completed(index, due, due, 64, due + 90, due + 50, due + 80);
    }

    @Test
    void blamesTheMachineWhenItIsToBlame() {
        RunConditions sick = new RunConditions(
                Optional.of(Duration.ofMillis(120)),
                OptionalDouble.of(0.02),
                OptionalDouble.of(0.1),
                OptionalDouble.of(0.5),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.of("it interprets all code"));
        Validity validity = check(sick);
        assertThat(checks(validity))
                .containsExactly(
                        "client.jvm",
                        "client.pause.max",
                        "client.pause.share",
                        "client.cpu.steal",
                        "client.cpu.throttled");
        assertThat(validity.isValid()).isFalse();
    }

    @Test
    void warnsOfNumbersOfAServerUnderItsProfiler() {
        Validity validity = check(new RunConditions(
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(12.5),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty()));
        assertThat(validity.isValid()).isTrue();
        assertThat(validity.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo("server.profiled");
            assertThat(finding.sentence()).contains("for 12.5 s of the measurement phase");
        });
    }

    @Test
    void warnsOfPromptsSentBeforeThatTheServerHadInItsCache() {
        assertThat(checks(check(repeating(0.9, OptionalDouble.of(0.05))))).isEmpty();
        assertThat(checks(check(repeating(0, OptionalDouble.empty())))).isEmpty();
        Validity observed = check(repeating(0.9, OptionalDouble.of(0.4)));
        assertThat(observed.isValid()).isTrue();
        assertThat(observed.findings())
                .filteredOn(finding -> finding.check().equals("prompts.repeated"))
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .startsWith(
                        "90 % of the prompts are those of an earlier trial, fork or run (limit 1 %), and 40 % of the prompt"
                                + " tokens came from the prefix cache (limit 10 %)");
        assertThat(check(repeating(0.9, OptionalDouble.empty())).findings())
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .contains("the server does not report its prefix cache hits");
    }

    @Test
    void believesTheServersCountersWhereAnswersDoNotTellOfTheCache() {
        assertThat(checks(check(repeating(0, OptionalDouble.of(0.4))))).containsExactly("tokens.cached");
    }

    private static RunConditions repeating(double share, OptionalDouble cached) {
        return new RunConditions(
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                cached,
                OptionalDouble.of(share),
                Optional.empty());
    }

    private static Validity check(RunConditions conditions) {
        return ValidityChecks.check(
                measure(i -> Records.completed(i, i, i, 64, i + 9, i + 5, i + 8)), INTENT, conditions);
    }

    private static List<String> checks(Validity validity) {
        return validity.findings().stream().map(Finding::check).toList();
    }

    private static Validity check(LongFunction<RequestRecord> record) {
        return ValidityChecks.check(measure(record), INTENT, RunConditions.UNKNOWN);
    }

    private static RequestRecord failed(long index, String error) {
        return Records.ended(index, index * 10, index * 10 + 1, Outcome.CONNECT_FAILURE).toBuilder()
                .status(OptionalInt.empty())
                .error(Optional.of(error))
                .build();
    }

    private static Measurements measure(LongFunction<RequestRecord> record) {
        return measured(2000, record);
    }

    private static Measurements measured(int requests, LongFunction<RequestRecord> record) {
        MetricCalculator calculator = new MetricCalculator(
                new LoadContext(Origin.MEASURED, new RequestBounds(), OptionalInt.empty(), Duration.ZERO));
        calculator.begin(List.of(WINDOW), false);
        LongStream.range(0, requests).mapToObj(record).forEach(calculator::add);
        return calculator.result();
    }
}
