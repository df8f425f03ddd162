package io.varcas.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;

import org.junit.jupiter.api.Test;

class PlacementRuleTest {

    private static final String HEAD = "package a;\nimport io.varcas.annotation.*;\n";

    @Test
    void warnsOfAnnotationsThatHaveNoEffect() {
        Expect.warned(
                HEAD + """
                        /*CLS013*/@OpenLoop(rate = -1)
                        class Chat {
                            @Param("1") int /*CLS013*/p;
                            @Prompt String /*CLS013*/next() { return ""; }
                            @Setup void /*CLS013*/open() {}
                            @TearDown void /*CLS013*/close() {}
                        }
                        """,
                warning("OpenLoop"),
                warning("Param"),
                warning("Prompt"),
                warning("Setup"),
                warning("TearDown"));
    }

    @Test
    void warnsOfAnnotationsOnInterfaces() {
        Expect.warned(HEAD + "/*CLS013*/@Fork(2) interface Chat {}", warning("Fork"));
    }

    @Test
    void reportsNothingOfWhatWorkloadsInheritFrom() {
        assertThat(Compile.sources(
                        HEAD + """
                                @OpenLoop(rate = 1) abstract class Base {
                                    @Param("1") int p;
                                    @Prompt abstract String next();
                                }
                                """, HEAD + "@Workload @Sla(metric = \"goodput\", atLeast = 1) @interface Traffic {}"))
                .succeededWithoutWarnings();
    }

    @Test
    void checksTheValuesOfWhatWorkloadsInheritFrom() {
        Expect.refused(
                HEAD + """
                        @OpenLoop(rate = /*SET001*/-1) abstract class Base {}
                        @Sla(metric = /*SLA004*/"goodputt", atLeast = 1) @interface Traffic {}
                        """,
                "rate = \"-1\": must be a number greater than 0; did you mean 1?",
                "unknown metric \"goodputt\"; did you mean \"goodput\"?");
    }

    private static String warning(String annotation) {
        return "@%s has no effect here, because Chat is not a workload; add @Workload, or make it abstract if workloads extend it"
                .formatted(annotation);
    }
}
