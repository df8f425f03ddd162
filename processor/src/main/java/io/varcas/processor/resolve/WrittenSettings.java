package io.varcas.processor.resolve;

import io.varcas.processor.model.ParamField;
import io.varcas.processor.model.SourcePosition;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.setting.LengthSettings;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings that a workload's annotations set, one value for each: the nearest. What a nearer place made meaningless is left
 * out: the numbers of a load shape that was replaced by the other, of a length that a parameter fixes.
 */
public final class WrittenSettings {

    private final Map<Setting<?>, SettingUse> nearest = new LinkedHashMap<>();

    private WrittenSettings() {}

    /** Lays the annotations of a class over each other. */
    public static WrittenSettings of(WorkloadSource source) {
        Optional<LoadClaim> load = LoadClaim.of(source).stream().findFirst();
        Set<String> params = source.params().stream().map(ParamField::name).collect(Collectors.toSet());
        WrittenSettings written = new WrittenSettings();
        for (Setting<?> setting : Settings.all()) {
            if (!isReplaced(setting, load, params)) {
                source.places().stream()
                        .flatMap(place -> place.uses().stream())
                        .flatMap(use -> SettingUse.of(use, setting).stream())
                        .findFirst()
                        .ifPresent(use -> written.nearest.put(setting, use));
                load.filter(claim -> !claim.isParam() && claim.kind().amount().equals(setting))
                        .filter(claim -> !params.contains(setting.name()))
                        .ifPresent(claim -> written.nearest.computeIfAbsent(
                                setting, amount -> defaultValue(amount, claim.position())));
            }
        }
        return written;
    }

    /** Returns what was written for a setting, if anything was. */
    public Optional<SettingUse> find(Setting<?> setting) {
        return Optional.ofNullable(nearest.get(setting));
    }

    /** Returns everything that was written, in the order of {@link Settings#all()}. */
    public List<SettingUse> all() {
        return List.copyOf(nearest.values());
    }

    private static boolean isReplaced(Setting<?> setting, Optional<LoadClaim> load, Set<String> params) {
        boolean otherLoad = Stream.of(LoadKind.values())
                .anyMatch(kind -> kind.has(setting)
                        && load.filter(claim -> claim.kind() != kind).isPresent());
        boolean fixedLength = Stream.of(Settings.INPUT_TOKENS, Settings.OUTPUT_TOKENS)
                .anyMatch(length -> isFixed(length, params) && length.members().contains(setting));
        return otherLoad || fixedLength;
    }

    private static boolean isFixed(LengthSettings length, Set<String> params) {
        return params.contains(length.fixed().name());
    }

    /** {@code @ClosedLoop} alone still means a closed loop, of as many users as is documented. */
    private static <T> SettingUse defaultValue(Setting<T> setting, SourcePosition position) {
        T value = setting.defaultValue()
                .orElseThrow(() -> new IllegalStateException(setting.name() + " must have a default"));
        return new SettingUse(setting, setting.format(value), position);
    }
}
