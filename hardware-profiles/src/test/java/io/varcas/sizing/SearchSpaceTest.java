package io.varcas.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.varcas.calibration.DeviceProfiles;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.KvPrecision;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import io.varcas.queueing.Drafts;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.VllmVersion;
import io.varcas.sizing.demand.Demand;
import io.varcas.sizing.demand.LatencyMetric;
import io.varcas.sizing.demand.Origin;
import io.varcas.sizing.demand.Quantile;
import io.varcas.sizing.demand.ServiceWorkload;
import io.varcas.sizing.demand.WorkloadCatalog;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchSpaceTest {

    private static final Sizing SIZING = new Sizing(HardwareCatalog.bundled(), DeviceProfiles.bundled());
    private static final ServiceWorkload CHAT = WorkloadCatalog.bundled().workload("chat");

    private static SizingRequestBuilder request(String model, Demand demand) {
        return SizingRequest.of(ModelCatalog.bundled().model(model), CHAT, demand)
                .top(0);
    }

    private static SearchSpace space(
            List<Integer> seqs, List<Integer> tokens, List<Integer> ranks, List<Integer> stages) {
        return new SearchSpace(seqs, tokens, ranks, stages, List.of(), List.of());
    }

    private static Assessment best(SizingRequestBuilder request) {
        return SIZING.size(request.build()).passing().get(0);
    }

    @Test
    void morePlacesThan256SaveMachinesWhereTheMemoryHoldsThem() {
        SizingRequestBuilder request = request("qwen3-30b-a3b", new Demand.Users(10_000, Duration.ZERO))
                .instance("p5en.48xlarge");
        Assessment searched = best(request);
        Assessment few = best(request.search(space(List.of(16, 64, 256), List.of(), List.of(), List.of())));

        assertThat(searched.candidate().limits().maxNumSeqs()).isGreaterThan(256);
        assertThat(searched.instances()).isLessThan(few.instances());
    }

    @Test
    void triesOnlyWhatIsAskedFor() {
        Assessment fleet = best(request("llama-3.1-70b", new Demand.Rate(2))
                .instance("p5.48xlarge")
                .kvPrecisions(KvPrecision.FP8)
                .search(space(List.of(100), List.of(4_096), List.of(2), List.of(2))));
        Deployment deployment = fleet.candidate().deployment();

        assertThat(fleet.candidate().limits().maxNumSeqs()).isEqualTo(100);
        assertThat(fleet.candidate().limits().maxNumBatchedTokens()).isEqualTo(4_096);
        assertThat(deployment.tensorParallel()).isEqualTo(2);
        assertThat(deployment.pipelineParallel()).isEqualTo(2);
        assertThat(deployment.kvPrecision()).isEqualTo(KvPrecision.FP8);
    }

    @Test
    void bothKvPrecisionsStandBesideEachOther() {
        SizingReport report = SIZING.size(request("llama-3.1-8b", new Demand.Rate(5))
                .instance("g6e.xlarge")
                .kvPrecisions(KvPrecision.AUTO, KvPrecision.FP8)
                .build());

        assertThat(report.passing())
                .extracting(fleet -> fleet.candidate().deployment().kvPrecision())
                .containsExactlyInAnyOrder(KvPrecision.AUTO, KvPrecision.FP8);
    }

    @Test
    void whatCannotBeIsNamed() {
        assertThat(SIZING.size(request("llama-3.1-8b", new Demand.Rate(5))
                                .instance("g6e.xlarge")
                                .search(space(List.of(4_096), List.of(2_048), List.of(), List.of()))
                                .build())
                        .unfit())
                .singleElement()
                .extracting(Unfit::reason)
                .asString()
                .contains("max-num-seqs 4096 exceeds max-num-batched-tokens 2048");
        assertThat(SIZING.size(request("llama-3.1-8b", new Demand.Rate(5))
                                .instance("g6e.xlarge")
                                .search(space(List.of(), List.of(), List.of(3), List.of()))
                                .build())
                        .unfit())
                .singleElement()
                .extracting(Unfit::reason)
                .asString()
                .contains("3 ranks exceed its 1 x l40s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> space(List.of(0), List.of(), List.of(), List.of()))
                .withMessageContaining("max-num-seqs is 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void draftsThatAreAcceptedMakeTokensFasterAndThoseThatAreNotSlower(int engineChecks) {
        SizingRequestBuilder request = request("llama-3.1-70b", new Demand.Rate(2))
                .instance("p5.48xlarge")
                .search(space(List.of(64), List.of(8_192), List.of(4), List.of(1)))
                .top(engineChecks);
        double plain = tpot(best(request));
        double accepted = tpot(best(request.drafts(new Drafts(3, 0.8, 0.05))));
        double refused = tpot(best(request.drafts(new Drafts(3, 0, 0.05))));

        // (1 - 0.8^4) / 0.2 = 2.95 tokens a step, which takes 15 % longer, and a little for its rows.
        assertThat(plain / accepted).isBetween(2.95 / 1.15 / 1.15, 2.95 / 1.15 * 1.02);
        assertThat(refused / plain).isBetween(1.1, 1.4);
    }

    @Test
    void attentionInParallelSavesTheCopiesOfALatentCache() {
        SizingRequestBuilder request = request("deepseek-v3", new Demand.Rate(20))
                .instance("p5en.48xlarge")
                .precisions(Precision.FP8);
        Assessment tensor = best(request.search(experts(8, 1, false)));
        Assessment data = best(request.search(experts(1, 8, true)));

        // 8 ranks hold the same latent cache 8 times; 8 engines hold 8 caches.
        long tensorTokens = tensor.candidate().memory().kvTokens(400);
        long dataTokens = 8 * data.candidate().memory().kvTokens(400);
        assertThat(dataTokens).isGreaterThan(4 * tensorTokens);
        assertThat(data.candidate().memory().weights().total())
                .as("attention is not split")
                .isBetween(
                        tensor.candidate().memory().weights().total(),
                        1.3 * tensor.candidate().memory().weights().total());
        assertThat(data.candidate().layout()).isEqualTo("TP1 DP8 EP fp8");
        assertThat(data.replicas()).isEqualTo(8 * data.instances());
        assertThat(new VllmCommands(VllmFlagCatalog.bundled(), VllmVersion.of("0.32.0"))
                        .command(data.candidate(), VllmCommand.Variant.PERFORMANCE, 400)
                        .line())
                .contains("--data-parallel-size 8 --enable-expert-parallel");
        assertThat(best(request.search(SearchSpace.DEFAULT)).usdPerHour().orElseThrow())
                .as("the search knows both")
                .isLessThanOrEqualTo(Math.min(
                        tensor.usdPerHour().orElseThrow(), data.usdPerHour().orElseThrow()));
    }

    private static SearchSpace experts(int ranks, int engines, boolean whole) {
        return new SearchSpace(List.of(), List.of(), List.of(ranks), List.of(1), List.of(engines), List.of(whole));
    }

    @Test
    void aDenseModelHasNoExpertsToShare() {
        assertThat(SIZING.size(request("llama-3.1-8b", new Demand.Rate(5))
                                .instance("p5.48xlarge")
                                .search(experts(1, 8, true))
                                .build())
                        .unfit())
                .singleElement()
                .extracting(Unfit::reason)
                .asString()
                .contains("data parallel 8 shares experts and llama-3.1-8b has none");
    }

    private static double tpot(Assessment fleet) {
        return fleet.prediction().at(LatencyMetric.TPOT, Quantile.P50).value();
    }

    @Test
    void theCheapestIsDecidedByTheEngine() {
        SizingReport report = SIZING.size(request("llama-3.1-8b", new Demand.Rate(20))
                .top(Integer.MAX_VALUE)
                .build());

        assertThat(report.passing().get(0).prediction().origin()).isEqualTo(Origin.SIMULATION);
        assertThat(report.passing())
                .filteredOn(fleet -> fleet.prediction().origin() == Origin.SIMULATION)
                .hasSizeGreaterThan(10);
    }
}
