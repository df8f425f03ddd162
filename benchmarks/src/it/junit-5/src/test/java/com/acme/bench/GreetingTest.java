package com.acme.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.varcas.junit.SlaTest;
import io.varcas.metric.MetricKey;
import io.varcas.result.TrialResult;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class GreetingTest {

    private static final String SLOW_SERVER = "sim:step-base=50ms";

    @SlaTest(value = Greeting.class, target = SLOW_SERVER)
    void meetsItsObjectives(TrialResult trial) {
        assertEquals(5, trial.metrics().value(MetricKey.parse("tokens.output.mean")).orElse(-1));
    }

    /** What is expected to fail is run by {@link #tellsAllThatIsBroken()}. */
    static class Hasty {

        @SlaTest(value = HastyGreeting.class, target = SLOW_SERVER)
        void isTooMuch() {}
    }

    /** What is expected to be skipped is run by {@link #isSkippedWithoutAServer()}. */
    static class Absent {

        @SlaTest(value = Greeting.class, target = "http://127.0.0.1:1", skipWithoutServer = true)
        void isSkipped() {}
    }

    @Test
    void tellsAllThatIsBroken() {
        List<Event> failed = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Hasty.class))
                .execute()
                .testEvents()
                .failed()
                .list();

        assertEquals(1, failed.size());
        String message = failed.get(0)
                .getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow()
                .getMessage();
        System.out.println(message);
        assertTrue(message.contains("2 of 3 objectives broken"), message);
        assertTrue(message.contains("[SIMULATED server"), message);
        assertTrue(message.contains("ttft.mean: measured "), message);
        assertTrue(message.contains("goodput: measured "), message);
        Matcher report = Pattern.compile("Report: (file:\\S+)").matcher(message);
        assertTrue(report.find(), message);
        assertTrue(Files.isRegularFile(Path.of(URI.create(report.group(1)))), message);
    }

    @Test
    void isSkippedWithoutAServer() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Absent.class))
                .execute()
                .testEvents()
                .assertStatistics(events -> events.skipped(1));
    }
}
