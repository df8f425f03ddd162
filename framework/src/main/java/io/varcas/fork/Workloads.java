package io.varcas.fork;

import io.varcas.result.identity.VarcasVersion;
import io.varcas.setting.type.RegularExpression;
import io.varcas.validation.DidYouMean;
import io.varcas.validation.UsageException;
import io.varcas.workload.WorkloadDefinition;
import io.varcas.workload.WorkloadInstance;
import io.varcas.workload.WorkloadSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/** The workloads on the class path, as the annotation processor listed them. */
public final class Workloads {

    private static final String NONE = String.join(
            System.lineSeparator(),
            "no workloads found: META-INF/services/" + WorkloadDefinition.class.getName()
                    + " is not on the class path.",
            "Causes, the most frequent first:",
            "- Classes are older than the configuration, and were not compiled again: run mvn clean verify.",
            "- The annotation processor did not run. JDK 23 and later run none unless told to, and the compiler plugin"
                    + " below 3.5",
            "  (Maven 3.8 takes 3.1 where the pom names no version) does not know annotationProcessorPaths. With"
                    + " Maven:",
            "",
            "  <plugin>",
            "    <artifactId>maven-compiler-plugin</artifactId>",
            "    <version>3.15.0</version>",
            "    <configuration>",
            "      <annotationProcessorPaths>",
            "        <path>",
            "          <groupId>io.varcas</groupId>",
            "          <artifactId>varcas-processor</artifactId>",
            "          <version>" + VarcasVersion.current() + "</version>",
            "        </path>",
            "      </annotationProcessorPaths>",
            "    </configuration>",
            "  </plugin>",
            "",
            "- No class is annotated with @Workload, or only classes declared inside a method are, which annotation"
                    + " processors",
            "  never see: make the class top-level or static nested.",
            "- The services files were not merged into benchmarks.jar. When shading:",
            "",
            "  <transformer implementation=\"org.apache.maven.plugins.shade.resource.ServicesResourceTransformer\"/>");

    private static final Pattern LOCAL = Pattern.compile("\\$\\d");

    /** A definition that makes its spec, of which much is asked, only once. */
    private record Known(WorkloadSpec spec, WorkloadDefinition made) implements WorkloadDefinition {

        Known(WorkloadDefinition made) {
            this(made.spec(), made);
        }

        @Override
        public WorkloadInstance newInstance() {
            return made.newInstance();
        }
    }

    private final List<WorkloadDefinition> definitions;

    private Workloads(List<WorkloadDefinition> definitions) {
        this.definitions = definitions;
    }

    /**
     * Finds them.
     *
     * @throws UsageException if there are none, with what to do about it, or if a listed class is stale
     */
    public static Workloads discover() {
        List<WorkloadDefinition> found = new ArrayList<>();
        Iterator<WorkloadDefinition> services =
                ServiceLoader.load(WorkloadDefinition.class).iterator();
        try {
            while (services.hasNext()) {
                found.add(new Known(services.next()));
            }
        } catch (ServiceConfigurationError stale) {
            throw new UsageException("a listed workload cannot be loaded: " + stale.getMessage()
                    + "; the list is older than the classes: build again from clean");
        }
        if (found.isEmpty()) {
            throw new UsageException(NONE);
        }
        found.sort(Comparator.comparing(definition -> definition.spec().className()));
        return new Workloads(List.copyOf(found));
    }

    /**
     * Returns the workload of a class without loading all others: what the processor made for it has a name that begins with its own.
     *
     * @param className binary name of the workload class
     * @throws UsageException if there is none, or a listed class is stale
     */
    public static WorkloadDefinition named(String className) {
        String begin = className.replace('$', '_') + "_";
        try {
            Iterator<ServiceLoader.Provider<WorkloadDefinition>> services =
                    ServiceLoader.load(WorkloadDefinition.class).stream().iterator();
            while (services.hasNext()) {
                ServiceLoader.Provider<WorkloadDefinition> service = services.next();
                if (service.type().getName().startsWith(begin)) {
                    WorkloadDefinition definition = service.get();
                    if (definition.spec().className().equals(className)) {
                        return definition;
                    }
                }
            }
        } catch (ServiceConfigurationError stale) {
            // All of them are looked at next, which says what is stale.
        }
        return discover().of(className);
    }

    /** Returns all of them, sorted by class name. */
    public List<WorkloadDefinition> all() {
        return definitions;
    }

    /**
     * Returns the workload of a class.
     *
     * @param className binary name of the workload class
     * @throws UsageException if there is none
     */
    public WorkloadDefinition of(String className) {
        return definitions.stream()
                .filter(definition -> definition.spec().className().equals(className))
                .findFirst()
                .orElseThrow(() -> new UsageException(className + " is not a workload"
                        + (isLocal(className)
                                ? ": it is declared inside a method, where annotation processors do not see it; make it"
                                        + " top-level or static nested"
                                : DidYouMean.hint(className, classNames()))));
    }

    /** The compiler numbers classes that are declared inside methods: {@code Outer$1Name}. */
    private static boolean isLocal(String className) {
        return LOCAL.matcher(className).find();
    }

    /**
     * Chooses workloads as JMH does: a regular expression must be found in the qualified name; the workload's own name counts too.
     *
     * @param includes expressions of which one must be found, and each in a workload; empty for all
     * @param excludes expressions of which none may be found in a workload, and each is found in one that there is
     * @throws UsageException if an expression is malformed, an expression is found in no workload, or nothing is left
     */
    public List<WorkloadDefinition> select(List<String> includes, List<String> excludes) {
        List<Pattern> wanted = compile(includes);
        List<Pattern> unwanted = compile(excludes);
        List<WorkloadDefinition> selected = new ArrayList<>();
        for (WorkloadDefinition definition : definitions) {
            boolean included = wanted.isEmpty() || matches(definition, wanted);
            if (included && !matches(definition, unwanted)) {
                selected.add(definition);
            }
        }
        refuseUnmatched(wanted, "no workload matches");
        refuseUnmatched(unwanted, "-e: no workload matches");
        if (selected.isEmpty()) {
            throw new UsageException("no workload is left after excluding " + String.join(" ", excludes)
                    + "; known are " + String.join(", ", names()));
        }
        return selected;
    }

    private void refuseUnmatched(List<Pattern> patterns, String what) {
        List<String> unmatched = patterns.stream()
                .map(Pattern::pattern)
                .filter(expression -> !matches(expression))
                .toList();
        if (!unmatched.isEmpty()) {
            throw new UsageException(what + " \"" + String.join("\", \"", unmatched) + "\""
                    + (unmatched.size() == 1
                            ? DidYouMean.hint(unmatched.get(0), names())
                            : "; known are " + String.join(", ", names())));
        }
    }

    /**
     * Returns whether an expression selects a workload.
     *
     * @param expression as on the command line
     * @throws UsageException if it is malformed
     */
    public boolean matches(String expression) {
        List<Pattern> pattern = compile(List.of(expression));
        return definitions.stream().anyMatch(definition -> matches(definition, pattern));
    }

    /** Returns the names of all workloads. */
    public List<String> names() {
        return definitions.stream().map(definition -> definition.spec().name()).toList();
    }

    private List<String> classNames() {
        return definitions.stream()
                .map(definition -> definition.spec().className())
                .toList();
    }

    private static boolean matches(WorkloadDefinition definition, List<Pattern> patterns) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(definition.spec().className()).find()
                    || pattern.matcher(definition.spec().name()).find()) {
                return true;
            }
        }
        return false;
    }

    private static List<Pattern> compile(List<String> expressions) {
        return expressions.stream().map(RegularExpression::of).toList();
    }
}
