package io.varcas.cli.flag;

import io.varcas.extension.Extensions;
import io.varcas.setting.type.SettingException;
import io.varcas.validation.UsageException;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Extensions from which a flag chooses by name.
 *
 * @param <T> the interface of the extensions
 * @param extensions the extensions on the class path
 */
public record Choices<T>(Extensions<T> extensions) {

    /** Creates the choice among the extensions of an interface. */
    public static <T> Choices<T> onClassPath(Class<T> service, String kind, Function<T, String> nameOf) {
        return new Choices<>(new Extensions<>(service, kind, nameOf));
    }

    /** Returns all of them, sorted by name. */
    public List<T> all() {
        return List.copyOf(new TreeMap<>(extensions.all(loader())).values());
    }

    /** Returns their names, sorted. */
    public List<String> names() {
        return List.copyOf(new TreeMap<>(extensions.all(loader())).keySet());
    }

    /**
     * Chooses.
     *
     * @param name name of one, or of its class
     * @throws UsageException if there is none of that name, with the nearest
     */
    public T named(String name) {
        try {
            return extensions.named(name, loader());
        } catch (SettingException unknown) {
            throw new UsageException(String.valueOf(unknown.getMessage()));
        }
    }

    /** Lists them, a line each. */
    public List<String> listing(Function<T, String> description) {
        return all().stream()
                .map(one -> String.format("  %-16s %s", extensions.nameOf().apply(one), description.apply(one)))
                .toList();
    }

    private static ClassLoader loader() {
        return Choices.class.getClassLoader();
    }
}
