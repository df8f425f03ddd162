package io.varcas.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeployedHardware;
import io.varcas.deployment.DeploymentResolver;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.engine.Horizon;
import io.varcas.engine.Load;
import io.varcas.engine.RequestMix;
import io.varcas.engine.RequestMix.SharedPrefix;
import io.varcas.engine.Simulation;
import io.varcas.engine.SimulationResult;
import io.varcas.traffic.FixedLengths;
import io.varcas.traffic.Seed;
import io.varcas.utilization.Bottleneck;
import io.varcas.utilization.Bottleneck.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One synthetic case of each kind, on the simulated engine in virtual time. */
class PredictedBottleneckTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # flags                     | users | prompt | output | shared | client fault         | kind             | evidence
        max-model-len=8192          |    64 |   4000 |      2 |   0    |                      | COMPUTE          | MFU
        max-model-len=8192          |     8 |     50 |    500 |   0    |                      | MEMORY_BANDWIDTH | MBU
        max-num-seqs=4              |    64 |     50 |    500 |   0    |                      | SCHEDULING       | raise max-num-seqs
        kv-tokens=16384,max-model-len=8192 | 64 | 500 |  500 |   0    |                      | KV_CAPACITY      | preemptions
        enable-prefix-caching=off   |    16 |   2000 |     50 |   0.75 |                      | CACHE            | came from the prefix cache
        max-model-len=8192          |     8 |     50 |    500 |   0    | requests left late   | CLIENT           | requests left late
        max-model-len=8192          |     1 |   1000 |      8 |   0    |                      | NONE             | neither
        """)
    void namesTheBottleneckOfASimulatedServer(
            String flags, int users, int prompt, int output, double shared, String fault, Kind kind, String evidence) {
        DeployedHardware hardware = DeploymentResolver.resolve(
                DeploymentSpec.parse("h100,model=llama-3.1-8b," + flags), Catalogs.bundled(), "vllm 0.32.0");
        RequestMix mix = RequestMix.of(new FixedLengths(prompt), new FixedLengths(output));
        if (shared > 0) {
            mix = mix.withSharedPrefix(new SharedPrefix(1, (int) (shared * prompt), 1));
        }
        Duration think = kind == Kind.NONE ? Duration.ofSeconds(2) : Duration.ZERO;

        SimulationResult result = Simulation.run(
                hardware.newCluster(Seed.of(1)),
                new Load.Closed(users, think),
                mix,
                Horizon.time(Duration.ofSeconds(5), Duration.ofSeconds(20)),
                Seed.of(1));
        Bottleneck found = PredictedBottleneck.of(
                        hardware, result, OptionalDouble.of(shared), Optional.ofNullable(fault))
                .orElseThrow();

        assertThat(found.kind()).as(found.evidence()).isEqualTo(kind);
        assertThat(found.evidence()).contains(evidence);
    }
}
