package io.varcas.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import io.varcas.workload.WorkloadSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The order of places: prompt method, class, superclasses, then the annotations on the annotations of each. */
class ResolutionTest {

    @Test
    void resolvesEachMemberAtItsNearestPlace() {
        WorkloadSpec spec = spec("""
            package a;
            import io.varcas.annotation.*;
            @Workload
            @ChatTraffic
            @InputTokens(std = 2)
            class Chat extends Base {
                @Prompt @InputTokens(distribution = Distribution.NORMAL) String next() { return ""; }
            }
            @InputTokens(distribution = Distribution.FIXED, std = 3, min = 3)
            abstract class Base {}
            @Company
            @InputTokens(distribution = Distribution.FIXED, std = 4, min = 4, max = 400)
            @interface ChatTraffic {}
            @InputTokens(distribution = Distribution.FIXED, std = 5, min = 5, max = 500, mean = 55)
            @interface Company {}
            """);
        assertThat(spec.settings())
                .isEqualTo(Map.of(
                        "inputTokens.distribution", "normal",
                        "inputTokens.std", "2",
                        "inputTokens.min", "3",
                        "inputTokens.max", "400",
                        "inputTokens.mean", "55"));
    }

    @Test
    void takesTheTargetOfAWorkload() {
        WorkloadSpec spec = spec("""
            package a;
            import io.varcas.annotation.*;
            @Workload(target = "launch:server.yaml")
            class Chat {}
            """);
        assertThat(spec.settings()).isEqualTo(Map.of("target", "launch:server.yaml"));
    }

    @Test
    void makesAClassAWorkloadByATeamsOwnAnnotation() {
        Compiled compiled = Expect.accepted("""
            package a;
            import io.varcas.annotation.*;
            @ChatTraffic
            class Chat {}
            @Workload(name = "not inherited", description = "chat of all kinds")
            @Sla(metric = "ttft.p95", atMost = 500)
            @Sla(metric = "goodput", atLeast = 18)
            @Profile(Profile.TELEMETRY)
            @interface ChatTraffic {}
            """);
        WorkloadSpec spec = compiled.runner("a.Chat_Runner").spec();
        assertThat(spec.name()).isEqualTo("Chat");
        assertThat(spec.description()).isEqualTo("chat of all kinds");
        assertThat(spec.objectives()).hasSize(2);
        assertThat(spec.settings()).containsEntry("profilers", "telemetry");
    }

    @Test
    void makesAClassAWorkloadByItsSuperclassButNotByItsName() {
        Compiled compiled = Expect.accepted("""
            package a;
            import io.varcas.annotation.*;
            @Workload(name = "low", model = "m")
            class Low {}
            """, """
            package a;
            abstract class Between extends Low {}
            """, """
            package a;
            @io.varcas.annotation.OpenLoop(rate = 9)
            class High extends Between {}
            """);
        assertThat(compiled.runner("a.Low_Runner").spec().name()).isEqualTo("low");
        WorkloadSpec high = compiled.runner("a.High_Runner").spec();
        assertThat(high.name()).isEqualTo("High");
        assertThat(high.settings()).isEqualTo(Map.of("model", "m", "rate", "9"));
    }

    @Test
    void takesAnEmptyTextOrArrayAsNotSet() {
        WorkloadSpec spec = spec("""
            package a;
            import io.varcas.annotation.*;
            @Workload(model = "", description = "")
            @Fork(jvm = "", jvmArgs = {})
            class Chat extends Base {}
            @Fork(jvmArgs = {"-Xmx1g", "-Dname=a b"})
            abstract class Base {}
            """);
        assertThat(spec.settings()).isEqualTo(Map.of("jvmArgs", "-Xmx1g \"-Dname=a b\""));
    }

    @Test
    void readsSuperclassesAndAnnotationsFromClassFiles() {
        Compilation library = Compile.sources("""
            package lib;
            import io.varcas.annotation.*;
            @Workload @OpenLoop(rate = 3) @Sla(metric = "goodput", atLeast = 1)
            public @interface Traffic {}
            """, """
            package lib;
            import io.varcas.annotation.*;
            @Traffic @Measurement(iterations = 4)
            public class Base {
                @Param({"1", "2"}) public int seed;
                @Setup public void open() {}
            }
            """);
        Compilation compilation = Compile.against(ClassFolder.of(library), """
            package a;
            class Chat extends lib.Base {}
            """);
        assertThat(compilation.diagnostics()).isEmpty();
        WorkloadSpec spec =
                Compiled.load(library, compilation).runner("a.Chat_Runner").spec();
        assertThat(spec.settings()).isEqualTo(Map.of("rate", "3", "measurement.iterations", "4"));
        assertThat(spec.parameters()).extracting(parameter -> parameter.name()).containsExactly("seed");
        assertThat(spec.objectives()).hasSize(1);
    }

    @Test
    void pointsAtTheClassForFaultsThatClassFilesHold() {
        Compilation library = Compile.withoutUs("""
            package lib;
            import io.varcas.annotation.*;
            @OpenLoop(rate = -3) @Sla(metric = "goodputt", atLeast = 1)
            public @interface Traffic {}
            """, """
            package lib;
            import io.varcas.annotation.*;
            @Fork(-1)
            public class Base { @Setup protected void open() {} }
            """);
        Compilation compilation = Compile.against(ClassFolder.of(library), """
            package a;
            import io.varcas.annotation.*;
            @Workload
            @lib.Traffic
            class Chat extends lib.Base {}
            """);
        assertThat(compilation.errors())
                .extracting(
                        fault -> fault.getLineNumber() + ":" + fault.getColumnNumber() + " " + fault.getMessage(null))
                .containsExactlyInAnyOrder(
                        "4:1 [SET001] rate = \"-3\": must be a number greater than 0; did you mean 3? (written on"
                                + " @lib.Traffic)",
                        "4:1 [SLA004] unknown metric \"goodputt\"; did you mean \"goodput\"? (written on @lib.Traffic)",
                        "5:1 [SET001] forks = \"-1\": must be a whole number from 0 to 1000; did you mean 1? (written"
                                + " on lib.Base)",
                        "5:1 [MTH004] the @Setup method open is declared in lib.Base and not public, so the runner in"
                                + " package a cannot call it; make it public, or override it (written on lib.Base)");
    }

    @Test
    void putsUpWithLibrariesWhoseOwnAnnotationsAreAbsent() {
        Compilation library = Compile.withoutUs("""
            package lib;
            import java.lang.annotation.*;
            @Retention(RetentionPolicy.RUNTIME)
            public @interface Absent { Class<?> value() default Object.class; }
            """, """
            package lib;
            @Absent(Absent.class) @io.varcas.annotation.OpenLoop(rate = 3)
            public @interface Traffic {}
            """, """
            package lib;
            @Absent @Traffic
            public class Base { @Absent public void other() {} }
            """);
        Compilation compilation = Compile.against(ClassFolder.of(library, file -> !file.contains("Absent")), """
            package a;
            @io.varcas.annotation.Workload @lib.Traffic
            class Chat extends lib.Base {}
            """, """
            package a;
            @lib.Traffic
            abstract class Other extends lib.Base {}
            """);
        assertThat(compilation.errors()).isEmpty();
        assertThat(Compiled.load(library, compilation)
                        .runner("a.Chat_Runner")
                        .spec()
                        .settings())
                .isEqualTo(Map.of("rate", "3"));
    }

    @Test
    void reportsAnInheritedFaultOnce() {
        Expect.refused(List.of("""
            package a;
            import io.varcas.annotation.*;
            @Workload class One extends Base {}
            @Workload class Two extends Base {}
            @OpenLoop(rate = /*SET001*/-1) abstract class Base {}
            """), "rate = \"-1\": must be a number greater than 0; did you mean 1?");
    }

    private static WorkloadSpec spec(String source) {
        return Expect.accepted(source).runner("a.Chat_Runner").spec();
    }
}
