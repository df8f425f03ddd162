package io.varcas.accuracy;

import io.varcas.setting.DidYouMean;
import io.varcas.setting.SettingException;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The scorers there are: the built-in ones, and those of the class path. */
public final class Scorers {

    private Scorers() {}

    /**
     * Returns every scorer that has a name, by that name.
     *
     * @param loader where scorers of one's own are looked for
     */
    public static Map<String, Scorer> all(ClassLoader loader) {
        Map<String, Scorer> scorers = new TreeMap<>();
        ServiceLoader.load(Scorer.class, loader).forEach(scorer -> scorers.put(scorer.name(), scorer));
        scorers.put(new ExactMatch().name(), new ExactMatch());
        scorers.put(new RougeL().name(), new RougeL());
        return scorers;
    }

    /**
     * Returns a scorer.
     *
     * @param name its name, or the name of its class
     * @param loader where scorers of one's own are looked for
     * @throws SettingException if there is none, or its class is no scorer or cannot be made
     */
    public static Scorer named(String name, ClassLoader loader) {
        Map<String, Scorer> known = all(loader);
        Scorer scorer = known.get(name);
        return scorer != null ? scorer : ofClass(name, loader, known);
    }

    private static Scorer ofClass(String name, ClassLoader loader, Map<String, Scorer> known) {
        try {
            return Class.forName(name, true, loader)
                    .asSubclass(Scorer.class)
                    .getConstructor()
                    .newInstance();
        } catch (ClassNotFoundException absent) {
            throw new SettingException("unknown scorer \"" + name + "\"" + DidYouMean.hint(name, known.keySet()));
        } catch (ClassCastException other) {
            throw new SettingException("scorer " + name + " does not implement " + Scorer.class.getName());
        } catch (ReflectiveOperationException broken) {
            throw new SettingException("scorer " + name
                    + " cannot be made; it must be public with a public constructor without parameters (" + broken
                    + ")");
        }
    }
}
