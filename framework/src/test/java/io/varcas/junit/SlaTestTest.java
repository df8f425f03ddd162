package io.varcas.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.hierarchical.ExclusiveResource;
import org.junit.platform.engine.support.hierarchical.Node;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;

class SlaTestTest {

    private static final String OUT = "varcas.out";

    @TempDir
    Path out;

    @BeforeEach
    void writeElsewhere() {
        System.setProperty(OUT, out.toString());
    }

    @AfterEach
    void forget() {
        List.of(OUT, "varcas.skipWithoutServer", "varcas.measurment.time").forEach(System::clearProperty);
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute();
    }

    private static Throwable failure(Class<?> tests) {
        List<Event> failed = run(tests).testEvents().failed().list();
        assertThat(failed).hasSize(1);
        return failed.get(0)
                .getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }

    private List<Path> bundles() throws IOException {
        try (var folders = Files.list(out)) {
            return folders.toList();
        }
    }

    @Test
    void callsTheMethodWithTheResultWhenAllObjectivesAreMet() throws IOException {
        run(SlaTestCases.Met.class)
                .testEvents()
                .assertStatistics(events -> events.started(1).succeeded(1));

        assertThat(bundles()).hasSize(1);
    }

    @Test
    void neverOverwritesAnEarlierResult() throws IOException {
        run(SlaTestCases.MetTwice.class).testEvents().assertStatistics(events -> events.succeeded(2));

        assertThat(bundles())
                .hasSize(2)
                .allSatisfy(bundle -> assertThat(bundle.resolve("result.json")).exists());
    }

    @Test
    void reportsToListenersWhereTheResultIs() {
        assertThat(run(SlaTestCases.Met.class)
                        .testEvents()
                        .reportingEntryPublished()
                        .list())
                .hasSize(1);
    }

    @Test
    void reportsEveryBrokenObjectiveAtOnce() {
        Throwable failure = failure(SlaTestCases.Broken.class);

        assertThat(failure).isExactlyInstanceOf(AssertionFailedError.class);
        assertThat(String.valueOf(failure.getMessage()).lines())
                .startsWith(
                        "SLA not met: 2 of 4 objectives broken, 1 undecided, on http://127.0.0.1:8000"
                                + " [SIMULATED server: its times come from a model, not from hardware]",
                        "  StrictChat {tone=polite} (closed loop, 2 users)",
                        "    ttft.mean: measured 21.55 ms, must be <= 1 ms; n = 249, simulated; reason: faster than"
                                + " thought",
                        "    goodput: measured 4.98 req/s, must be >= 1,000,000 req/s; n = 249, simulated",
                        "    e2e.p999: undecided (1 to 249 of 249 requests are beyond the bound, 0.1 % may be; needs"
                                + " about 2800 more requests), must be <= 60 s; n = 249, simulated; reason: nobody waits a"
                                + " minute")
                .hasSize(6);
    }

    @Test
    void noOtherTestRunsMeanwhile() {
        var tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(SlaTestCases.Met.class))
                .discover()
                .getEngineDescriptor()
                .getDescendants();

        assertThat(tests)
                .filteredOn(TestDescriptor::isTest)
                .singleElement()
                .satisfies(test -> assertThat(((Node<?>) test).getExclusiveResources())
                        .extracting(ExclusiveResource::getKey)
                        .contains(Resources.GLOBAL));
    }

    @Test
    void failsWithoutTheMethodIfTheNumbersAreNotTheServers() {
        assertThat(failure(SlaTestCases.Invalid.class))
                .isExactlyInstanceOf(AssertionFailedError.class)
                .hasMessageStartingWith("run INVALID, and decides nothing: 2 of 4 objectives broken, 1 undecided")
                .hasMessageContaining("INVALID send.lag.p99: requests left 8.3 ms late at p99 (limit 5 ms)")
                .hasMessageContaining("ttft.mean: measured 21.55 ms");
    }

    @Test
    void namesAReportThatIsThere() {
        Matcher line = Pattern.compile("Report: (file:\\S+result\\.html)")
                .matcher(String.valueOf(failure(SlaTestCases.Broken.class).getMessage()));

        assertThat(line.find()).isTrue();
        assertThat(Path.of(URI.create(line.group(1)))).startsWith(out).isRegularFile();
    }

    @Test
    void drivesRealLoadAtTheEmbeddedServerUnlessToldOtherwise() throws IOException {
        assertThat(failure(SlaTestCases.BrokenInReality.class))
                .hasMessageContaining("[SIMULATED server: its times come from a model, not from hardware]");
        assertThat(bundles())
                .singleElement()
                .satisfies(
                        bundle -> assertThat(bundle.resolve("trial-1/fork-1")).isNotEmptyDirectory());
    }

    @Test
    void reportsWhatTheMethodThrowsBesideTheObjectives() {
        Throwable failure = failure(SlaTestCases.BrokenTwice.class);

        assertThat(failure)
                .isInstanceOfSatisfying(
                        MultipleFailuresError.class,
                        both -> assertThat(both.getFailures())
                                .extracting(Throwable::getMessage)
                                .satisfiesExactly(
                                        first -> assertThat(first).startsWith("SLA not met"),
                                        second -> assertThat(second).isEqualTo("also this")));
    }

    @Test
    void reportsOnceWhatTheMethodReportsAsWell() {
        assertThat(failure(SlaTestCases.BrokenAndSaidSo.class)).isExactlyInstanceOf(AssertionFailedError.class);
    }

    @Test
    void leavesToTheMethodWhatItThrows() {
        assertThat(failure(SlaTestCases.OwnFailure.class)).hasMessage("not good enough");
    }

    @Test
    void isAbortedIfTheMethodAborts() {
        run(SlaTestCases.Aborted.class)
                .testEvents()
                .assertStatistics(events -> events.started(1).aborted(1));
    }

    @Test
    void failsWithoutAServerAndSaysWhy() {
        assertThat(failure(SlaTestCases.NoServer.class))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageStartingWith("run FAILED, and decides nothing")
                .hasMessageContaining("nothing listens at " + SlaTestCases.NOWHERE)
                .hasMessageContaining("Report: ");
    }

    @ParameterizedTest
    @CsvSource({
        "SkippedWithoutServer, no server at http://127.0.0.1:1: Connection refused",
        "SkippedWithoutTarget, no server to test: set the system property varcas.target"
    })
    void isSkippedWithTheReasonIfSoAsked(String tests, String reason) throws Exception {
        List<Event> skipped = run(Class.forName(SlaTestCases.class.getName() + "$" + tests))
                .testEvents()
                .skipped()
                .list();

        assertThat(skipped).hasSize(1);
        assertThat(skipped.get(0).getRequiredPayload(String.class)).contains(reason);
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void theUserMayAskForTheSkipFromOutside() {
        System.setProperty("varcas.skipWithoutServer", "true");

        run(SlaTestCases.NoServer.class).testEvents().assertStatistics(events -> events.skipped(1));
    }

    @Test
    void sweepsOverSeveralValues() {
        run(SlaTestCases.Sweep.class).testEvents().assertStatistics(events -> events.succeeded(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WrongSettings  | unknown parameter \"tune\"; did you mean \"tone\"?",
                "WrongSettings  | unknown parameter \"measurment.time\"; did you mean \"measurement.time\"?",
                "WrongValue     | users = \"none\": must be a whole number",
                "WrongNotation  | set = \"users\": must be name=value[,value], such as \"rate=5,20\"",
                "WrongNotation  | set = \"users=2\": users is set twice",
                "WrongTarget    | has no scheme; did you mean http://gpu-host:8000?",
                "NoWorkload     | io.varcas.junit.EasyChat$Unknown is not a workload",
                "SweepIntoOne   | takesOnlyOne takes a TrialResult, and the run has 2 trials; use a RunResult"
            })
    void reportsWhatIsWrongBeforeAnythingRuns(String tests, String line) throws Exception {
        assertThat(failure(Class.forName(SlaTestCases.class.getName() + "$" + tests)))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageStartingWith("@SlaTest(")
                .hasMessageContaining(line);
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void namesTheNearestSettingFromOutside() {
        System.setProperty("varcas.measurment.time", "1s");

        assertThat(failure(SlaTestCases.Met.class))
                .hasMessageContaining(
                        "unknown setting \"varcas.measurment.time\"; did you mean \"varcas.measurement.time\"?");
    }
}
