package io.varcas.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ViolationsTest {

    @Test
    void reportsAllViolationsInOneLine() {
        Violations faults = Violations.in("traffic")
                .positive("rate", -5, "per second")
                .atLeast(1, "burst", 0, "requests")
                .within(0, 1, "share", 2, "(ratio)")
                .notBlank("name", " ");

        assertThatThrownBy(faults::raise)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("traffic: rate is -5.0 per second; it must be positive and finite; did you mean 5.0?"
                        + "; also, burst is 0 requests; it must be at least 1"
                        + "; also, share is 2.0 (ratio); it must be from 0.0 to 1.0"
                        + "; also, name is empty; enter a name");
    }

    @Test
    void refusesNotANumber() {
        assertThat(Violations.in("x")
                        .positive("a", Double.NaN, "s")
                        .notNegative("b", Double.NaN, "s")
                        .within(0, 1, "c", Double.NaN, "s")
                        .found())
                .hasSize(3);
    }

    @Test
    void looksAtRelationsOnlyOnceTheValuesAreRight() {
        assertThat(Violations.in("x").find("first").thenFindIf(true, "second").found())
                .containsExactly("first");
        assertThat(Violations.in("x").thenFindIf(true, "second").found()).containsExactly("second");
    }

    @Test
    void staysSilentWhenNothingIsWrong() {
        Violations.in("x").positive("a", 1, "s").notNegative("b", 0, "s").raise();
    }

    @Test
    void offersTheNearestName() {
        List<String> known = List.of("llama-3.1-8b", "llama-3.1-70b", "qwen3-8b");

        assertThat(DidYouMean.message("model", "lama-3.1-8b", known))
                .isEqualTo("unknown model \"lama-3.1-8b\"; did you mean \"llama-3.1-8b\"?");
        assertThat(DidYouMean.to("LLAMA3.1-8B", known)).contains("llama-3.1-8b");
        assertThat(DidYouMean.to("qwen3", known)).contains("qwen3-8b");
        assertThat(DidYouMean.to("q", known)).isEmpty();
        assertThat(DidYouMean.to("h10", List.of("a10", "h100"))).contains("h100");
        assertThat(DidYouMean.to("meta-llama/Llama-3.1-70B", known)).contains("llama-3.1-70b");
    }

    @Test
    void listsWhatIsKnownWhenNothingIsNear() {
        assertThat(DidYouMean.message("GPU", "abacus", List.of("t4", "h100")))
                .isEqualTo("unknown GPU \"abacus\"; known: h100, t4");
    }
}
