package io.varcas.workload;

import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import io.varcas.setting.type.SettingException;
import io.varcas.sla.Objective;
import io.varcas.validation.DidYouMean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workload as the user wrote it: the merged annotations of the class, its superclasses and its meta-annotations. Unset values are missing.
 *
 * @param className binary name of the workload class
 * @param name name in listings and results
 * @param description the traffic that the workload represents; may be empty
 * @param settings values by setting name, in text form
 * @param parameters fields that are swept over
 * @param objectives service objectives
 * @param writesPrompts whether the class has a {@link io.varcas.annotation.Prompt} method
 */
public record WorkloadSpec(
        String className,
        String name,
        String description,
        Map<String, String> settings,
        List<Parameter> parameters,
        List<Objective> objectives,
        boolean writesPrompts) {

    /** Copies the collections; settings and parameters keep their order. */
    public WorkloadSpec {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        parameters = List.copyOf(parameters);
        objectives = List.copyOf(objectives);
    }

    /**
     * Starts a spec; generated code calls this.
     *
     * @param className binary name of the workload class
     * @param name name in listings and results
     */
    public static Builder of(String className, String name) {
        return new Builder(className, name);
    }

    /** Builds a spec step by step; each step is one thing the user wrote. */
    public static final class Builder {

        private final String className;
        private final String name;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private final List<Parameter> parameters = new ArrayList<>();
        private final List<Objective> objectives = new ArrayList<>();
        private String description = "";
        private boolean writesPrompts;

        private Builder(String className, String name) {
            this.className = className;
            this.name = name;
        }

        /** Sets the description of the traffic. */
        public Builder description(String text) {
            description = text;
            return this;
        }

        /** Sets a setting. */
        public <T> Builder set(Setting<T> setting, T value) {
            settings.put(setting.name(), setting.format(value));
            return this;
        }

        /**
         * Sets a setting by its name; generated code calls this.
         *
         * @param setting name of the setting
         * @param text its value, in text form
         * @throws SettingException if the setting is unknown or rejects the text
         */
        public Builder set(String setting, String text) {
            Optional<Setting<?>> known = Settings.named(setting);
            if (known.isEmpty()) {
                throw new SettingException(
                        "unknown setting \"" + setting + "\"" + DidYouMean.hint(setting, Settings.names()));
            }
            known.get().parse(text);
            settings.put(setting, text);
            return this;
        }

        /** Adds a parameter field. */
        public Builder parameter(Parameter parameter) {
            parameters.add(parameter);
            return this;
        }

        /** Adds an objective. */
        public Builder objective(Objective objective) {
            objectives.add(objective);
            return this;
        }

        /** Notes that the class writes its prompts itself. */
        public Builder writesPrompts() {
            writesPrompts = true;
            return this;
        }

        /** Returns the spec. */
        public WorkloadSpec build() {
            return new WorkloadSpec(className, name, description, settings, parameters, objectives, writesPrompts);
        }
    }
}
