package io.varcas.setting.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.validation.DidYouMean;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> KNOWN = List.of("rate", "users", "ttft.p99", "outputTokens");

    @ParameterizedTest
    @CsvSource({"rat, rate", "RATE, rate", "tftt.p99, ttft.p99", "outputTokesn, outputTokens", "user, users"})
    void findsWhatWasMeant(String written, String meant) {
        assertThat(DidYouMean.to(written, KNOWN)).contains(meant);
        assertThat(DidYouMean.hint(written, KNOWN)).isEqualTo("; did you mean \"" + meant + "\"?");
    }

    @ParameterizedTest
    @CsvSource({"temperature", "q", "''"})
    void listsWhatIsKnownIfNothingIsNear(String written) {
        assertThat(DidYouMean.to(written, KNOWN)).isEmpty();
        assertThat(DidYouMean.hint(written, KNOWN)).isEqualTo("; known are rate, users, ttft.p99, outputTokens");
    }

    @Test
    void takesTheFirstOfEquallyNearNames() {
        assertThat(DidYouMean.to("p96", List.of("p99", "p95", "p90"))).contains("p90");
    }
}
