package io.varcas.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerFlagRuleTest {

    @Test
    void takesTheNearestOfEachFlag() {
        Compiled compiled = Expect.accepted("""
            package a;
            import io.varcas.annotation.*;
            @Workload
            @ServerFlag(name = "max-num-seqs", value = {"4", "16"})
            @ServerFlag(name = "enable_prefix_caching", value = "off")
            class Chat extends Base {}
            @Small
            @ServerFlag(name = "enable-prefix-caching", value = "on")
            abstract class Base {}
            @ServerFlag(name = "max-num-seqs", value = "1")
            @ServerFlag(name = "compilation-config.level", value = "{\\"level\\": 3, \\"x\\": 1}")
            @interface Small {}
            """);
        assertThat(compiled.runner("a.Chat_Runner").spec().settings())
                .isEqualTo(Map.of(
                        "flag.max-num-seqs", "4,16",
                        "flag.enable-prefix-caching", "off",
                        "flag.compilation-config.level", "{\"level\": 3, \"x\": 1}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "@ServerFlag(name = /*FLG001*/\"max num seqs\", value = \"4\") | server flag \"max num seqs\": must be"
                        + " the name of a flag, such as max-num-seqs for --max-num-seqs",
                "@ServerFlag(name = /*FLG001*/\"no-enable-prefix-caching\", value = \"on\") | server flag"
                        + " no-enable-prefix-caching: write enable-prefix-caching=off for --no-enable-prefix-caching",
                "@ServerFlag(name = \"dtype\", value = {\"half\", /*FLG001*/\"\"}) | server flag dtype: needs a value;"
                        + " use on or off for a switch, and unset for the server's default",
                "@ServerFlag(name = /*FLG001*/\"dtype\", value = {}) | server flag dtype has no value",
                "@ServerFlag(name = \"dtype\", value = \"half\") @ServerFlag(name = /*FLG003*/\"--dtype\", value ="
                        + " \"float32\") | the server flag --dtype is set twice here; remove one, or write both values in"
                        + " one @ServerFlag to sweep over them",
            })
    void refusesWhatCannotBeRight(String annotation, String text) {
        Expect.refused(chat(annotation), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "@ServerFlag(name = /*FLG002*/\"max-num-seq\", value = \"4\") | server flag max-num-seq is unknown to"
                        + " vLLM 0.32.0; did you mean \"max-num-seqs\"?",
                "@ServerFlag(name = /*FLG002*/\"warp-drive-frobnication\", value = \"4\") | server flag"
                        + " warp-drive-frobnication is unknown to vLLM 0.32.0; another version may have it",
            })
    void warnsOfFlagsThatVllmIsNotKnownToHave(String annotation, String text) {
        Expect.warned(chat(annotation), text);
    }

    private static String chat(String annotation) {
        return """
            package a;
            import io.varcas.annotation.*;
            @Workload
            %s
            class Chat {}
            """.formatted(annotation);
    }
}
