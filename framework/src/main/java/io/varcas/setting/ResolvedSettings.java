package io.varcas.setting;

import io.varcas.setting.type.SettingException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one trial: the value of each setting that was set, with its layer.
 *
 * <p>This class alone defines the order of layers: command line, configuration file, annotation, default.
 */
public final class ResolvedSettings {

    /**
     * A value and where it comes from.
     *
     * @param text the value as written
     * @param layer the layer that won
     */
    public record Value(String text, Layer layer) {}

    private final Map<String, Value> values;

    private ResolvedSettings(Map<String, Value> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Lays the layers over each other.
     *
     * @param layers values by layer, then by name; {@link Layer#DEFAULT} is not given: defaults belong to the settings
     */
    public static ResolvedSettings of(Map<Layer, Map<String, String>> layers) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (Layer layer : Layer.values()) {
            layers.getOrDefault(layer, Map.of())
                    .forEach((name, text) -> values.putIfAbsent(name, new Value(text, layer)));
        }
        return new ResolvedSettings(values);
    }

    /**
     * Takes values that were resolved before, as a fork gets them from its launcher.
     *
     * @param values values by name
     */
    public static ResolvedSettings resolved(Map<String, Value> values) {
        return new ResolvedSettings(values);
    }

    /** Returns all settings that were set, by name; the others have their defaults. */
    public Map<String, Value> values() {
        return values;
    }

    /** Returns the layer that a setting's value comes from. */
    public Layer layerOf(Setting<?> setting) {
        Value value = values.get(setting.name());
        return value == null ? Layer.DEFAULT : value.layer();
    }

    /** Returns the strongest layer that set one of some settings; {@link Layer#DEFAULT} if none did. */
    public Layer strongest(List<Setting<?>> some) {
        Layer strongest = Layer.DEFAULT;
        for (Setting<?> setting : some) {
            Layer layer = layerOf(setting);
            strongest = layer.compareTo(strongest) < 0 ? layer : strongest;
        }
        return strongest;
    }

    /**
     * Returns the value of a setting, or its default, or nothing if it has none.
     *
     * @throws SettingException if the setting rejects its text
     */
    public <T> Optional<T> find(Setting<T> setting) {
        Value value = values.get(setting.name());
        return value == null ? setting.defaultValue() : Optional.of(setting.parse(value.text()));
    }

    /**
     * Returns the value of a setting that has a default.
     *
     * @throws SettingException if the setting rejects its text
     * @throws IllegalStateException if it is unset and it has no default
     */
    public <T> T get(Setting<T> setting) {
        Optional<T> value = find(setting);
        if (value.isEmpty()) {
            throw new IllegalStateException(setting.name() + " has no default and was not set");
        }
        return value.get();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
