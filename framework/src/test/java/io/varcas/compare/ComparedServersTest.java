package io.varcas.compare;

import static io.varcas.compare.Sides.DEFAULT;
import static io.varcas.compare.Sides.kinds;
import static io.varcas.compare.Sides.one;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.compare.match.Difference;
import io.varcas.compare.match.Warning;
import io.varcas.result.identity.FactSource;
import io.varcas.result.identity.ServerFlags;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.ServerProperty;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Differences between the servers of both sides, as they reported themselves. */
class ComparedServersTest {

    private static ServerIdentity.Builder server(String kvTokens) {
        return ServerIdentity.builder()
                .add(ServerProperty.VERSION, FactSource.VERSION, "0.32.0")
                .add(ServerProperty.KV_TOKENS, FactSource.METRICS, kvTokens);
    }

    private static ServerIdentity flags(String kvTokens, Map<String, String> flags) {
        return server(kvTokens).flags(new ServerFlags(flags, FactSource.LOG)).build();
    }

    private static Comparison compare(ServerIdentity a, ServerIdentity b) {
        return Comparison.of(
                one("A", TestRun.of("ttft.p50", 10).server(a)),
                one("B", TestRun.of("ttft.p50", 12).server(b)),
                DEFAULT);
    }

    @Test
    void aFlagIsTheFactorAndWhatFollowsFromItIsNone() {
        Comparison comparison = compare(
                flags("46592", Map.of("max-num-seqs", "16", "port", "8000")),
                flags("23296", Map.of("max-num-seqs", "16", "port", "8001", "gpu-memory-utilization", "0.5")));
        assertThat(comparison.trials().get(0).differences())
                .containsExactlyInAnyOrder(
                        new Difference("KV pool tokens", "46592", "23296"),
                        new Difference("--gpu-memory-utilization", "not set", "0.5"));
        assertThat(kinds(comparison)).isEmpty();
    }

    @Test
    void twoFlagsAreTwoFactors() {
        assertThat(kinds(compare(
                        flags("46592", Map.of("max-num-seqs", "16")),
                        flags("46592", Map.of("max-num-seqs", "8", "enforce-eager", "true")))))
                .containsExactly(Warning.Kind.SEVERAL_FACTORS);
    }

    @Test
    void kvPoolsOfTwoStartsMayDifferALittle() {
        Comparison comparison = compare(server("46592").build(), server("46480").build());
        assertThat(comparison.trials().get(0).differences())
                .containsExactly(new Difference("KV pool tokens", "46592", "46480"));
        assertThat(comparison.trials().get(0).warnings())
                .extracting(Warning::sentence)
                .singleElement()
                .asString()
                .startsWith("only what varies from start to start differs (KV pool tokens (46592 -> 46480))");
    }

    @Test
    void whatOneSideDoesNotKnowIsNoDifference() {
        Comparison comparison = Comparison.of(
                one("A", TestRun.of("ttft.p50", 10)),
                one("B", TestRun.of("ttft.p50", 12).server(flags("46592", Map.of("max-num-seqs", "16")))),
                DEFAULT);
        assertThat(comparison.trials().get(0).differences()).isEmpty();
        assertThat(kinds(comparison)).containsExactly(Warning.Kind.NOTHING_DIFFERS);
    }

    @Test
    void anotherPropertyIsAFactorWithoutFlagsToo() {
        assertThat(compare(
                                server("46592")
                                        .add(ServerProperty.ATTENTION, FactSource.LOG, "FLASH_ATTN")
                                        .build(),
                                server("46592")
                                        .add(ServerProperty.ATTENTION, FactSource.LOG, "FLASHINFER")
                                        .build())
                        .trials()
                        .get(0)
                        .differences())
                .containsExactly(new Difference("attention backend", "FLASH_ATTN", "FLASHINFER"));
    }
}
