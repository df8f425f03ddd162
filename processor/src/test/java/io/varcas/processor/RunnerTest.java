package io.varcas.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.testing.compile.Compilation;
import io.varcas.annotation.Severity;
import io.varcas.annotation.Unit;
import io.varcas.setting.type.SettingException;
import io.varcas.sla.Objective;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.WorkloadDefinition;
import io.varcas.workload.WorkloadInstance;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunnerTest {

    private static final String CHAT = """
            package com.acme;
            import io.varcas.annotation.*;
            import io.varcas.workload.*;
            import java.util.*;
            import java.util.concurrent.TimeUnit;
            @Workload(description = "people typing", model = "m", timeout = 2.5)
            @OpenLoop(arrivals = Arrivals.CONSTANT, rate = 20)
            @Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
            @Sampling(stop = {"\\n\\n", "User:"})
            @Sla(metric = "ttft.p95", atMost = 0.5, unit = Unit.SECONDS, reason = "typing \\"indicator\\"")
            @Sla(metric = "goodput", atLeast = 18, severity = Severity.WARN, minSamples = 300)
            @Profile({Profile.TELEMETRY, Profile.SERVER_METRICS})
            class Chat {
                static final List<String> CALLS = new ArrayList<>();
                enum Mode { SHORT, LONG }
                @Param({"5", "20"}) double rate;
                @Param Mode mode;
                @Param("a") String text;
                @Setup void open() { CALLS.add("open " + rate + " " + mode + " " + text); }
                @TearDown void close() throws Exception { CALLS.add("close"); throw new Exception("cannot close"); }
                @TearDown void report() { CALLS.add("report"); }
                @Prompt String next(PromptContext context) { return mode + " question"; }
            }
            """;

    @Test
    void statesWhatTheAnnotationsSay() {
        WorkloadDefinition runner = runner();
        assertThat(runner.spec().className()).isEqualTo("com.acme.Chat");
        assertThat(runner.spec().name()).isEqualTo("Chat");
        assertThat(runner.spec().description()).isEqualTo("people typing");
        assertThat(runner.spec().settings())
                .containsEntry("model", "m")
                .containsEntry("timeout", "2500ms")
                .containsEntry("arrivals", "constant")
                .containsEntry("rate", "20")
                .containsEntry("warmup.iterations", "2")
                .containsEntry("warmup.time", "500ms")
                .containsEntry("sampling.stop", "\"\\n\\n\" User:")
                .hasSize(8);
        assertThat(runner.spec().objectives())
                .containsExactly(
                        Objective.of(
                                "ttft.p95",
                                Objective.Direction.AT_MOST,
                                500,
                                Unit.MILLISECONDS,
                                "typing \"indicator\""),
                        Objective.of("goodput", Objective.Direction.AT_LEAST, 18, Unit.OWN, "")
                                .withSeverity(Severity.WARN)
                                .withMinSamples(300));
        assertThat(runner.spec().settings()).containsEntry("profilers", "telemetry server-metrics");
        assertThat(runner.spec().parameters())
                .extracting(parameter -> parameter.name() + " " + parameter.type() + " " + parameter.values())
                .containsExactly(
                        "rate double [5, 20]", "mode com.acme.Chat.Mode [SHORT, LONG]", "text java.lang.String [a]");
        assertThat(runner.spec().writesPrompts()).isTrue();
    }

    @Test
    void callsTheUsersMethodsWithItsParametersSet() throws Exception {
        Compiled compiled = Compiled.load(compilation());
        WorkloadInstance instance = compiled.runner("com.acme.Chat_Runner").newInstance();
        instance.set("rate", "7.5");
        instance.set("mode", "LONG");
        instance.set("text", "b");
        instance.setUp();
        assertThat(instance.prompt(Contexts.first())).isEqualTo(ChatPrompt.of("LONG question"));
        assertThatThrownBy(instance::tearDown).hasMessage("cannot close");
        assertThat(compiled.staticField("com.acme.Chat", "CALLS"))
                .isEqualTo(List.of("open 7.5 LONG b", "close", "report"));
    }

    @Test
    void refusesUnknownParametersAndValuesThatDoNotParse() {
        WorkloadInstance instance = runner().newInstance();
        assertThatThrownBy(() -> instance.set("rat", "1"))
                .isInstanceOf(SettingException.class)
                .hasMessage("Chat has no parameter \"rat\"; did you mean \"rate\"?");
        assertThatThrownBy(() -> instance.set("rate", "fast"))
                .isInstanceOf(SettingException.class)
                .hasMessage("rate = \"fast\": must be a number");
        assertThatThrownBy(() -> instance.set("mode", "LONGG"))
                .isInstanceOf(SettingException.class)
                .hasMessage("mode = \"LONGG\": no such constant; did you mean \"LONG\"?");
    }

    @Test
    void givesEveryForkAFreshObject() {
        WorkloadDefinition runner = runner();
        assertThat(runner.newInstance()).isNotSameAs(runner.newInstance());
    }

    private static Compilation compilation() {
        Compilation compilation = Compile.sources(CHAT);
        assertThat(compilation).succeededWithoutWarnings();
        return compilation;
    }

    private static WorkloadDefinition runner() {
        return Compiled.load(compilation()).runner("com.acme.Chat_Runner");
    }
}
