package io.varcas.extension;

import io.varcas.setting.type.SettingException;
import io.varcas.validation.DidYouMean;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * Implementations of an interface that users may add to, by name. Each is one public class with a public constructor without
 * parameters and one line in {@code META-INF/services/<interface>}; a class without that line is found by its binary name.
 *
 * @param <T> the interface
 * @param type the interface
 * @param kind word for one of them in messages, such as {@code profiler}
 * @param nameOf returns the name of one
 */
public record Extensions<T>(Class<T> type, String kind, Function<T, String> nameOf) {

    /**
     * Creates one of each that a class loader finds, by name, in the order of the class path; of two with one name the first counts.
     *
     * @param loader the class loader
     * @throws SettingException if one that is listed cannot be created
     */
    public Map<String, T> all(ClassLoader loader) {
        Map<String, T> found = new LinkedHashMap<>();
        try {
            ServiceLoader.load(type, loader).forEach(one -> found.putIfAbsent(nameOf.apply(one), one));
        } catch (ServiceConfigurationError broken) {
            throw new SettingException("a listed " + kind + " cannot be created: " + broken.getMessage());
        }
        return found;
    }

    /**
     * Creates the one of a name, or of a class.
     *
     * @param name its name, or the binary name of its class
     * @param loader the class loader
     * @throws SettingException if there is none, or the class does not implement the interface or cannot be created
     */
    public T named(String name, ClassLoader loader) {
        Map<String, T> known = all(loader);
        T found = known.get(name);
        return found != null ? found : ofClass(name, loader, known);
    }

    private T ofClass(String name, ClassLoader loader, Map<String, T> known) {
        try {
            return Class.forName(name, true, loader)
                    .asSubclass(type)
                    .getConstructor()
                    .newInstance();
        } catch (ClassNotFoundException absent) {
            throw new SettingException(
                    "unknown " + kind + " \"" + name + "\"" + DidYouMean.hint(name, known.keySet()), absent);
        } catch (ClassCastException other) {
            throw new SettingException(kind + " " + name + " does not implement " + type.getName(), other);
        } catch (ReflectiveOperationException broken) {
            throw new SettingException(
                    kind + " " + name
                            + " cannot be created; it must be public with a public constructor without parameters ("
                            + broken + ")",
                    broken);
        }
    }
}
