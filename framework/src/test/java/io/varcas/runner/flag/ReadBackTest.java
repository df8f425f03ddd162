package io.varcas.runner.flag;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.result.identity.FactSource;
import io.varcas.result.identity.ServerFlags;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.ServerProperty;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flags that were set, held against those of the server. */
class ReadBackTest {

    private static Optional<String> contradiction(String flag, String wanted, ServerIdentity.Builder server) {
        return ReadBack.of(new WantedFlags(Map.of(flag, wanted)), server.build())
                .contradiction();
    }

    @ParameterizedTest
    @CsvSource({"4,4", "4k,4000", "4K,4096", "auto,16", "unset,16"})
    void acceptsTheSameNumber(String wanted, String reported) {
        assertThat(contradiction(
                        "max-num-seqs",
                        wanted,
                        ServerIdentity.builder().add(ServerProperty.MAX_NUM_SEQS, FactSource.SERVER_INFO, reported)))
                .isEmpty();
    }

    @Test
    void namesTheValueThatTheServerReportsAndItsSource() {
        assertThat(contradiction(
                        "enable-prefix-caching",
                        "off",
                        ServerIdentity.builder().add(ServerProperty.PREFIX_CACHE, FactSource.METRICS, "on")))
                .contains("the server reports enable-prefix-caching on (/metrics), and off was set");
    }

    @Test
    void readsOtherFlagsFromTheLogOfTheStart() {
        ServerIdentity.Builder log = ServerIdentity.builder()
                .flags(new ServerFlags(Map.of("enforce-eager", "true", "swap-space", "8"), FactSource.LOG));

        assertThat(contradiction("enforce-eager", "on", log)).isEmpty();
        assertThat(contradiction("swap-space", "4", log))
                .contains("the server reports swap-space 8 (start log), and 4 was set");
    }

    @Test
    void takesTheCommandThatLaunchedTheServerForNoReport() {
        ReadBack read = ReadBack.of(
                new WantedFlags(Map.of("max-num-seqs", "4")),
                ServerIdentity.builder()
                        .flags(new ServerFlags(Map.of("max-num-seqs", "4"), FactSource.COMMAND))
                        .build());

        assertThat(read.flags()).singleElement().satisfies(flag -> {
            assertThat(flag.reported()).isEmpty();
            assertThat(flag.contradicts()).isFalse();
        });
    }
}
