package io.varcas.processor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@OpenLoop(rate = 0.001)",
                "@OpenLoop(arrivals = Arrivals.CONSTANT, rate = 1e6)",
                "@ClosedLoop(users = 1, thinkTime = 0)",
                "@InputTokens(distribution = Distribution.UNIFORM, min = 1, max = 9)",
                "@Warmup(iterations = 0, time = 2, timeUnit = TimeUnit.MINUTES)",
                "@Measurement(iterations = 1, time = 1, timeUnit = TimeUnit.NANOSECONDS)",
                "@Fork(value = 0, warmups = 0, jvm = \"\", jvmArgs = {})",
                "@Fork(jvmArgs = {\"-Xmx1g\", \"-Da=b c\"})",
                "@Sampling(temperature = 2, topP = 0, stop = \"\\n\")",
            })
    void acceptsWhatSettingsAccept(String annotation) {
        Expect.accepted(chat(annotation));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "@OpenLoop(rate = /*SET001*/-5) | rate = \"-5\": must be a number greater than 0; did you mean 5?",
                "@OpenLoop(rate = /*SET001*/0) | rate = \"0\": must be a number greater than 0",
                "@OpenLoop(rate = Double/*SET001*/.NaN) | rate = \"NaN\": must be a number greater than 0",
                "@OpenLoop(rate = 1 /*SET001*// 0.0) | rate = \"Infinity\": must be a number greater than 0",
                "@ClosedLoop(users = /*SET001*/0) | users = \"0\": must be a whole number from 1 to 1000000; did you"
                        + " mean 1?",
                "@ClosedLoop(thinkTime = /*SET001*/-0.5) | thinkTime = \"-0.5\": must be a time such as 0s, 500ms,"
                        + " 10s; did you mean 0.5?",
                "@InputTokens(mean = /*SET001*/-50) | inputTokens.mean = \"-50\": must be a number greater than 0; did"
                        + " you mean 50?",
                "@OutputTokens(std = /*SET001*/-1) | outputTokens.std = \"-1\": must be a number from 0 to 1000000;"
                        + " did you mean 1?",
                "@InputTokens(min = /*SET001*/0) | inputTokens.min = \"0\": must be a whole number from 1 to 1000000;"
                        + " did you mean 1?",
                "@Warmup(iterations = /*SET001*/-1) | warmup.iterations = \"-1\": must be a whole number from 0 to"
                        + " 1000000; did you mean 1?",
                "@Warmup(time = /*SET001*/-200, timeUnit = TimeUnit.MILLISECONDS) | warmup.time = \"-200ms\": must be"
                        + " a time such as 10s, 500ms, 2min; did you mean 200ms?",
                "@Measurement(time = /*SET001*/0) | measurement.time = \"0\": must be a time such as 10s, 500ms, 2min",
                "@Fork(/*SET001*/1001) | forks = \"1001\": must be a whole number from 0 to 1000; did you mean 1000?",
                "@Sampling(topP = /*SET001*/95) | sampling.topP = \"95\": must be a number from 0 to 1; did you mean"
                        + " 0.95?",
                "@Measurement(timeUnit = TimeUnit/*SET002*/.MINUTES) | timeUnit = MINUTES has no effect"
                        + " without time; write @Measurement(time = ..., timeUnit = MINUTES)",
            })
    void refusesWhatBreaksASettingsRule(String annotation, String text) {
        Expect.refused(chat(annotation), text);
    }

    @ParameterizedTest
    @CsvSource({"Warmup, 5000, 5000s", "Measurement, 30000, 500min", "Measurement, 3600, 1h"})
    void warnsOfTimesThatWereMeantInMilliseconds(String annotation, int time, String read) {
        Expect.warned(
                chat("@" + annotation + "(time = /*SET003*/" + time + ")"),
                "time = " + time + " is " + read + ", because its unit is seconds; did you mean timeUnit ="
                        + " TimeUnit.MILLISECONDS? If not, write timeUnit = TimeUnit.SECONDS");
    }

    @Test
    void reportsNothingOfLongTimesWhoseUnitIsWritten() {
        Expect.accepted(chat("@Measurement(time = 7200, timeUnit = TimeUnit.SECONDS)"));
        Expect.accepted(chat("@Measurement(time = 600)"));
    }

    @Test
    void refusesTwoFaultsAtTheirOwnPlaces() {
        Expect.refused(
                chat("@Workload(timeout = /*SET001*/0) @OpenLoop(rate = /*SET001*/-1)")
                        .replace("@Workload\n", ""),
                "timeout = \"0\": must be a time such as 10s, 500ms, 2min",
                "rate = \"-1\": must be a number greater than 0; did you mean 1?");
    }

    private static String chat(String annotation) {
        return """
            package a;
            import io.varcas.annotation.*;
            import java.util.concurrent.TimeUnit;
            @Workload
            %s
            class Chat {}
            """.formatted(annotation);
    }
}
