package io.varcas.runner;

import io.varcas.dataset.LengthFile;
import io.varcas.fork.RecordedSettings;
import io.varcas.fork.Workloads;
import io.varcas.launch.KnownFlags;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.FlagSettings;
import io.varcas.setting.Layer;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import io.varcas.setting.type.Brackets;
import io.varcas.setting.type.SettingException;
import io.varcas.validation.DidYouMean;
import io.varcas.validation.UsageException;
import io.varcas.workload.ObservedLengths;
import io.varcas.workload.Parameter;
import io.varcas.workload.PlanResolver;
import io.varcas.workload.WorkloadDefinition;
import io.varcas.workload.WorkloadPlan;
import io.varcas.workload.WorkloadSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Lays out the trials of a run: one for each workload and each combination of swept values. */
public final class TrialPlanner {

    /** The values that won for a name, and the layer they come from. */
    private record Choice(Layer layer, List<String> values) {}

    private final RunOptions options;
    private final ConfigFile config;
    private final ObservedLengths observed = new LengthFile(TrialPlanner.class.getClassLoader());

    /**
     * Reads the configuration file, if there is one.
     *
     * @throws UsageException if it cannot be used
     */
    public TrialPlanner(RunOptions options) {
        this.options = options;
        this.config = options.config().map(ConfigFile::read).orElse(ConfigFile.EMPTY);
    }

    /**
     * Lays out the trials, in the order of the workloads, and within each with the last parameter running fastest.
     *
     * @throws UsageException with every fault found, if a name is unknown or a value breaks a rule
     */
    public List<WorkloadPlan> plan(List<WorkloadDefinition> workloads) {
        List<String> faults = unknownNames(workloads);
        List<WorkloadPlan> plans = new ArrayList<>();
        for (WorkloadDefinition workload : workloads) {
            WorkloadSpec spec = workload.spec();
            Map<String, Choice> choices = choices(spec);
            List<WorkloadPlan> own = new ArrayList<>();
            for (Map<String, String> combination : combinations(choices)) {
                try {
                    own.add(plan(spec, choices, combination));
                } catch (SettingException fault) {
                    faults.add(spec.name() + ": " + fault.getMessage());
                }
            }
            equalTrials(own, choices).forEach(fault -> faults.add(spec.name() + ": " + fault));
            plans.addAll(own);
        }
        if (!faults.isEmpty()) {
            throw new UsageException(List.copyOf(new LinkedHashSet<>(faults)));
        }
        return plans;
    }

    private WorkloadPlan plan(WorkloadSpec spec, Map<String, Choice> choices, Map<String, String> combination) {
        for (Parameter field : spec.parameters()) {
            String text = combination.get(field.name());
            if (text != null) {
                field.check(text);
            }
        }
        Set<String> fields = fields(spec);
        Map<String, String> params = new LinkedHashMap<>();
        Map<String, ResolvedSettings.Value> settings = new LinkedHashMap<>();
        for (Map.Entry<String, String> chosen : combination.entrySet()) {
            String name = chosen.getKey();
            String text = chosen.getValue();
            Choice choice = Objects.requireNonNull(choices.get(name));
            if (fields.contains(name) || choice.values().size() > 1) {
                params.put(name, text);
            }
            Optional<Setting<?>> setting = Settings.named(name);
            if (setting.isPresent()) {
                setting.get().parse(text);
                if (FlagSettings.isFlag(name)) {
                    FlagSettings.check(name, text);
                }
                settings.put(name, new ResolvedSettings.Value(text, choice.layer()));
            }
        }
        WorkloadPlan plan = PlanResolver.resolve(spec, params, ResolvedSettings.resolved(settings), observed);
        plan.groundTruth(); // rejects settings that contradict each other
        refuseIdle(plan, choices);
        return plan.withObjectives(
                options.objectives().over(config.objectivesFor(spec.name())).over(spec.objectives()));
    }

    private static void refuseIdle(WorkloadPlan plan, Map<String, Choice> choices) {
        for (Map.Entry<String, Setting<?>> swept : swept(choices).entrySet()) {
            Optional<String> why = IdleSweep.why(plan, swept.getValue());
            if (why.isPresent()) {
                throw new SettingException(
                        idle(swept.getKey(), Objects.requireNonNull(choices.get(swept.getKey())), why.get()));
            }
        }
    }

    private static List<String> equalTrials(List<WorkloadPlan> plans, Map<String, Choice> choices) {
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, Setting<?>> swept : swept(choices).entrySet()) {
            Choice choice = Objects.requireNonNull(choices.get(swept.getKey()));
            plans.stream()
                    .flatMap(plan -> IdleSweep.whyEqual(plan, plans, swept.getValue()).stream())
                    .findFirst()
                    .ifPresent(why -> faults.add(idle(swept.getKey(), choice, why)));
        }
        return faults;
    }

    private static Map<String, Setting<?>> swept(Map<String, Choice> choices) {
        Map<String, Setting<?>> swept = new LinkedHashMap<>();
        choices.forEach((name, choice) -> {
            if (choice.values().size() > 1) {
                Settings.named(name).ifPresent(setting -> swept.put(name, setting));
            }
        });
        return swept;
    }

    private static String idle(String name, Choice choice, String why) {
        return name + " = " + String.join(", ", choice.values()) + " ("
                + choice.layer().label() + ") makes no difference " + why + "; its "
                + choice.values().size() + " trials would be equal";
    }

    /** Returns what won for each name that was set: fields first, in their order, then settings in theirs. */
    private Map<String, Choice> choices(WorkloadSpec spec) {
        Map<Layer, Map<String, List<String>>> layers = Map.of(
                Layer.COMMAND_LINE, FlagSettings.named(ShortNames.expanded(withTarget(), fields(spec))),
                Layer.CONFIG_FILE, FlagSettings.named(ShortNames.expanded(config.valuesFor(spec.name()), fields(spec))),
                Layer.TRACE, recorded(spec),
                Layer.ANNOTATION, written(spec));
        Set<String> names = fields(spec);
        names.addAll(Settings.names());
        names.addAll(flags(layers.values()));
        Map<String, Choice> choices = new LinkedHashMap<>();
        for (String name : names) {
            for (Layer layer : Layer.values()) {
                List<String> values = layers.getOrDefault(layer, Map.of()).get(name);
                if (values != null) {
                    choices.putIfAbsent(name, new Choice(layer, values));
                }
            }
            Choice chosen = choices.get(name);
            if (chosen != null && chosen.values().isEmpty()) {
                choices.remove(name); // the recorded load had its default, whatever the class says
            }
        }
        return choices;
    }

    /** Returns the names of the flags of the server that any layer sets, in the order in which they were written. */
    private static List<String> flags(Collection<Map<String, List<String>>> layers) {
        return layers.stream()
                .flatMap(layer -> layer.keySet().stream())
                .filter(FlagSettings::isFlag)
                .distinct()
                .toList();
    }

    private Map<String, List<String>> withTarget() {
        Map<String, List<String>> values = new LinkedHashMap<>(options.values());
        if (!options.target().isEmpty()) {
            values.put(Settings.TARGET.name(), List.of(options.target()));
        }
        return values;
    }

    /** What the header of a recorded trace says, if the requests come from one. */
    private Map<String, List<String>> recorded(WorkloadSpec spec) {
        String path = DatasetSettings.PATH.name();
        for (Map<String, List<String>> layer : List.of(
                ShortNames.expanded(options.values(), fields(spec)),
                ShortNames.expanded(config.valuesFor(spec.name()), fields(spec)),
                written(spec))) {
            List<String> datasets = layer.get(path);
            if (datasets != null) {
                return datasets.size() == 1 ? RecordedSettings.of(datasets.get(0)) : Map.of();
            }
        }
        return Map.of();
    }

    private static List<Map<String, String>> combinations(Map<String, Choice> choices) {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (Map.Entry<String, Choice> choice : choices.entrySet()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> combination : combinations) {
                for (String value : choice.getValue().values()) {
                    Map<String, String> next = new LinkedHashMap<>(combination);
                    next.put(choice.getKey(), value);
                    longer.add(next);
                }
            }
            combinations = longer;
        }
        return combinations;
    }

    private static Set<String> fields(WorkloadSpec spec) {
        Set<String> names = new LinkedHashSet<>();
        for (Parameter field : spec.parameters()) {
            names.add(field.name());
        }
        return names;
    }

    /** What the annotations say; a field named like a setting sweeps over it, whatever the setting's own annotation says. */
    private static Map<String, List<String>> written(WorkloadSpec spec) {
        Map<String, List<String>> written = new LinkedHashMap<>();
        for (Map.Entry<String, String> setting : spec.settings().entrySet()) {
            boolean flag = FlagSettings.isFlag(setting.getKey());
            written.put(setting.getKey(), flag ? Brackets.split(setting.getValue()) : List.of(setting.getValue()));
        }
        for (Parameter field : spec.parameters()) {
            written.put(field.name(), field.values());
        }
        return written;
    }

    private List<String> unknownNames(List<WorkloadDefinition> workloads) {
        Set<String> known = new LinkedHashSet<>(Settings.names());
        for (WorkloadDefinition workload : workloads) {
            known.addAll(fields(workload.spec()));
        }
        Set<String> faults = new LinkedHashSet<>();
        for (String name : options.values().keySet()) {
            if (!known.contains(name) && !FlagSettings.isFlag(name)) {
                ShortNames.fault(name, known)
                        .ifPresent(fault -> faults.add("unknown parameter "
                                + (KnownFlags.contains(name)
                                        ? "\"" + name + "\"; it is a flag of the server: use -s"
                                        : fault)));
            }
        }
        for (WorkloadDefinition workload : workloads) {
            for (String name : config.valuesFor(workload.spec().name()).keySet()) {
                if (!known.contains(name) && !FlagSettings.isFlag(name)) {
                    ShortNames.fault(name, known).ifPresent(fault -> faults.add("-config: unknown setting " + fault));
                }
            }
        }
        faults.addAll(unknownWorkloads(workloads));
        return new ArrayList<>(faults);
    }

    /** What a file says of a workload that does not run now is no fault, if there is such a workload. */
    private List<String> unknownWorkloads(List<WorkloadDefinition> selected) {
        Set<String> known = new TreeSet<>();
        addNames(selected, known);
        if (!known.containsAll(config.workloads())) {
            addNames(Workloads.discover().all(), known);
        }
        List<String> faults = new ArrayList<>();
        for (String name : config.workloads()) {
            if (!known.contains(name)) {
                faults.add("-config: unknown workload \"" + name + "\"" + DidYouMean.hint(name, known));
            }
        }
        return faults;
    }

    private static void addNames(List<WorkloadDefinition> workloads, Set<String> names) {
        for (WorkloadDefinition workload : workloads) {
            names.add(workload.spec().name());
        }
    }
}
