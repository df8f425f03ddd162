package io.varcas.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.varcas.sizing.demand.LatencyTargets;
import io.varcas.sizing.demand.Quantile;
import io.varcas.sizing.demand.ServiceWorkload;
import io.varcas.sizing.demand.WorkloadCatalog;
import io.varcas.traffic.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadCatalogTest {

    private static final WorkloadCatalog CATALOG = WorkloadCatalog.bundled();

    @TempDir
    Path directory;

    @Test
    void knowsChatRagAndCode() {
        assertThat(CATALOG.workloads()).extracting(ServiceWorkload::id).containsExactly("chat", "rag", "code");
        assertThat(CATALOG.workload("code").arrivals(2).meanRatePerSecond()).hasValue(2);
    }

    @Test
    void namesTheNearestWorkload() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CATALOG.workload("caht"))
                .withMessageContaining("\"caht\"")
                .withMessageContaining("\"chat\"");
    }

    @Test
    void bundledTargetsDoNotContradictEachOther() {
        assertThat(CATALOG.workloads())
                .allSatisfy(workload -> assertThat(workload.objectives()
                                .contradictions(quantile -> workload.requests().meanOutputTokens()))
                        .isEmpty());
    }

    @Test
    void aChangedFileChangesTheResult() throws IOException {
        Files.writeString(directory.resolve("chat.json"), """
                {"kind": "workload", "id": "chat", "source": "ours", "asOf": "2026-11",
                 "promptTokens": {"mean": 900, "std": 1, "min": 800, "max": 1000},
                 "outputTokens": {"mean": 10, "std": 1, "min": 5, "max": 20},
                 "objectives": {"ttftMillis": {"p95": 300}}}
                """);
        ServiceWorkload changed = CATALOG.with(directory).workload("chat");

        assertThat(changed.requests().meanPromptTokens()).isCloseTo(900, withinPercentage(0.1));
        assertThat(changed.objectives().ttft().p95()).hasValue(0.3);
        assertThat(changed.objectives().tpot()).isEqualTo(LatencyTargets.NONE);
    }

    @Test
    void reportsWhatIsWrongInAFile() throws IOException {
        Files.writeString(directory.resolve("bad.json"), """
                {"kind": "workload", "id": "bad", "source": "ours", "asOf": "2026-11", "burst": 3,
                 "promptTokens": {"mean": 900, "std": 1, "min": 800, "max": 1000},
                 "outputTokens": {"mean": 10, "std": 1, "min": 5, "max": 20}}
                """);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CATALOG.with(directory))
                .withMessageContaining("bad.json")
                .withMessageContaining("burst");
    }

    @Test
    void prefixHitsAreAMixtureWhoseTailIsAMiss() {
        ServiceWorkload rag = CATALOG.workload("rag");
        RequestStatistics computed = new RequestStatistics(rag.requests(), Seed.of(1));

        // Seven in ten find 4,500 of their tokens in the cache.
        assertThat(computed.computedTokens())
                .isCloseTo(rag.requests().meanPromptTokens() - rag.meanCachedTokens(), withinPercentage(5));
        assertThat(computed.outputTokens(Quantile.P95))
                .isGreaterThan(1.5 * rag.requests().meanOutputTokens());
    }

    @Test
    void requestsAreCutToAContextThatIsTooShort() {
        ServiceWorkload cut = CATALOG.workload("code").fittedTo(8_192);

        assertThat(cut.longestRequestTokens()).isLessThanOrEqualTo(8_192);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CATALOG.workload("rag").fittedTo(2_048))
                .withMessageContaining("the context has 2048");
    }
}
