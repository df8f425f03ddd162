package io.varcas.junit;

import io.varcas.fork.Workloads;
import io.varcas.runner.RunOptions;
import io.varcas.setting.Settings;
import io.varcas.setting.type.Brackets;
import io.varcas.validation.UsageException;
import io.varcas.workload.Parameter;
import io.varcas.workload.WorkloadDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The run that a test requests.
 *
 * @param workload the workload
 * @param options how to run it
 * @param skipWithoutServer whether the test is skipped where there is no server
 * @param serverNamed whether anybody named a target
 */
record SlaRun(WorkloadDefinition workload, RunOptions options, boolean skipWithoutServer, boolean serverNamed) {

    private static final String TARGET = "target";
    private static final String CONFIG = "config";
    private static final String PROFILERS = "profilers";
    private static final String OUT = "out";
    private static final String SKIP = "skipWithoutServer";

    private static final List<String> MEMBERS = List.of(TARGET, CONFIG, PROFILERS, OUT, SKIP);

    /**
     * Resolves what the annotation says and what was set beside it.
     *
     * @throws UsageException with every fault found, if the class is no workload, or something cannot be set as it is
     */
    static SlaRun of(SlaTest test, Overrides overrides, Workloads workloads) {
        WorkloadDefinition workload = workloads.of(test.value().getName());
        Set<String> own = new LinkedHashSet<>(Settings.names());
        workload.spec().parameters().stream().map(Parameter::name).forEach(own::add);
        MEMBERS.forEach(own::remove);
        List<String> faults = new ArrayList<>(overrides.slips(names(workloads)));
        Map<String, List<String>> values = written(test, faults);
        own.forEach(name -> overrides.find(name).ifPresent(text -> values.put(name, list(text))));
        Optional<String> target = overrides.find(TARGET).or(() -> notEmpty(test.target()));
        boolean skip = overrides.find(SKIP).map(text -> isTrue(text, faults)).orElse(test.skipWithoutServer());
        if (!faults.isEmpty()) {
            throw new UsageException(faults);
        }
        RunOptions.Builder options = RunOptions.builder()
                .include(test.value())
                .out(Path.of(overrides.find(OUT).orElse(test.out())));
        target.ifPresent(options::target);
        overrides.find(CONFIG).or(() -> notEmpty(test.config())).map(Path::of).ifPresent(options::config);
        overrides
                .find(PROFILERS)
                .map(SlaRun::list)
                .orElse(List.of(test.profilers()))
                .forEach(options::profiler);
        values.forEach(options::set);
        return new SlaRun(
                workload, options.build(), skip, named(target, workload).isPresent());
    }

    /** Returns the target that is named; empty if none is. */
    Optional<String> target() {
        return named(notEmpty(options.target()), workload);
    }

    private static Optional<String> named(Optional<String> override, WorkloadDefinition workload) {
        return override.or(() -> Optional.ofNullable(workload.spec().settings().get(TARGET)));
    }

    private static Map<String, List<String>> written(SlaTest test, List<String> faults) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String text : test.set()) {
            int equals = text.indexOf('=');
            if (equals < 1 || equals == text.length() - 1) {
                faults.add("set = \"" + text + "\": must be name=value[,value], such as \"rate=5,20\"");
            } else if (values.putIfAbsent(text.substring(0, equals).strip(), list(text.substring(equals + 1)))
                    != null) {
                faults.add(
                        "set = \"" + text + "\": " + text.substring(0, equals).strip()
                                + " is set twice; set it once, with several values to sweep over them");
            }
        }
        return values;
    }

    /** Returns every name that can be set: one test may be run beside others, of workloads with other parameters. */
    private static Set<String> names(Workloads workloads) {
        Set<String> names = new LinkedHashSet<>(MEMBERS);
        names.addAll(Settings.names());
        workloads.all().stream()
                .flatMap(workload -> workload.spec().parameters().stream())
                .map(Parameter::name)
                .forEach(names::add);
        return names;
    }

    private static boolean isTrue(String text, List<String> faults) {
        if (Stream.of("true", "false").noneMatch(text.strip()::equalsIgnoreCase)) {
            faults.add(SKIP + " = \"" + text + "\": must be true or false");
        }
        return Boolean.parseBoolean(text.strip());
    }

    private static List<String> list(String text) {
        return Brackets.split(text).stream().map(String::strip).toList();
    }

    private static Optional<String> notEmpty(String text) {
        return Optional.of(text).filter(value -> !value.isBlank());
    }
}
