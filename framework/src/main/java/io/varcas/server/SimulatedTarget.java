package io.varcas.server;

import io.varcas.setting.Nearest;
import io.varcas.setting.SettingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The notation of the embedded server as a target: {@code sim:}, and after it options such as
 * {@code sim:max-num-seqs=64,step-base=10ms,fault=status:503,fault-every=10}.
 */
public final class SimulatedTarget {

    /** What every such target begins with. */
    public static final String SCHEME = "sim:";

    private SimulatedTarget() {}

    /** Whether a target means the embedded server. */
    public static boolean isSimulated(String target) {
        return target.startsWith(SCHEME);
    }

    /**
     * Reads a target.
     *
     * @param target begins with {@code sim:}
     * @throws SettingException naming every option that is unknown or wrong, in one line
     */
    public static ServeOptions parse(String target) {
        if (!isSimulated(target)) {
            throw new SettingException("target \"" + target + "\" does not begin with " + SCHEME);
        }
        SimulationBuilder simulation = new SimulationBuilder();
        List<String> faults = new ArrayList<>();
        Set<SimulationOption> given = new HashSet<>();
        for (String part : target.substring(SCHEME.length()).split(",", -1)) {
            if (!part.isBlank()) {
                apply(part.strip(), given, simulation, faults);
            }
        }
        if (faults.isEmpty()) {
            try {
                return simulation.build();
            } catch (IllegalArgumentException wrong) {
                faults.add(wrong.getMessage());
            }
        }
        throw new SettingException(target + ": " + String.join("; also, ", faults));
    }

    /** Returns every option with its meaning and default, one a line, for help texts. */
    public static List<String> help() {
        return SimulationOption.ALL.stream().map(SimulationOption::help).toList();
    }

    private static void apply(
            String part, Set<SimulationOption> given, SimulationBuilder simulation, List<String> faults) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals).strip();
        SimulationOption option = SimulationOption.named(name).orElse(null);
        if (option == null) {
            faults.add("unknown option \"" + name + "\"" + Nearest.hint(name, SimulationOption.names()));
        } else if (equals < 0) {
            faults.add("option " + name + " needs a value, as in " + name + "=" + option.standard());
        } else if (!given.add(option) && !option.mayRepeat()) {
            faults.add("option " + name + " is given twice");
        } else {
            try {
                option.apply(simulation, part.substring(equals + 1).strip());
            } catch (IllegalArgumentException wrong) {
                faults.add(name + ": " + wrong.getMessage());
            }
        }
    }
}
