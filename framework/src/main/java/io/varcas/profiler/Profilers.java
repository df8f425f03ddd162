package io.varcas.profiler;

import io.varcas.setting.DidYouMean;
import io.varcas.setting.SettingException;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The probes there are: the built-in ones, and those of the class path. */
public final class Profilers {

    private Profilers() {}

    /**
     * Returns every probe that has a name, by that name.
     *
     * @param loader where probes of one's own are looked for
     */
    public static Map<String, Profiler> all(ClassLoader loader) {
        Map<String, Profiler> probes = new TreeMap<>();
        ServiceLoader.load(Profiler.class, loader).forEach(probe -> probes.put(probe.name(), probe));
        probes.put(new Telemetry().name(), new Telemetry());
        probes.put(new ServerMetrics().name(), new ServerMetrics());
        probes.put(new ServerProfile().name(), new ServerProfile());
        return probes;
    }

    /**
     * Returns a probe.
     *
     * @param name its name, or the name of its class
     * @param loader where probes of one's own are looked for
     * @throws SettingException if there is none, or its class is no probe or cannot be made
     */
    public static Profiler named(String name, ClassLoader loader) {
        Map<String, Profiler> known = all(loader);
        Profiler probe = known.get(name);
        return probe != null ? probe : ofClass(name, loader, known);
    }

    private static Profiler ofClass(String name, ClassLoader loader, Map<String, Profiler> known) {
        try {
            return Class.forName(name, true, loader)
                    .asSubclass(Profiler.class)
                    .getConstructor()
                    .newInstance();
        } catch (ClassNotFoundException absent) {
            throw new SettingException("unknown profiler \"" + name + "\"" + DidYouMean.hint(name, known.keySet()));
        } catch (ClassCastException other) {
            throw new SettingException("profiler " + name + " does not implement " + Profiler.class.getName());
        } catch (ReflectiveOperationException broken) {
            throw new SettingException("profiler " + name
                    + " cannot be made; it must be public with a public constructor without parameters (" + broken
                    + ")");
        }
    }
}
