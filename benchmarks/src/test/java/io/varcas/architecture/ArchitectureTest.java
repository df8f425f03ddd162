package io.varcas.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the direction of modules and packages: what ARCHITECTURE.md says is true. */
class ArchitectureTest {

    private static final String ROOT = "io.varcas.";

    /** Packages from the bottom to the top; none may depend on one that comes after it. */
    private static final List<String> ORDER = List.of(
            "validation",
            "document",
            "traffic",
            "hardware",
            "model",
            "routing",
            "engine",
            "roofline",
            "queueing",
            "calibration",
            "deployment",
            "sizing", // hardware-profiles
            "annotation",
            "setting",
            "extension",
            "stats",
            "text",
            "record",
            "metric",
            "stages",
            "validity",
            "sla",
            "workload",
            "request",
            "dataset",
            "transport",
            "client",
            "launch",
            "load",
            "accuracy",
            "profiler",
            "doctor",
            "utilization",
            "balance",
            "simulator",
            "result",
            "prediction",
            "compare",
            "history",
            "supply",
            "fork",
            "runner",
            "tune",
            "junit",
            "cli", // framework
            "reports",
            "processor",
            "benchmarks");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.varcas");

    @ParameterizedTest
    @MethodSource("order")
    void dependsOnNothingAboveIt(String name) {
        List<String> above = new ArrayList<>(ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size()));
        if (!above.isEmpty()) {
            noClasses()
                    .that(resideIn(name))
                    .should()
                    .dependOnClassesThat(new DescribedPredicate<>("reside in a package above " + name) {
                        @Override
                        public boolean test(JavaClass other) {
                            return above.stream().anyMatch(upper -> isIn(other, upper));
                        }
                    })
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    static List<String> order() {
        return ORDER;
    }

    @Test
    void knowsEveryPackage() {
        classes()
                .should(new com.tngtech.archunit.lang.ArchCondition<>("reside in a package of the order") {
                    @Override
                    public void check(JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
                        boolean known = ORDER.stream().anyMatch(name -> isIn(type, name));
                        events.add(new com.tngtech.archunit.lang.SimpleConditionEvent(
                                type, known, type.getName() + " is in a package that the order does not know"));
                    }
                })
                .check(CLASSES);
    }

    @Test
    void hasNoCycles() {
        slices().matching("io.varcas.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void predictionKnowsNothingOfTheRest() {
        noClasses()
                .that(resideIn("engine").or(resideIn("sizing")).or(resideIn("roofline")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.varcas.metric..", "io.varcas.client..", "java.net.http..", "io.netty..")
                .check(CLASSES);
    }

    @Test
    void annotationsNeedNothingButTheJdk() {
        noClasses()
                .that(resideIn("annotation"))
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "io.varcas.annotation", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineAndReportsPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.varcas.cli..", "io.varcas.reports..", "io.varcas.benchmarks..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> resideIn(String name) {
        return new DescribedPredicate<>("reside in " + ROOT + name) {
            @Override
            public boolean test(JavaClass type) {
                return isIn(type, name);
            }
        };
    }

    private static boolean isIn(JavaClass type, String name) {
        return type.getPackageName().equals(ROOT + name)
                || type.getPackageName().startsWith(ROOT + name + ".");
    }
}
