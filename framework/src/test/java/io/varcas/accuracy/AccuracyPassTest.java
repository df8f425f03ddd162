package io.varcas.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.record.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AccuracyPassTest {

    private static final Scorer NUMBER = new TextScorer() {
        @Override
        public String name() {
            return "number";
        }

        @Override
        public double score(String answer, List<String> references) {
            return Double.parseDouble(answer);
        }
    };

    @Test
    void summarisesTheScores() {
        AccuracyResult result = grade(0.5, "0", "0.1", "0.4", "0.5", "1");

        assertThat(result.n()).isEqualTo(5);
        assertThat(result.failures()).isZero();
        ScoreSummary scores = result.summary();
        assertThat(scores.mean().orElseThrow()).isCloseTo(0.4, within(1e-12));
        // Squared deviations .16 .09 0 .01 .36 sum to .62; over n - 1 = 4.
        assertThat(scores.sd().orElseThrow()).isCloseTo(Math.sqrt(0.155), within(1e-12));
        assertThat(scores.min()).hasValue(0);
        assertThat(scores.max()).hasValue(1);
        // Linear between order statistics: rank 0.4 lies between 0 and 0.1, rank 3.6 between 0.5 and 1.
        assertThat(scores.p10().orElseThrow()).isCloseTo(0.04, within(1e-12));
        assertThat(scores.p50().orElseThrow()).isCloseTo(0.4, within(1e-12));
        assertThat(scores.p90().orElseThrow()).isCloseTo(0.8, within(1e-12));
        assertThat(result.passRate().orElseThrow()).isCloseTo(0.4, within(1e-12));
        assertThat(result.verdict()).isEqualTo(AccuracyVerdict.FAILED);
        assertThat(result.passed()).isFalse();
    }

    @Test
    void decidesNothingWhereNothingWasAsked() {
        AccuracyResult result = new AccuracyResult("d", "s", 0.5, Optional.of("why"), List.of());
        assertThat(result.verdict()).isEqualTo(AccuracyVerdict.NOT_MEASURED);
        assertThat(result.passed()).isFalse();
        assertThat(result.fails()).isFalse();
        assertThatThrownBy(() -> new AccuracyResult("d", "s", 0.5, Optional.empty(), List.of()))
                .hasMessageContaining("at least one item, or else a reason");
    }

    @Test
    void meetsTheThresholdExactly() {
        assertThat(grade(0.5, "0.25", "0.75").verdict()).isEqualTo(AccuracyVerdict.PASSED);
    }

    @Test
    void keepsFailuresApartFromWrongAnswers() {
        AccuracyResult result = grade(0.5, "1", "!", "1", "0");

        assertThat(result.n()).isEqualTo(3);
        assertThat(result.failures()).isEqualTo(1);
        assertThat(result.summary().mean().orElseThrow()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(result.verdict()).isEqualTo(AccuracyVerdict.PASSED);
        ItemResult failed = result.items().get(1);
        assertThat(failed.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(failed.score()).isEmpty();
        assertThat(failed.error()).hasValue("no answer within 1s");
    }

    @Test
    void staysUndecidedWhileFailuresCouldTipIt() {
        assertThat(grade(0.5, "1", "!", "!", "0").verdict()).isEqualTo(AccuracyVerdict.UNDECIDED);
        assertThat(grade(0.9, "0", "!", "0", "0").verdict()).isEqualTo(AccuracyVerdict.FAILED);
    }

    @Test
    void hasNoMeanWithoutAnswers() {
        AccuracyResult result = grade(0.5, "!", "!");
        assertThat(result.summary().mean()).isEmpty();
        assertThat(result.passRate()).isEmpty();
        assertThat(result.verdict()).isEqualTo(AccuracyVerdict.UNDECIDED);
    }

    @Test
    void asksSeveralAtOnceAndKeepsTheOrder() {
        int atOnce = 4;
        CyclicBarrier allInFlight = new CyclicBarrier(atOnce);
        ConcurrentLinkedQueue<Integer> progress = new ConcurrentLinkedQueue<>();

        AccuracyResult result = new AccuracyPass(items(8), NUMBER, 0.5, atOnce)
                .run(
                        item -> {
                            awaitOthers(allInFlight);
                            return new Attempt.Answered("0." + item.prompt(), Optional.of("stop"));
                        },
                        progress::add);

        assertThat(result.items())
                .extracting(item -> item.score().orElseThrow())
                .containsExactly(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7);
        assertThat(result.items()).extracting(ItemResult::finishReason).containsOnly(Optional.of("stop"));
        assertThat(progress).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void keepsWhatWasAnsweredWhenInterrupted() throws InterruptedException {
        CountDownLatch secondAsked = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        List<AccuracyResult> kept = new ArrayList<>();
        List<Boolean> flag = new ArrayList<>();
        Thread runner = new Thread(() -> {
            kept.add(new AccuracyPass(items(3), NUMBER, 0.5, 1)
                    .run(
                            item -> {
                                if (asked.incrementAndGet() == 1) {
                                    return new Attempt.Answered("1", Optional.empty());
                                }
                                secondAsked.countDown();
                                TimeUnit.HOURS.sleep(1);
                                throw new AssertionError("slept through the interrupt");
                            },
                            done -> {}));
            flag.add(Thread.currentThread().isInterrupted());
        });
        runner.start();
        secondAsked.await();
        runner.interrupt();
        runner.join();

        assertThat(kept.get(0).items())
                .extracting(ItemResult::outcome)
                .containsExactly(Outcome.COMPLETED, Outcome.CANCELLED, Outcome.CANCELLED);
        assertThat(flag).containsExactly(true);
    }

    @Test
    void namesAScorerThatIsOutOfRange() {
        assertThatThrownBy(() -> grade(0.5, "1.5"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a score is from 0 to 1");
    }

    /** Grades answers that are their own scores; {@code !} stands for an answer that never came. */
    private static AccuracyResult grade(double threshold, String... answers) {
        return new AccuracyPass(items(answers.length), NUMBER, threshold, 2)
                .run(
                        item -> {
                            String answer = answers[Integer.parseInt(item.prompt())];
                            return answer.equals("!")
                                    ? new Attempt.Failed(Outcome.TIMEOUT, "no answer within 1s")
                                    : new Attempt.Answered(answer, Optional.empty());
                        },
                        done -> {});
    }

    private static GroundTruthDataset items(int count) {
        return new GroundTruthDataset(
                "numbers",
                IntStream.range(0, count)
                        .mapToObj(i -> new GroundTruthItem("n" + i, Integer.toString(i), List.of("r")))
                        .toList());
    }

    private static void awaitOthers(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception broken) {
            throw new AssertionError("fewer were in flight than allowed", broken);
        }
    }
}
