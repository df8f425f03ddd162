package io.varcas.cli.flag;

import io.varcas.setting.DidYouMean;
import io.varcas.validation.UsageException;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * What a flag chooses from by name.
 *
 * @param <T> what there is to choose
 * @param kind what that is called in messages
 * @param all everything there is to choose
 * @param nameOf name of each
 */
public record Choices<T>(String kind, List<T> all, Function<T, String> nameOf) {

    /** Finds what is on the class path, sorted by name. */
    public static <T> Choices<T> onClassPath(Class<T> service, String kind, Function<T, String> nameOf) {
        return new Choices<>(
                kind,
                ServiceLoader.load(service).stream()
                        .map(ServiceLoader.Provider::get)
                        .sorted(Comparator.comparing(nameOf))
                        .toList(),
                nameOf);
    }

    public List<String> names() {
        return all.stream().map(nameOf).toList();
    }

    /**
     * Chooses.
     *
     * @throws UsageException if there is none of that name, with the nearest
     */
    public T named(String name) {
        return all.stream()
                .filter(one -> nameOf.apply(one).equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new UsageException("unknown " + kind + " \"" + name + "\"" + DidYouMean.hint(name, names())));
    }

    /** Lists them, a line each. */
    public List<String> listing(Function<T, String> description) {
        return all.stream()
                .map(one -> String.format("  %-16s %s", nameOf.apply(one), description.apply(one)))
                .toList();
    }
}
