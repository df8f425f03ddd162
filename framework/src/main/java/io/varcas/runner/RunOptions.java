package io.varcas.runner;

import io.varcas.result.RunTags;
import io.varcas.setting.FlagSettings;
import io.varcas.setting.Setting;
import io.varcas.sla.ObjectiveOverrides;
import io.varcas.validation.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a run; everything unset comes from the workloads' annotations and the documented defaults.
 *
 * @param includes regular expressions, of which one must be found in a workload's qualified name; empty for all
 *     workloads
 * @param excludes regular expressions, of which none may be found in it
 * @param values values by name of a setting or parameter; several values are swept over
 * @param config configuration file, if any
 * @param target server to measure, as {@code -target} takes it; empty for that of the configuration file or the
 *     annotations, or else {@code sim:}
 * @param profilers names of profilers, beside those of the annotations
 * @param objectives objectives beside those of the annotations, and in their place
 * @param tags what the user calls the run, by key
 * @param out folder that the result bundle is made in
 * @param stopOnFailure whether the first failed trial ends the run
 */
public record RunOptions(
        List<String> includes,
        List<String> excludes,
        Map<String, List<String>> values,
        Optional<Path> config,
        String target,
        List<String> profilers,
        ObjectiveOverrides objectives,
        Map<String, String> tags,
        Path out,
        boolean stopOnFailure) {

    /** Copies the collections; values keep their order. */
    public RunOptions {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
        Map<String, List<String>> copy = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> value : values.entrySet()) {
            copy.put(value.getKey(), List.copyOf(value.getValue()));
        }
        values = Collections.unmodifiableMap(copy);
        profilers = List.copyOf(profilers);
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /** Returns these with another target. */
    public RunOptions withTarget(String other) {
        return new RunOptions(
                includes, excludes, values, config, other, profilers, objectives, tags, out, stopOnFailure);
    }

    /** Returns these with another folder for bundles. */
    public RunOptions withOut(Path folder) {
        return new RunOptions(
                includes, excludes, values, config, target, profilers, objectives, tags, folder, stopOnFailure);
    }

    /** Returns these with a setting or parameter at one value, whatever it was. */
    public RunOptions withValue(String name, String value) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        changed.put(name, List.of(value));
        return new RunOptions(
                includes, excludes, changed, config, target, profilers, objectives, tags, out, stopOnFailure);
    }

    /** Describes the options in words, for the result. Nothing secret is in options. */
    public List<String> describe() {
        List<String> words = new ArrayList<>(includes);
        excludes.forEach(regexp -> words.addAll(List.of("-e", regexp)));
        if (!target.isEmpty()) {
            words.addAll(List.of("-target", target));
        }
        values.forEach((name, list) -> {
            boolean flag = FlagSettings.isFlag(name);
            String written = flag ? name.substring(FlagSettings.PREFIX.length()) : name;
            words.addAll(List.of(flag ? "-s" : "-p", written + "=" + String.join(",", list)));
        });
        config.ifPresent(file -> words.addAll(List.of("-config", file.toString())));
        profilers.forEach(profiler -> words.addAll(List.of("-prof", profiler)));
        objectives.format().forEach(objective -> words.addAll(List.of("-sla", objective)));
        tags.forEach((key, value) -> words.addAll(List.of("-tag", key + "=" + value)));
        return words;
    }

    /** Starts options; unchanged, they run every workload on the embedded simulator. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options; a setting given twice is refused. */
    public static final class Builder {

        private final List<String> includes = new ArrayList<>();
        private final List<String> excludes = new ArrayList<>();
        private final Map<String, List<String>> values = new LinkedHashMap<>();
        private final List<String> profilers = new ArrayList<>();
        private Map<String, String> tags = Map.of();
        private ObjectiveOverrides objectives = ObjectiveOverrides.NONE;
        private Optional<Path> config = Optional.empty();
        private String target = "";
        private Path out = Path.of("results");
        private boolean stopOnFailure;

        private Builder() {}

        /** Adds a regular expression of workloads to run. */
        public Builder include(String regexp) {
            includes.add(regexp);
            return this;
        }

        /** Adds a workload class to run, and no other whose name merely contains its name. */
        public Builder include(Class<?> workload) {
            return include("^" + java.util.regex.Pattern.quote(workload.getName()) + "$");
        }

        /** Adds a regular expression of workloads not to run. */
        public Builder exclude(String regexp) {
            excludes.add(regexp);
            return this;
        }

        /**
         * Sets a setting.
         *
         * @throws UsageException if it was set before
         */
        public <T> Builder set(Setting<T> setting, T value) {
            return set(setting.name(), List.of(setting.format(value)));
        }

        /**
         * Sets a setting or a parameter; several values are swept over.
         *
         * @throws UsageException if it was set before, or there is no value
         */
        public Builder set(String name, List<String> list) {
            if (list.isEmpty()) {
                throw new UsageException("parameter " + name + " needs a value: -p " + name + "=value[,value]");
            }
            if (values.putIfAbsent(name, List.copyOf(list)) != null) {
                throw new UsageException(name + " is set twice: " + String.join(",", values.get(name)) + " and "
                        + String.join(",", list) + "; set it once");
            }
            return this;
        }

        /** Sets the configuration file. */
        public Builder config(Path file) {
            config = Optional.of(file);
            return this;
        }

        /** Sets the target. */
        public Builder target(String value) {
            target = value;
            return this;
        }

        /** Adds a profiler. */
        public Builder profiler(String name) {
            profilers.add(name);
            return this;
        }

        /** Sets the objectives beside those of the annotations, and in their place. */
        public Builder objectives(ObjectiveOverrides overrides) {
            objectives = overrides;
            return this;
        }

        /**
         * Sets the tags, by which the history finds the run.
         *
         * @param texts {@code key=value} each
         * @throws UsageException if one is no tag, or a key is set twice
         */
        public Builder tags(List<String> texts) {
            tags = RunTags.parse(texts);
            return this;
        }

        /** Sets the folder that result bundles are made in. */
        public Builder out(Path folder) {
            out = folder;
            return this;
        }

        /** Ends the run at the first failed trial. */
        public Builder stopOnFailure(boolean stop) {
            stopOnFailure = stop;
            return this;
        }

        /** Returns the options. */
        public RunOptions build() {
            return new RunOptions(
                    includes, excludes, values, config, target, profilers, objectives, tags, out, stopOnFailure);
        }
    }
}
