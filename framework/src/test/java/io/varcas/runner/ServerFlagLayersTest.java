package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.runner.flag.WantedFlags;
import io.varcas.validation.UsageException;
import io.varcas.workload.WorkloadPlan;
import io.varcas.workload.WorkloadSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flags of the server on the command line, in a configuration file and in annotations. */
class ServerFlagLayersTest {

    @TempDir
    Path folder;

    private static List<WorkloadPlan> plan(RunOptions.Builder options) {
        return new TrialPlanner(options.build())
                .plan(List.of(new TestWorkload(WorkloadSpec.of("com.acme.Chat", "Chat")
                        .set("rate", "5")
                        .set("flag.max-num-seqs", "16")
                        .set("flag.block-size", "16,32")
                        .build())));
    }

    private static Map<String, String> flags(WorkloadPlan plan) {
        return WantedFlags.of(plan.settings()).values();
    }

    @Test
    void replaceEachOtherOneByOne() throws IOException {
        Path config = Files.writeString(
                folder.resolve("run.json"),
                "{\"flag\": {\"max_num_seqs\": 8, \"block-size\": 64, \"dtype\": \"half\"}}");

        List<WorkloadPlan> plans = plan(RunOptions.builder().config(config).set("flag.dtype", List.of("float32")));

        assertThat(plans)
                .singleElement()
                .satisfies(plan -> assertThat(flags(plan))
                        .containsExactlyInAnyOrderEntriesOf(
                                Map.of("max-num-seqs", "8", "block-size", "64", "dtype", "float32")));
    }

    @Test
    void areSweptOverBesideParameters() {
        List<WorkloadPlan> plans = plan(RunOptions.builder().set("rate", List.of("2", "4")));

        assertThat(plans)
                .extracting(WorkloadPlan::params)
                .containsExactlyInAnyOrder(
                        Map.of("rate", "2", "flag.block-size", "16"),
                        Map.of("rate", "2", "flag.block-size", "32"),
                        Map.of("rate", "4", "flag.block-size", "16"),
                        Map.of("rate", "4", "flag.block-size", "32"));
        assertThat(plans).allSatisfy(plan -> assertThat(flags(plan)).containsEntry("max-num-seqs", "16"));
    }

    @Test
    void mustHaveTheNameOfAFlag() {
        assertThatThrownBy(() -> plan(RunOptions.builder().set("flag.no-enable-prefix-caching", List.of("on"))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("server flag no-enable-prefix-caching: write enable-prefix-caching=off for"
                        + " --no-enable-prefix-caching");
        assertThatThrownBy(() -> plan(RunOptions.builder().set("flag.max num seqs", List.of("4"))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("\"max num seqs\": must be the name of a flag, such as max-num-seqs");
        assertThatThrownBy(() -> plan(RunOptions.builder().set("max-num-seqs", List.of("4"))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("unknown parameter \"max-num-seqs\"; it is a flag of the server: use -s");
    }
}
