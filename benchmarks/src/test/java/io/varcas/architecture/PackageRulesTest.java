package io.varcas.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what each {@code package-info} says of its imports, and how many files a package may have. */
class PackageRulesTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final List<String> MODULES =
            List.of("hardware-profiles", "framework", "reports", "processor", "benchmarks");

    /** Files of a package that can be overlooked. */
    private static final int MOST_FILES = 32;

    /** Packages that may hold more: the simulator, whose types would all become public, and flat collections. */
    private static final Set<String> LARGE = Set.of(
            "io.varcas.simulator",
            "io.varcas.annotation",
            "io.varcas.processor.check",
            "io.varcas.dataset.format",
            "io.varcas.reports.peer");

    private static final Map<String, Set<String>> PACKAGES = new TreeMap<>();
    private static final Map<String, Integer> FILES = new TreeMap<>();
    private static final Map<String, PackageRule> RULES = new TreeMap<>();
    private static JavaClasses classes;

    @BeforeAll
    static void readsTheSources() throws IOException {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.varcas");
    }

    static Stream<PackageRule> rules() throws IOException {
        for (String module : MODULES) {
            Path sources = ROOT.resolve(module).resolve("src/main/java");
            Set<String> packages = new TreeSet<>();
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    String name =
                            sources.relativize(file.getParent()).toString().replace('/', '.');
                    packages.add(name);
                    FILES.merge(name, 1, Integer::sum);
                    if (file.endsWith("package-info.java")) {
                        RULES.put(name, PackageRule.read(file));
                    }
                }
            }
            PACKAGES.put(module, packages);
        }
        return RULES.values().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void importsNothingThatItsDescriptionExcludes(PackageRule rule) {
        Set<String> all = PACKAGES.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        Set<String> own = PACKAGES.values().stream()
                .filter(packages -> packages.contains(rule.name()))
                .findFirst()
                .orElseThrow();
        Set<String> forbidden = rule.forbidden(all, own);
        assertThat(classes.stream()
                        .filter(type -> type.getPackageName().equals(rule.name()))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .filter(dependency -> isIn(target(dependency), forbidden)))
                .as(rule.name() + " must not import " + rule.sentence())
                .isEmpty();
    }

    private static boolean isIn(String name, Set<String> forbidden) {
        return forbidden.contains(name)
                || (!name.startsWith("io.varcas.") && forbidden.stream().anyMatch(one -> name.startsWith(one + ".")));
    }

    private static String target(Dependency dependency) {
        JavaClass target = dependency.getTargetClass();
        return target.isArray() ? target.getBaseComponentType().getPackageName() : target.getPackageName();
    }

    @Test
    void everyPackageSaysWhatItMustNotImport() throws IOException {
        List<String> silent = rules().filter(rule -> rule.sentence().isEmpty())
                .map(PackageRule::name)
                .filter(name -> !name.startsWith("io.varcas.benchmarks"))
                .toList();
        assertThat(silent).isEmpty();
        assertThat(RULES.keySet()).containsExactlyInAnyOrderElementsOf(FILES.keySet());
    }

    @Test
    void theArchitectureListsEveryPackage() throws IOException {
        assertThat(rules()).isNotEmpty();
        String page = Files.readString(ROOT.resolve("ARCHITECTURE.md"));
        assertThat(FILES.keySet().stream()
                        .map(name -> name.substring("io.varcas.".length()))
                        .filter(name -> !name.matches("benchmarks\\.(chat|rag|code|mixed)")))
                .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
    }

    @Test
    void noPackageHoldsMoreFilesThanCanBeOverlooked() throws IOException {
        assertThat(rules()).isNotEmpty();
        FILES.keySet().removeAll(LARGE);
        assertThat(FILES).allSatisfy((name, files) -> assertThat(files).as(name).isLessThanOrEqualTo(MOST_FILES));
    }
}
