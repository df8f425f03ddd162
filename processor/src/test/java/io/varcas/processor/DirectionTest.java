package io.varcas.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rooms of the processor, and who may enter which. */
class DirectionTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.varcas.processor");

    @Test
    void roomsAreEnteredOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("processor")
                .definedBy("io.varcas.processor")
                .layer("read")
                .definedBy("..processor.read..")
                .layer("check")
                .definedBy("..processor.check..")
                .layer("emit")
                .definedBy("..processor.emit..")
                .layer("resolve")
                .definedBy("..processor.resolve..")
                .layer("model")
                .definedBy("..processor.model..")
                .whereLayer("processor")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("read")
                .mayOnlyBeAccessedByLayers("processor")
                .whereLayer("emit")
                .mayOnlyBeAccessedByLayers("processor")
                .whereLayer("check")
                .mayOnlyBeAccessedByLayers("processor", "read")
                .whereLayer("resolve")
                .mayOnlyBeAccessedByLayers("processor", "check", "emit")
                .check(CLASSES);
    }

    @Test
    void onlyTheEdgeKnowsTheCompiler() {
        noClasses()
                .that()
                .resideInAnyPackage("..processor.model..", "..processor.resolve..", "..processor.check..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.lang.model..", "javax.annotation.processing..", "javax.tools..", "com.sun..")
                .check(CLASSES);
    }

    @Test
    void onlyEmittingKnowsHowSourceIsWritten() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..processor.emit..", "io.varcas.processor")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.palantir..")
                .check(CLASSES);
    }
}
