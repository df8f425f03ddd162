package io.varcas.processor;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileRuleTest {

    private static final String PROBES = """
        package b;
        import io.varcas.profiler.*;
        import java.util.Optional;
        public class Watch {
            public abstract static class Half implements Profiler {
                @Override public String name() { return "mine"; }
                @Override public String meaning() { return "nothing"; }
                @Override public Optional<String> obstacle(ProfilerContext context) { return Optional.empty(); }
            }
            public static class Mine extends Half {
                @Override public ProfilerRun start(ProfilerContext context) { throw new IllegalStateException(); }
            }
            public static class Closed extends Mine { Closed() {} }
            public class Inner extends Mine {}
        }
        """;

    @Test
    void acceptsBuiltInProfilersAndClassesOfOnesOwn() {
        Expect.accepted(
                PROBES,
                chat("@Profile({Profile.TELEMETRY, \"server-metrics\", \"otlp:port=14318\", \"b.Watch$Mine\"})"));
        Expect.accepted(PROBES, chat("@Profile({})"));
        Expect.accepted(PROBES, chat("@Profile({\"torch:dir=/traces;seconds=3\", \"b.Watch$Mine:a=b\"})"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "@Profile(/*PRO002*/\"b.Watch.Mine\") | profiler b.Watch.Mine is loaded by its binary name; did you"
                        + " mean \"b.Watch$Mine\"?",
                "@Profile(/*PRO002*/\"b.Watch\") | profiler b.Watch does not implement"
                        + " io.varcas.profiler.Profiler",
                "@Profile(/*PRO002*/\"b.Watch$Closed\") | profiler b.Watch$Closed cannot be created;"
                        + " it must be public and concrete, with a public constructor without parameters",
                "@Profile(/*PRO002*/\"b.Watch$Half\") | profiler b.Watch$Half cannot be created; it"
                        + " must be public and concrete, with a public constructor without parameters",
                "@Profile(/*PRO002*/\"b.Watch$Inner\") | profiler b.Watch$Inner cannot be created; it must be public and concrete,"
                        + " with a public constructor without parameters",
                "@Profile(/*PRO004*/\"torch:second=3\") | profiler torch: unknown option \"second\"; did you mean \"seconds\"?",
                "@Profile(/*PRO004*/\"telemetry:a=b\") | profiler telemetry takes no options, but has \"a\"",
                "@Profile({\"telemetry\", /*PRO003*/\"telemetry\"}) | the profiler \"telemetry\" is named twice; remove one",
            })
    void refusesOthers(String annotation, String text) {
        Expect.refused(List.of(PROBES, chat(annotation)), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "@Profile(/*PRO001*/\"telemetri\") | unknown profiler \"telemetri\"; did you mean \"telemetry\"?",
                "@Profile({\"telemetry\", /*PRO001*/\"vtune\"}) | unknown profiler \"vtune\"; known are async, dcgm, jfr,"
                        + " ncu, nsys, otlp, server-metrics, server-profile, telemetry, torch, and the class path of the run may hold others",
                "@Profile(/*PRO001*/\"com.acme.Sampler\") | unknown profiler \"com.acme.Sampler\"; known are async, dcgm, jfr,"
                        + " ncu, nsys, otlp, server-metrics, server-profile, telemetry, torch, and the class path of the run may hold others",
            })
    void warnsOfNamesThatOnlyTheRunCanKnow(String annotation, String text) {
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
