package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.client.LoopbackServer;
import io.varcas.fork.Workloads;
import io.varcas.metric.MetricKey;
import io.varcas.record.Outcome;
import io.varcas.result.ResultBundle;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.setting.LoadSettings;
import io.varcas.setting.PromptSettings;
import io.varcas.setting.Settings;
import io.varcas.supply.Counting;
import io.varcas.validation.UsageException;
import io.varcas.validity.Validity;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class CountingTest {

    @TempDir
    Path out;

    private RunOptions.Builder run(String... tokenizers) {
        return options()
                .set(PromptSettings.TOKENIZER.name(), List.of(tokenizers))
                .set(Settings.RATE.name(), List.of("10", "20", "30"));
    }

    private RunOptions.Builder options() {
        return RunOptions.builder().include(RepeatingWorkload.NAME).out(out);
    }

    private static List<WorkloadPlan> plans(RunOptions.Builder options) {
        RunOptions built = options.build();
        return new TrialPlanner(built).plan(Workloads.discover().select(built.includes(), built.excludes()));
    }

    private static String sample() {
        try {
            return Path.of(CountingTest.class
                            .getResource("/io/varcas/simulator/tokenizer.json")
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void opensEachTokenizerOnceForAllTrials() {
        List<WorkloadPlan> plans = plans(run("a.json", "b.json"));
        assertThat(plans).hasSize(6);
        List<Path> opened = new ArrayList<>();
        assertThat(Counting.check(plans, opened::add)).isEmpty();
        assertThat(opened).containsExactlyInAnyOrder(Path.of("a.json"), Path.of("b.json"));
    }

    @Test
    void namesEachFaultOnce() {
        assertThat(Counting.check(plans(run("a.json"))))
                .containsExactly(
                        "prompt.tokenizer: tokenizer \"a.json\" is no file; name the tokenizer.json of the model");
        assertThatThrownBy(() -> new Runner(run("a.json").build()).run())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("tokenizer \"a.json\" is no file");
    }

    @Test
    void aTokenizerOfOnesOwnCountsInEveryTrial() throws IOException {
        assertThat(new Runner(run(sample())
                                .set(Settings.MEASUREMENT_TIME, Duration.ofMillis(500))
                                .build())
                        .run()
                        .result()
                        .trials())
                .hasSize(3)
                .allSatisfy(trial -> {
                    assertThat(trial.error()).isEmpty();
                    assertThat(trial.traffic().orElseThrow().inputSource()).isEqualTo("tokenizer");
                });
    }

    @Test
    void countsOutputsThatComeWithoutUsageFromTheirText() throws IOException {
        String words = "the pump is cleaned before the winter "; // in two events
        try (LoopbackServer server = LoopbackServer.start(c -> {
            for (String request = c.request(); request != null; request = c.request()) {
                if (request.contains("\"stream\":true")) {
                    c.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
                    c.sendChunk(event(words, "null") + event(words, "\"length\"") + "data: [DONE]\n\n");
                    c.sendLastChunk();
                } else {
                    c.sendJson(404, "{}");
                }
            }
        })) {
            TrialResult trial = atServer(options().set(PromptSettings.TOKENIZER, sample()), server);
            TrialResult uncounted = atServer(options(), server);

            // The tokenizer of the test takes each word for a token, and puts one more before prompts alone.
            assertThat(trial.metrics().value(MetricKey.parse("tokens.output.mean")))
                    .hasValue(14);
            assertThat(checks(trial))
                    .contains("tokens.countedAgain")
                    .doesNotContain("tokens.uncounted", "tokens.shortened");
            assertThat(uncounted.metrics().value(MetricKey.parse("tokens.output.mean")))
                    .hasValue(2);
            assertThat(checks(uncounted))
                    .contains("tokens.uncounted")
                    .doesNotContain("tokens.countedAgain", "tokens.shortened");
        }
    }

    @Test
    void aServerWhoseCountsMakeNoWordATokenIsAskedABoundedNumberOfTimes() throws IOException {
        try (LoopbackServer server = LoopbackServer.start(c -> {
            for (String request = c.request(); request != null; request = c.request()) {
                if (request.startsWith("POST /tokenize ")) {
                    c.sendJson(200, "{\"count\":" + request.length() / 4 + "}");
                } else if (request.contains("\"stream\":true")) {
                    c.sendAnswer(2);
                } else {
                    c.sendJson(404, "{}");
                }
            }
        })) {
            TrialResult trial = atServer(options(), server);

            assertThat(trial.outcomes()).containsOnly(Map.entry(Outcome.COMPLETED, 20L));
            assertThat(server.requests().stream().filter(request -> request.startsWith("POST /tokenize ")))
                    .as("512 common words in halves, and what the prompts are made of")
                    .hasSizeLessThan(1_300);
        }
    }

    @Test
    @Timeout(60)
    void aStopDoesNotWaitForAServerThatCountsSlowly() throws Exception {
        CountDownLatch asked = new CountDownLatch(3);
        try (LoopbackServer server = LoopbackServer.start(c -> {
            for (String request = c.request(); request != null; request = c.request()) {
                if (request.startsWith("POST /tokenize ")) {
                    asked.countDown();
                    Thread.sleep(100);
                    c.sendJson(200, "{\"count\":" + request.length() / 4 + "}");
                } else {
                    c.sendJson(404, "{}");
                }
            }
        })) {
            Runner runner = new Runner(options()
                    .target(server.target().base().toString())
                    .set(Settings.MODEL, "m")
                    .build());
            CompletableFuture<ResultBundle> bundle = CompletableFuture.supplyAsync(() -> {
                try {
                    return runner.run();
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
            asked.await();
            runner.stop();

            assertThat(bundle.get().result().trials())
                    .extracting(TrialResult::status)
                    .containsExactly(Status.INTERRUPTED);
            assertThat(server.requests())
                    .as("of more than a thousand that would be asked")
                    .hasSizeLessThan(100);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3", "-5", "1.5", "2147483647", "\"7\"", "null"})
    void aServerThatLiesAboutTokensIsNotAskedForEver(String count) throws IOException {
        try (LoopbackServer server = LoopbackServer.start(c -> {
            for (String request = c.request(); request != null; request = c.request()) {
                if (request.startsWith("POST /tokenize ")) {
                    c.sendJson(200, "{\"count\":" + count + ",\"max_model_len\":4096}");
                } else if (request.contains("\"stream\":true")) {
                    c.sendAnswer(2);
                } else {
                    c.sendJson(404, "{}");
                }
            }
        })) {
            TrialResult trial = atServer(options().set(Settings.INPUT_TOKENS.min(), 100), server);

            assertThat(trial.error()).isEmpty();
            assertThat(trial.outcomes()).containsOnly(Map.entry(Outcome.COMPLETED, 20L));
            assertThat(trial.traffic().orElseThrow().inputSource()).isEqualTo("estimate");
            assertThat(server.requests().stream().filter(request -> request.startsWith("POST /tokenize ")))
                    .hasSizeLessThan(100);
            assertThat(server.requests()).allMatch(request -> request.length() < 20_000);
        }
    }

    private static String event(String text, String finish) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":" + finish
                + "}]}\n\n";
    }

    private static List<String> checks(TrialResult trial) {
        return trial.validity().findings().stream().map(Validity.Finding::check).toList();
    }

    private static TrialResult atServer(RunOptions.Builder options, LoopbackServer server) throws IOException {
        return new Runner(options.set(Settings.RATE, 50.0)
                        .set(Settings.MODEL, "m")
                        .target(server.target().base().toString())
                        .set(Settings.OUTPUT_TOKENS.mean(), 32.0)
                        .set(LoadSettings.REQUESTS, 20)
                        .build())
                .run()
                .result()
                .trials()
                .get(0);
    }
}
