package io.varcas.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadRuleTest {

    private static final String NEVER_BOTH =
            "a load is open (@OpenLoop: users arrive at a rate) or closed (@ClosedLoop: users wait for each response), never both;"
                    + " remove one of them";

    @Test
    void refusesBothOnOneClass() {
        Expect.refused(chat("@OpenLoop(rate = 5) /*LOD001*/@ClosedLoop(users = 3)", ""), NEVER_BOTH);
    }

    @Test
    void refusesBothOnTheAnnotationsThatDecide() {
        Expect.refused(
                chat("@Traffic @Batch", "")
                        + "@OpenLoop @interface Traffic {}\n/*LOD001*/@ClosedLoop @interface Batch {}",
                NEVER_BOTH);
    }

    @Test
    void acceptsBothOnAnnotationsWhereSomethingNearerDecides() {
        assertSettings(
                chat("@Traffic @Batch @ClosedLoop(users = 8)", "")
                        + "@OpenLoop @interface Traffic {}\n@ClosedLoop(thinkTime = 2) @interface Batch {}",
                Map.of("users", "8", "thinkTime", "2s"));
    }

    @Test
    void letsAClassReplaceTheLoadOfItsSuperclass() {
        assertSettings(
                chat("@ClosedLoop(users = 8)", "").replace("class Chat", "class Chat extends Base")
                        + "@OpenLoop(rate = 50, arrivals = Arrivals.CONSTANT) abstract class Base {}",
                Map.of("users", "8"));
    }

    @Test
    void letsAClassReplaceTheLoadOfItsOwnAnnotations() {
        assertSettings(
                chat("@OpenLoop(rate = 3) @Batch", "") + "@ClosedLoop(users = 9) @interface Batch {}",
                Map.of("rate", "3"));
    }

    @Test
    void statesTheLoadThatABareAnnotationMeans() {
        assertSettings(chat("@ClosedLoop", ""), Map.of("users", "1"));
        assertSettings(
                chat("@OpenLoop(arrivals = Arrivals.CONSTANT)", ""), Map.of("rate", "1", "arrivals", "constant"));
    }

    @Test
    void letsAParameterDecide() {
        assertSettings(
                chat("@Traffic", "@Param({\"1\", \"2\"}) int users;") + "@OpenLoop(rate = 4) @interface Traffic {}",
                Map.of());
    }

    @Test
    void letsAParameterFixALengthThatIsDescribedFartherAway() {
        assertSettings(
                chat("@Traffic", "@Param(\"64\") int inputTokens;")
                        + "@InputTokens(mean = 9) @OutputTokens(mean = 7) @interface Traffic {}",
                Map.of("outputTokens.mean", "7"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@OpenLoop(rate = 5) | /*LOD002*/@Param(\"1\") int users; | the parameter users makes the load closed, but"
                        + " @OpenLoop makes it open; remove one of them",
                "@ClosedLoop(users = 5) | /*LOD002*/@Param(\"1\") double rate; | the parameter rate makes the load open, but"
                        + " @ClosedLoop makes it closed; remove one of them",
                "@Sampling | @Param(\"1\") double rate; /*LOD002*/@Param(\"1\") int users; | the parameter users makes the load"
                        + " closed, but the parameter rate makes it open; remove one of them",
                "@InputTokens(mean = 5) | /*LOD003*/@Param(\"64\") int inputTokens; | the parameter inputTokens fixes the"
                        + " length, but @InputTokens describes a distribution of it; remove one of them",
                "@OutputTokens(max = 500) | /*LOD003*/@Param(\"64\") int outputTokens; | the parameter outputTokens fixes the"
                        + " length, but @OutputTokens describes a distribution of it; remove one of them",
            })
    void refusesAParameterThatContradictsWhatIsAsNear(String annotation, String field, String text) {
        Expect.refused(chat(annotation, field), text);
    }

    @Test
    void refusesAParameterOfASuperclassThatTheClassContradicts() {
        Expect.refused(
                chat("@OpenLoop(rate = 5)", "").replace("class Chat", "class Chat extends Base")
                        + "abstract class Base { /*LOD002*/@Param(\"1\") int users; }",
                "the parameter users makes the load closed, but @OpenLoop makes it open; remove one of them");
    }

    private static void assertSettings(String source, Map<String, String> settings) {
        assertThat(Expect.accepted(source).runner("a.Chat_Runner").spec().settings())
                .isEqualTo(settings);
    }

    private static String chat(String annotation, String member) {
        return """
                package a;
                import io.varcas.annotation.*;
                @Workload
                %s
                class Chat {
                    %s
                }
                """.formatted(annotation, member);
    }
}
