package io.varcas.tune.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.record.Records;
import io.varcas.record.RequestLogWriter;
import io.varcas.result.ForkResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.Results;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.FactSource;
import io.varcas.result.identity.HostIdentity;
import io.varcas.result.identity.JvmIdentity;
import io.varcas.result.identity.ServerFlags;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.ServerProperty;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles of a real server, as far as it said what it is. */
class BundleServerTest {

    private static final DeploymentSpec T4 = DeploymentSpec.parse("t4,precision=int4-awq");

    @TempDir
    Path folder;

    @Test
    void takesTheConfigurationThatTheServerReported() throws IOException {
        PlanSubject subject =
                BundleServer.of(bundle(Map.of()), Optional.empty()).subject(T4, Catalogs.bundled(), false);

        Baseline baseline = subject.baseline();
        assertThat(PlanFlag.MAX_NUM_SEQS.of(baseline.hardware())).isEqualTo("16");
        assertThat(PlanFlag.ENABLE_PREFIX_CACHING.of(baseline.hardware())).isEqualTo("off");
        assertThat(PlanFlag.GPU_MEMORY_UTILIZATION.of(baseline.hardware())).isEqualTo("0.85");
        assertThat(baseline.hardware().engineLimits().kvTokens()).isEqualTo(18_640);
        assertThat(baseline.hardware().limits().maxModelLen()).isEqualTo(2_048);
        assertThat(baseline.isPoolFixed()).isFalse();
        assertThat(baseline.engine()).isEqualTo("vllm 0.15.1");
        assertThat(baseline.command().toString())
                .startsWith("vllm serve llama-2-7b")
                .contains("--max-num-seqs 16");
        assertThat(subject.load().describe())
                .isEqualTo("recorded load: 20 requests in 1.9 s, mean prompt 16, mean output 11 tokens");
    }

    @Test
    void takesTheFlagsOfTheTrialForThoseOfItsServer() throws IOException {
        ResultBundle sixteen = bundle(Map.of());
        ResultBundle four = bundle(Map.of("flag.max-num-seqs", new ResolvedSettings.Value("4", Layer.COMMAND_LINE)));

        BundleServer other = BundleServer.of(four, Optional.empty());

        assertThat(PlanFlag.MAX_NUM_SEQS.of(
                        other.subject(T4, Catalogs.bundled(), false).baseline().hardware()))
                .isEqualTo("4");
        assertThat(other.beside(BundleServer.of(sixteen, Optional.empty())).difference())
                .isEqualTo("max-num-seqs=4");
        assertThat(BundleServer.of(sixteen, Optional.empty())
                        .beside(BundleServer.of(sixteen, Optional.empty()))
                        .difference())
                .isEqualTo("no configuration difference");
    }

    @Test
    void refusesWhatItDoesNotKnow() throws IOException {
        ResultBundle bundle = bundle(Map.of());
        BundleServer server = BundleServer.of(bundle, Optional.empty());

        assertThatThrownBy(() -> server.subject(DeploymentSpec.NOTHING, Catalogs.bundled(), false))
                .hasMessageContaining("does not know the hardware of its server; add -hardware");
        assertThatThrownBy(() -> BundleServer.of(bundle, Optional.of("Chta")))
                .hasMessage("unknown trial \"Chta\"; did you mean \"Chat\"?");
    }

    private ResultBundle bundle(Map<String, ResolvedSettings.Value> settings) throws IOException {
        RequestLogWriter log = RequestLogWriter.open(folder.resolve("requests.jsonl.gz"));
        for (int i = 0; i < 20; i++) {
            long due = 100L * i;
            log.accept(Records.completed(i, due, due + 1, 11, due + 200, due + 50, due + 100, due + 150));
        }
        log.finish();
        log.close();
        TrialResult trial = Results.trial()
                .settings(settings)
                .forks(List.of(new ForkResult(
                        0,
                        7,
                        Status.COMPLETED,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        "requests.jsonl.gz",
                        Map.of(),
                        Optional.empty(),
                        Optional.empty())))
                .build();
        ServerIdentity identity = ServerIdentity.builder()
                .add(ServerProperty.KV_TOKENS, FactSource.METRICS, "18640")
                .add(ServerProperty.PREFIX_CACHE, FactSource.METRICS, "off")
                .add(ServerProperty.CONTEXT, FactSource.MODELS, "2048")
                .flags(new ServerFlags(Map.of("max-num-seqs", "16", "gpu-memory-utilization", "0.85"), FactSource.LOG))
                .build();
        return new ResultBundle(
                folder,
                new RunResult(
                        RunResult.SCHEMA_VERSION,
                        "bundle",
                        Status.COMPLETED,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        "0.1.0",
                        Optional.empty(),
                        List.of(),
                        HostIdentity.here(),
                        JvmIdentity.here(),
                        new TargetIdentity(
                                "http://gpu:8000",
                                "http://gpu:8000",
                                false,
                                Optional.of("0.15.1"),
                                "llama-2-7b",
                                OptionalInt.of(2_048),
                                Map.of(),
                                Optional.of(identity)),
                        List.of(trial)));
    }
}
