package io.varcas.setting;

import io.varcas.annotation.Hardware;
import io.varcas.hardware.Accelerator;
import io.varcas.hardware.CloudInstance;
import io.varcas.model.KvPrecision;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.Precision;
import io.varcas.serving.Catalogs;
import io.varcas.serving.ServingOption;
import io.varcas.serving.ServingResolver;
import io.varcas.serving.ServingSpec;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of the hardware under a server: one for each {@link ServingOption}, by names such as {@code hardware.tensorParallel}. */
public final class HardwareSettings {

    private static final double CHEAPEST_USD_PER_HOUR = 0.001;
    private static final double DEAREST_USD_PER_HOUR = 1_000_000;

    /** Whether a run of what cannot fit is refused. */
    public static final Setting<Boolean> REFUSE_MISFIT = new Setting<>(
            "hardware.refuseMisfit",
            SettingType.onOff(),
            Optional.of(false),
            Optional.of(new Setting.Source(Hardware.class, "refuseMisfit")),
            "hardware: refuse a run whose model cannot fit");

    /** What the server costs, where the catalog does not know it or knows another price. */
    public static final Setting<Double> PRICE_PER_HOUR = new Setting<>(
            "hardware.pricePerHour",
            SettingType.number(CHEAPEST_USD_PER_HOUR, DEAREST_USD_PER_HOUR),
            Optional.empty(),
            Optional.of(new Setting.Source(Hardware.class, "pricePerHour")),
            "hardware: price of the whole server, USD an hour");

    private static final String PREFIX = "hardware.";
    private static final int MOST = 1_000_000_000;

    /** Set by {@link Hardware}; the others by the command line and the configuration file alone. */
    private static final Set<String> MEMBERS = Arrays.stream(Hardware.class.getDeclaredMethods())
            .map(java.lang.reflect.Method::getName)
            .collect(Collectors.toUnmodifiableSet());

    private static final Map<String, String> STANDARD =
            Map.of("kvCacheDtype", "auto", "tensorParallel", "1", "pipelineParallel", "1", "replicas", "1");

    private static final Map<ServingOption, Setting<String>> OPTIONS = options();

    private HardwareSettings() {}

    /** Returns all of them in the order in which listings show them. */
    public static List<Setting<?>> all() {
        return Stream.<Setting<?>>concat(OPTIONS.values().stream(), Stream.of(PRICE_PER_HOUR, REFUSE_MISFIT))
                .toList();
    }

    /** Returns the setting of an option. */
    public static Setting<String> of(ServingOption option) {
        return Objects.requireNonNull(OPTIONS.get(option));
    }

    /** Returns what was set, by annotation or above it. */
    public static ServingSpec spec(ResolvedSettings settings) {
        ServingSpec spec = ServingSpec.NOTHING;
        for (ServingOption option : ServingOption.values()) {
            if (settings.layerOf(of(option)) != Layer.DEFAULT) {
                spec = spec.with(option, settings.get(of(option)));
            }
        }
        return spec;
    }

    private static Map<ServingOption, Setting<String>> options() {
        Map<ServingOption, Setting<String>> options = new EnumMap<>(ServingOption.class);
        for (ServingOption option : ServingOption.values()) {
            options.put(option, setting(option));
        }
        return Collections.unmodifiableMap(options);
    }

    private static Setting<String> setting(ServingOption option) {
        String member = member(option);
        return new Setting<>(
                PREFIX + member,
                type(option),
                Optional.ofNullable(STANDARD.get(member)),
                MEMBERS.contains(member) ? Optional.of(new Setting.Source(Hardware.class, member)) : Optional.empty(),
                "hardware: " + option.meaning());
    }

    private static String member(ServingOption option) {
        return switch (option) {
            case TP -> "tensorParallel";
            case PP -> "pipelineParallel";
            default -> {
                String[] words = option.name().toLowerCase(Locale.ROOT).split("_", -1);
                yield words[0]
                        + Arrays.stream(words, 1, words.length)
                                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                                .collect(Collectors.joining());
            }
        };
    }

    private static SettingType<String> type(ServingOption option) {
        return switch (option) {
            case ACCELERATOR ->
                named(
                        "an accelerator of the catalog, or a JSON file that describes one",
                        name -> Catalogs.bundled().hardware().accelerator(name),
                        () -> Catalogs.bundled().hardware().accelerators().stream()
                                .flatMap((Accelerator known) ->
                                        Stream.concat(Stream.of(known.id()), known.aliases().stream()))
                                .toList());
            case INSTANCE ->
                named(
                        "a cloud instance of the catalog",
                        name -> Catalogs.bundled().hardware().instance(name),
                        () -> Catalogs.bundled().hardware().instances().stream()
                                .map(CloudInstance::id)
                                .toList());
            case MODEL ->
                named(
                        "a model of the catalog, or a Hugging Face config.json",
                        name -> Catalogs.bundled().models().model(name),
                        () -> Catalogs.bundled().models().models().stream()
                                .flatMap((ModelArchitecture known) ->
                                        Stream.concat(Stream.of(known.id()), known.aliases().stream()))
                                .toList());
            case PRECISION -> choice(Precision::of, Precision.values(), Precision::key);
            case KV_CACHE_DTYPE -> choice(KvPrecision::of, KvPrecision.values(), KvPrecision::key);
            case TP, PP, REPLICAS -> checked(SettingType.wholeNumber(1, 1_000));
            case MAX_NUM_SEQS, MAX_NUM_BATCHED_TOKENS, SPEC_TOKENS -> checked(SettingType.wholeNumber(1, MOST));
            case MAX_MODEL_LEN -> checked(SettingType.wholeNumber(2, MOST));
            case KV_TOKENS -> checked(SettingType.wholeNumber(16, MOST));
            case GPU_MEMORY_UTILIZATION -> checked(SettingType.number(0.01, 1));
            case SPEC_ACCEPTANCE -> checked(SettingType.number(0, 1));
            case ENABLE_CHUNKED_PREFILL, ENABLE_PREFIX_CACHING -> checked(SettingType.onOff());
            case ROUTER, PROFILE -> SettingType.text();
        };
    }

    private static SettingType<String> named(String rule, Consumer<String> lookUp, Supplier<Collection<String>> known) {
        return new SettingType<>(
                rule,
                text -> {
                    if (!text.endsWith(ServingResolver.FILE)) {
                        lookUp.accept(text);
                    }
                    return text;
                },
                Function.identity(),
                text -> Nearest.to(text, known.get()));
    }

    private static <E> SettingType<String> choice(Function<String, E> lookUp, E[] all, Function<E, String> key) {
        List<String> names = Arrays.stream(all).map(key).toList();
        return new SettingType<>(
                "one of " + String.join(", ", names),
                text -> key.apply(lookUp.apply(text)),
                Function.identity(),
                text -> Nearest.to(text, names));
    }

    /** Keeps the text of a value of another type. */
    private static <T> SettingType<String> checked(SettingType<T> type) {
        return new SettingType<>(
                type.rule(),
                text -> type.formatter().apply(type.parser().apply(text)),
                Function.identity(),
                type.nearest());
    }
}
