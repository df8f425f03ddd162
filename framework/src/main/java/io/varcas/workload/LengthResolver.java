package io.varcas.workload;

import io.varcas.annotation.Distribution;
import io.varcas.setting.Layer;
import io.varcas.setting.LengthSettings;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.Setting;
import io.varcas.setting.type.SettingException;
import io.varcas.traffic.EmpiricalLengths;
import io.varcas.traffic.FixedLengths;
import io.varcas.traffic.LengthDistribution;
import io.varcas.traffic.LogNormalLengths;
import io.varcas.traffic.NormalLengths;
import io.varcas.traffic.UniformLengths;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Resolves the lengths of prompts or outputs: fixed, of a declared distribution, or drawn from a file. */
final class LengthResolver {

    private final ResolvedSettings settings;
    private final LengthSettings names;
    private final Optional<String> data;

    /**
     * @param settings one value for each setting that was set
     * @param names the settings of these lengths
     * @throws SettingException if they contradict each other
     */
    LengthResolver(ResolvedSettings settings, LengthSettings names) {
        this.settings = settings;
        this.names = names;
        this.data = file();
    }

    /** Returns the file that lengths are drawn from, if they are. */
    Optional<String> data() {
        return data;
    }

    /**
     * Returns the lengths.
     *
     * @param observed reads the lengths of a file
     * @throws SettingException if the file cannot be used, or values break a rule
     */
    LengthDistribution lengths(Function<String, EmpiricalLengths> observed) {
        if (data.isEmpty()) {
            return declared();
        }
        try {
            return observed.apply(data.get()).within(limit(names.min()), limit(names.max()));
        } catch (SettingException fault) {
            throw new SettingException(names.data().name() + ": " + fault.getMessage());
        } catch (IllegalArgumentException fault) {
            throw new SettingException(names.fixed().name() + ": " + fault.getMessage());
        }
    }

    /** A shape set more strongly than the file replaces it; a number of a shape does not, and must not be lost without a word. */
    private Optional<String> file() {
        Distribution shape = settings.get(names.distribution());
        Layer chosen = settings.layerOf(names.distribution());
        Layer layer = settings.layerOf(names.data());
        Optional<String> file = settings.find(names.data()).filter(path -> !path.isBlank());
        if (shape == Distribution.EMPIRICAL && file.isEmpty()) {
            throw new SettingException(names.distribution().name() + " = empirical needs a file of lengths: "
                    + names.data().name() + " = lengths.csv");
        }
        if (file.isEmpty() || settings.layerOf(names.fixed()).compareTo(layer) < 0) {
            return Optional.empty();
        }
        if (shape != Distribution.EMPIRICAL && layer == chosen) {
            throw noUse(
                    names.data(),
                    names.distribution().name() + " = " + names.distribution().format(shape)
                            + "; set empirical, or remove one");
        }
        if (shape != Distribution.EMPIRICAL && chosen.compareTo(layer) < 0) {
            return Optional.empty();
        }
        for (Setting<?> number : List.of(names.mean(), names.std())) {
            if (settings.layerOf(number).compareTo(layer) < 0) {
                throw noUse(
                        number,
                        "lengths drawn from " + file.get() + "; set "
                                + names.distribution().name() + ", too, or leave it out");
            }
        }
        return file;
    }

    private SettingException noUse(Setting<?> setting, String with) {
        return new SettingException(
                setting.name() + " is set (" + settings.layerOf(setting).label() + "), but has no use with " + with);
    }

    /** A limit of a weaker layer than the file's belongs to the lengths that the file replaces. */
    private int limit(Setting<Integer> limit) {
        boolean meant = settings.layerOf(limit).compareTo(settings.layerOf(names.data())) <= 0;
        return meant ? settings.get(limit) : limit.defaultValue().orElseThrow();
    }

    private LengthDistribution declared() {
        Layer fixed = settings.layerOf(names.fixed());
        Layer members = settings.strongest(names.members());
        if (fixed == members && fixed != Layer.DEFAULT) {
            throw new SettingException(
                    names.fixed().name() + " and " + names.fixed().name() + ".* are both set on the " + fixed.label()
                            + ": the short form sets a fixed length; remove one");
        }
        if (fixed.compareTo(members) < 0) {
            return new FixedLengths(settings.find(names.fixed()).orElseThrow());
        }
        double mean = settings.get(names.mean());
        double std = settings.get(names.std());
        int min = settings.get(names.min());
        int max = settings.get(names.max());
        try {
            return switch (settings.get(names.distribution())) {
                case LOGNORMAL -> std == 0 ? fixed(mean, min, max) : new LogNormalLengths(mean, std, min, max);
                case NORMAL -> std == 0 ? fixed(mean, min, max) : new NormalLengths(mean, std, min, max);
                case UNIFORM -> new UniformLengths(min, max);
                case FIXED -> fixed(mean, min, max);
                case EMPIRICAL -> throw new IllegalStateException("lengths of a file are read from it");
            };
        } catch (IllegalArgumentException fault) {
            throw new SettingException(names.fixed().name() + ": " + fault.getMessage());
        }
    }

    private static FixedLengths fixed(double mean, int min, int max) {
        if (mean < min || mean > max) {
            throw new IllegalArgumentException("mean " + mean + " must be from min " + min + " to max " + max);
        }
        return new FixedLengths((int) Math.max(1, Math.round(mean)));
    }
}
