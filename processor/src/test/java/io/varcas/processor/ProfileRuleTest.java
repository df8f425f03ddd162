package io.varcas.processor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileRuleTest {

    /** Stands for the interface of the framework, so that these tests do not depend on its methods. */
    private static final String PROBES = """
            package io.varcas.probe;
            public interface Probe {
                class Mine implements Probe {}
                class Closed implements Probe { Closed() {} }
                abstract class Half implements Probe {}
                class Other {}
            }
            """;

    @Test
    void acceptsBuiltInProfilersAndClassesOfOnesOwn() {
        Expect.accepted(
                PROBES, chat("@Profile({Profile.TELEMETRY, \"server-metrics\", \"io.varcas.probe.Probe$Mine\"})"));
        Expect.accepted(PROBES, chat("@Profile({})"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "@Profile(/*PRO001*/\"telemetri\") | unknown profiler \"telemetri\"; did you mean \"telemetry\"?",
                "@Profile({\"telemetry\", /*PRO001*/\"nsys\"}) | unknown profiler \"nsys\"; use one of server-metrics, telemetry,"
                        + " or the name of a class that implements io.varcas.probe.Probe",
                "@Profile(/*PRO001*/\"com.acme.Probe\") | unknown profiler \"com.acme.Probe\"; use one of server-metrics,"
                        + " telemetry, or the name of a class that implements io.varcas.probe.Probe",
                "@Profile(/*PRO002*/\"io.varcas.probe.Probe.Mine\") | profiler io.varcas.probe.Probe.Mine is loaded by its"
                        + " binary name; did you mean \"io.varcas.probe.Probe$Mine\"?",
                "@Profile(/*PRO002*/\"io.varcas.probe.Probe$Other\") | profiler io.varcas.probe.Probe$Other does not implement"
                        + " io.varcas.probe.Probe",
                "@Profile(/*PRO002*/\"io.varcas.probe.Probe$Closed\") | profiler io.varcas.probe.Probe$Closed cannot be created;"
                        + " it must be public and concrete, with a public constructor without parameters",
                "@Profile(/*PRO002*/\"io.varcas.probe.Probe$Half\") | profiler io.varcas.probe.Probe$Half cannot be created; it"
                        + " must be public and concrete, with a public constructor without parameters",
                "@Profile({\"telemetry\", /*PRO003*/\"telemetry\"}) | the profiler \"telemetry\" is named twice; remove one",
            })
    void refusesOthers(String annotation, String text) {
        Expect.refused(java.util.List.of(PROBES, chat(annotation)), text);
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
