package io.varcas.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.deployment.DeploymentOption;
import io.varcas.engine.LinearStepTime;
import io.varcas.setting.type.SettingException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatedTargetTest {

    @Test
    void isTheDefaultWithoutOptions() {
        assertThat(SimulatedTarget.parse("sim:"))
                .isEqualTo(ServeOptions.builder().build());
        assertThat(SimulatedTarget.isSimulated("sim:")).isTrue();
        assertThat(SimulatedTarget.isSimulated("http://sim:80")).isFalse();
    }

    @Test
    void readsOptions() {
        ServeOptions options = SimulatedTarget.parse("sim:model=m,"
                + " max-num-seqs=4,max-num-batched-tokens=64,max-model-len=100,kv-tokens=160,block-size=8,step-base=2ms,"
                + "step-decode=0,step-context=0ns,step-prefill=10us,enable-prefix-caching=off,answer-tokens=7,seed=9,"
                + "api-key=k,keep-alive=100ms,max-num-queued-reqs=3,fault=split:1,fault=crlf,fault-every=2");
        assertThat(options.model()).isEqualTo("m");
        assertThat(options.engine().limits().maxNumSeqs()).isEqualTo(4);
        assertThat(options.engine().limits().maxNumBatchedTokens()).isEqualTo(64);
        assertThat(options.engine().limits().maxModelLen()).isEqualTo(100);
        assertThat(options.engine().limits().kvBlocks()).isEqualTo(20);
        assertThat(options.engine().limits().blockTokens()).isEqualTo(8);
        assertThat(options.engine().law()).isEqualTo(new LinearStepTime(2_000_000, 0, 0, 10_000));
        assertThat(options.engine().scheduling().prefixCaching()).isFalse();
        assertThat(options.engine().description())
                .isEqualTo(
                        "linear step times: 2.0 ms a step, 0.0 us more a decoding request, 0.0 ns a token of context,"
                                + " 10.0 us a prompt token");
        assertThat(options.answerTokens()).isEqualTo(7);
        assertThat(options.seed()).isEqualTo(9);
        assertThat(options.apiKey()).hasValue("k");
        assertThat(options.keepAlive()).isEqualTo(Duration.ofMillis(100));
        assertThat(options.maxQueuedRequests()).hasValue(3);
        assertThat(options.misbehaviour().faults())
                .containsExactly(new InjectedFault.Split(1), new InjectedFault.Crlf());
        assertThat(options.misbehaviour().with(1)).isEmpty();
        assertThat(options.misbehaviour().with(2)).hasSize(2);
    }

    @Test
    void letsTheCallerChooseWhereAndWhatItAnswers() {
        GivenOutputs known = prompt -> Optional.of("yes");
        ServeOptions options =
                SimulatedTarget.parse("sim:seed=7").listeningOn("0.0.0.0", 8000).answering(known);
        assertThat(options)
                .isEqualTo(ServeOptions.builder()
                        .seed(7)
                        .host("0.0.0.0")
                        .port(8000)
                        .answers(known)
                        .build());
    }

    @Test
    void answersFromAFileOfGroundTruth() {
        GivenOutputs answers = SimulatedTarget.parse("sim:answers=io/varcas/runner/truth.jsonl")
                .answers();
        assertThat(answers.to("2 + 2?")).hasValue("four");
        assertThat(answers.to("3 + 3?")).isEmpty();
        assertThatThrownBy(() -> SimulatedTarget.parse("sim:answers=nowhere.jsonl"))
                .hasMessageContaining("answers: ground truth \"nowhere.jsonl\" is neither a file nor a resource");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "max-num-seq=4|unknown option \"max-num-seq\"; did you mean \"max-num-seqs\"?",
                "max-num-seqs|option max-num-seqs needs a value, as in max-num-seqs=256",
                "max-num-seqs=many|max-num-seqs: \"many\" is not a whole number",
                "seed=1,seed=2|option seed is given twice",
                "enable-prefix-caching=maybe|enable-prefix-caching: \"maybe\" must be on or off",
                "step-base=soon|step-base: \"soon\" is not a time",
                "max-model-len=0|max-model-len is 0 tokens; it must be at least 2",
                "kv-tokens=100|the KV pool of 96 tokens is smaller than max-model-len 8192",
                "enable-chunked-prefill=off,max-num-batched-tokens=1000|without chunked prefill it must be at least",
                "fault=statu:503|fault: unknown fault \"statu\"; did you mean \"status\"?",
                "fault=status:200|must be a status from 400 to 599",
                "fault=crlf:1|write crlf",
                "fault=split|write split:7",
                "fault=split:0|0 must be at least 1",
                "fault=freeze:1s|write when and for how long",
                "fault-every=0|fault-every is 0 requests",
                "block-size=0|block size is 0 tokens",
            })
    void refusesWithTheNearestRightThing(String options, String message) {
        assertThatThrownBy(() -> SimulatedTarget.parse("sim:" + options))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("sim:" + options + ": ")
                .hasMessageContaining(message)
                .extracting(Throwable::getMessage)
                .satisfies(text -> assertThat(text).doesNotContain("\n"));
    }

    @Test
    void namesAllFaultsAtOnce() {
        assertThatThrownBy(() -> SimulatedTarget.parse("sim:sed=1,seed=x"))
                .hasMessageContaining("did you mean \"seed\"?")
                .hasMessageContaining("\"x\" is not a whole number");
    }

    @ParameterizedTest
    @MethodSource("io.varcas.simulator.InjectedFault#notations")
    void readsTheExampleOfEveryFault(String notation) {
        assertThat(InjectedFault.parse(notation)).isInstanceOf(InjectedFault.class);
    }

    @Test
    void helpsWithEveryOptionAtItsDefault() {
        assertThat(SimulatedTarget.help()).hasSize(SimulationOption.ALL.size() + 2 + DeploymentOption.values().length);
        for (SimulationOption option : SimulationOption.ALL) {
            String value = option.label().equals("answers") ? "io/varcas/runner/truth.jsonl" : option.defaultValue();
            assertThat(SimulatedTarget.parse("sim:" + option.label() + "=" + value))
                    .isNotNull();
        }
        assertThat(
                        SimulatedTarget.parse(
                                "sim:max-num-seqs=256,max-model-len=8192,max-num-batched-tokens=8192,kv-tokens=409600,"
                                        + "block-size=16,step-base=6ms,step-decode=20us,step-context=39ns,step-prefill=25us,answer-tokens=200,"
                                        + "seed=42,keep-alive=5s,model=varcas-sim,enable-chunked-prefill=on,enable-prefix-caching=on"))
                .isEqualTo(SimulatedTarget.parse("sim:"));
    }
}
