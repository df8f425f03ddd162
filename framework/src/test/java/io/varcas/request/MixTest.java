package io.varcas.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.setting.Layer;
import io.varcas.setting.PromptSettings;
import io.varcas.setting.type.SettingException;
import io.varcas.workload.Plans;
import io.varcas.workload.TrafficPart;
import io.varcas.workload.WorkloadPlan;
import io.varcas.workload.WorkloadSpec;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixTest {

    private static final String MIX = "mix=\"chat 60 inputTokens=50 outputTokens=150\""
            + " \"rag 30 prompt.content=rag inputTokens.mean=2500 inputTokens.std=1000 inputTokens.min=500 inputTokens.max=8000\""
            + " \"code 10 prompt.content=code inputTokens=2000\"";

    @Test
    void drawsPartsByWeight() {
        RequestMaker maker = Requests.counted(MIX);
        int n = 10_000;
        Map<String, Long> counts = LongStream.range(0, n)
                .mapToObj(i -> maker.make(i).part())
                .collect(Collectors.groupingBy(part -> part, Collectors.counting()));
        Map.of("chat", 0.6, "rag", 0.3, "code", 0.1)
                .forEach((part, share) -> assertThat((double) counts.getOrDefault(part, 0L))
                        .as("%s, four standard deviations of a binomial", part)
                        .isBetween(
                                n * share - 4 * Math.sqrt(n * share * (1 - share)),
                                n * share + 4 * Math.sqrt(n * share * (1 - share))));
    }

    @Test
    void givesEachPartWhatItSaysAndTheWorkloadsOwnOtherwise() {
        WorkloadPlan plan = Plans.of(MIX, "outputTokens=77");
        assertThat(plan.isMix()).isTrue();
        assertThat(plan.parts()).extracting(TrafficPart::name).containsExactly("chat", "rag", "code");
        assertThat(plan.parts().get(0).output().clampedMean()).isEqualTo(150);
        assertThat(plan.parts().get(1).output().clampedMean()).isEqualTo(77);
        assertThat(plan.parts().get(1).input().min()).isEqualTo(500);
        assertThat(plan.meanOutputTokens()).isEqualTo(0.6 * 150 + 0.4 * 77);
        PlannedRequest code = LongStream.range(0, 100)
                .mapToObj(Requests.counted(MIX)::make)
                .filter(request -> request.part().equals("code"))
                .findFirst()
                .orElseThrow();
        assertThat(code.prompt().messages().get(0).content()).startsWith("# File context:");
        assertThat(code.input().tokens()).isEqualTo(2000);
    }

    @Test
    void isTakenAwayByNone() {
        assertThat(Plans.of("mix=none").isMix()).isFalse();
    }

    @Test
    void isWrittenAsItIsRead() {
        WorkloadSpec spec =
                WorkloadSpec.of("a.Mixed", "Mixed").set("mix", MIX.substring(4)).build();
        String written = Objects.requireNonNull(spec.settings().get("mix"));
        assertThat(PromptSettings.MIX.format(PromptSettings.MIX.parse(written))).isEqualTo(MIX.substring(4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"chat\" | mix: part \"chat\": must be written \"name weight setting=value ...\", such as \"chat 60"
                        + " inputTokens=50\"",
                "\"chat none\" | mix: part \"chat none\": weight none must be a number greater than 0",
                "\"chat 1 inputToken=50\" | mix: part \"chat 1 inputToken=50\": a part has no setting \"inputToken\"; did you"
                        + " mean \"inputTokens\"?",
                "\"chat 1 inputTokens=0\" | mix: part \"chat 1 inputTokens=0\": inputTokens = \"0\": must be a whole number from 1"
                        + " to 1000000; did you mean 1?",
                "\"chat 1\" \"chat 2\" | mix: two parts have the same name; use a distinct name for each",
                "\"chat 1 inputTokens.mean=9 inputTokens.min=10 inputTokens.std=1\" | mix: part chat: inputTokens: log-normal"
                        + " lengths: mean 9.0 is below min 10; use a mean of at least 10",
            })
    void refusesPartsThatAreWrong(String mix, String message) {
        assertThatThrownBy(() -> Plans.of("mix=" + mix))
                .isInstanceOf(SettingException.class)
                .hasMessage(message);
    }

    @Test
    void refusesALengthOnTheCommandLineThatNoPartWouldHeed() {
        Map<Layer, Map<String, String>> settings = Map.of(
                Layer.COMMAND_LINE, Map.of("inputTokens", "64"),
                Layer.ANNOTATION, Map.of("mix", MIX.substring(4)));
        assertThatThrownBy(() -> Plans.of(settings))
                .isInstanceOf(SettingException.class)
                .hasMessage(
                        "inputTokens is set (command line), but every part of the mix has its own; set mix, or mix ="
                                + " none");
    }
}
