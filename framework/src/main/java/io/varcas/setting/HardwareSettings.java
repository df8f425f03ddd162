package io.varcas.setting;

import io.varcas.annotation.Hardware;
import io.varcas.deployment.DeploymentOption;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.setting.type.SettingType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The settings of the hardware under a server: one for each {@link DeploymentOption}, by names such as {@code hardware.tensorParallel}. */
public final class HardwareSettings {

    private static final double CHEAPEST_USD_PER_HOUR = 0.001;
    private static final double DEAREST_USD_PER_HOUR = 1_000_000;

    /** Rejection of runs whose model does not fit. */
    public static final Setting<Boolean> REFUSE_MISFIT = new Setting<>(
            "hardware.refuseMisfit",
            SettingType.onOff(),
            Optional.of(false),
            Optional.of(new Setting.Source(Hardware.class, "refuseMisfit")),
            "hardware: reject a run whose model does not fit");

    /** Price of the server, if the catalog has none or another one. */
    public static final Setting<Double> PRICE_PER_HOUR = new Setting<>(
            "hardware.pricePerHour",
            SettingType.number(CHEAPEST_USD_PER_HOUR, DEAREST_USD_PER_HOUR),
            Optional.empty(),
            Optional.of(new Setting.Source(Hardware.class, "pricePerHour")),
            "hardware: price of the whole server, USD per hour");

    private static final String PREFIX = "hardware.";

    /** Set by {@link Hardware}; the others by the command line and the configuration file alone. */
    private static final Set<String> MEMBERS = members();

    private static final Map<String, String> STANDARD =
            Map.of("kvCacheDtype", "auto", "tensorParallel", "1", "pipelineParallel", "1", "replicas", "1");

    private static final Map<DeploymentOption, Setting<String>> OPTIONS = options();

    private HardwareSettings() {}

    /** Returns all of them in the order in which listings show them. */
    public static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(OPTIONS.values());
        all.add(PRICE_PER_HOUR);
        all.add(REFUSE_MISFIT);
        return all;
    }

    /** Returns the setting of an option. */
    public static Setting<String> of(DeploymentOption option) {
        return Objects.requireNonNull(OPTIONS.get(option));
    }

    /** Returns the hardware as set by the annotation or a stronger layer. */
    public static DeploymentSpec spec(ResolvedSettings settings) {
        DeploymentSpec spec = DeploymentSpec.NOTHING;
        for (DeploymentOption option : DeploymentOption.values()) {
            if (settings.layerOf(of(option)) != Layer.DEFAULT) {
                spec = spec.with(option, settings.get(of(option)));
            }
        }
        return spec;
    }

    private static Set<String> members() {
        Set<String> members = new HashSet<>();
        for (Method member : Hardware.class.getDeclaredMethods()) {
            members.add(member.getName());
        }
        return members;
    }

    private static Map<DeploymentOption, Setting<String>> options() {
        Map<DeploymentOption, Setting<String>> options = new EnumMap<>(DeploymentOption.class);
        for (DeploymentOption option : DeploymentOption.values()) {
            options.put(option, setting(option));
        }
        return Collections.unmodifiableMap(options);
    }

    private static Setting<String> setting(DeploymentOption option) {
        String member = member(option);
        return new Setting<>(
                PREFIX + member,
                new HardwareType(option),
                Optional.ofNullable(STANDARD.get(member)),
                MEMBERS.contains(member) ? Optional.of(new Setting.Source(Hardware.class, member)) : Optional.empty(),
                "hardware: " + option.meaning());
    }

    private static String member(DeploymentOption option) {
        return switch (option) {
            case TP -> "tensorParallel";
            case PP -> "pipelineParallel";
            default -> inCamelCase(option.name());
        };
    }

    private static String inCamelCase(String constant) {
        String[] words = constant.split("_", -1);
        StringBuilder name = new StringBuilder(words[0].toLowerCase(Locale.ROOT));
        for (int i = 1; i < words.length; i++) {
            name.append(words[i].charAt(0)).append(words[i].substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
