package io.varcas.setting;

import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeploymentOption;
import io.varcas.deployment.DeploymentResolver;
import io.varcas.hardware.Accelerator;
import io.varcas.hardware.CloudInstance;
import io.varcas.model.KvPrecision;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.Precision;
import io.varcas.roofline.CudaGraphs;
import io.varcas.roofline.KernelPaths;
import io.varcas.setting.type.SettingType;
import io.varcas.validation.DidYouMean;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The type of one option of the server's hardware. The value is the text. It is checked on use, because most runs do
 * not describe their hardware.
 *
 * @param option the option
 */
record HardwareType(DeploymentOption option) implements SettingType<String> {

    private static final int MOST = 1_000_000_000;

    /**
     * A check of a text.
     *
     * @param rule it, as the end of the sentence "must be ..."
     * @param reader returns the text as it is kept; throws {@link IllegalArgumentException} if it is wrong
     * @param nearest proposes a right text for a wrong one
     */
    private record Check(String rule, Function<String, String> reader, Function<String, Optional<String>> nearest) {}

    @Override
    public String rule() {
        return check().rule();
    }

    @Override
    public String parse(String text) {
        return check().reader().apply(text);
    }

    @Override
    public String format(String value) {
        return value;
    }

    @Override
    public Optional<String> nearest(String text) {
        return check().nearest().apply(text);
    }

    private Check check() {
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
                        name -> Catalogs.bundled().models().find(name),
                        () -> Catalogs.bundled().models().models().stream()
                                .flatMap((ModelArchitecture known) ->
                                        Stream.concat(Stream.of(known.id()), known.aliases().stream()))
                                .toList());
            case PRECISION -> choice(Precision::of, Precision.values(), Precision::key);
            case KV_CACHE_DTYPE -> choice(KvPrecision::of, KvPrecision.values(), KvPrecision::key);
            case TP, PP, REPLICAS -> checked(SettingType.wholeNumber(1, 1_000));
            case MAX_NUM_SEQS, MAX_NUM_BATCHED_TOKENS, BLOCK_SIZE, SPEC_TOKENS ->
                checked(SettingType.wholeNumber(1, MOST));
            case MAX_MODEL_LEN -> checked(SettingType.wholeNumber(2, MOST));
            case KV_TOKENS -> checked(SettingType.wholeNumber(16, MOST));
            case GPU_MEMORY_UTILIZATION -> checked(SettingType.number(0.01, 1));
            case SPEC_ACCEPTANCE -> checked(SettingType.number(0, 1));
            case ENABLE_CHUNKED_PREFILL, ENABLE_PREFIX_CACHING -> checked(SettingType.onOff());
            case MOE_KERNEL ->
                choice(
                        KernelPaths::requireExpertPath,
                        KernelPaths.expertPaths().toArray(String[]::new),
                        Function.identity());
            case CUDA_GRAPHS -> choice(CudaGraphs::of, CudaGraphs.values(), CudaGraphs::key);
            case ROUTER, PROFILE -> checked(SettingType.text());
        };
    }

    private static Check named(String rule, Consumer<String> lookUp, Supplier<Collection<String>> known) {
        return new Check(
                rule,
                text -> {
                    if (!text.endsWith(DeploymentResolver.FILE)) {
                        lookUp.accept(text);
                    }
                    return text;
                },
                text -> DidYouMean.to(text, known.get()));
    }

    private static <E> Check choice(Function<String, E> lookUp, E[] all, Function<E, String> key) {
        List<String> names = Arrays.stream(all).map(key).toList();
        return new Check(
                "one of " + String.join(", ", names),
                text -> key.apply(lookUp.apply(text)),
                text -> DidYouMean.to(text, names));
    }

    /** Keeps the text of a value of another type. */
    private static <T> Check checked(SettingType<T> type) {
        return new Check(type.rule(), text -> type.format(type.parse(text)), type::nearest);
    }
}
