package io.varcas.simulator;

import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeployedHardware;
import io.varcas.deployment.DeploymentOption;
import io.varcas.deployment.DeploymentResolver;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.launch.ServerCommand;
import io.varcas.launch.ServerFlag;
import io.varcas.setting.type.SettingException;
import io.varcas.validation.DidYouMean;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The notation of the embedded simulator as a target: {@code sim:}, and after it options such as
 * {@code sim:max-num-seqs=64,step-base=10ms,fault=status:503,fault-every=10}; with an accelerator first, as in
 * {@code sim:h100,model=llama-3.1-8b,tp=2}, its times and its memory are those of that hardware. Behind it flags of vLLM may
 * follow, by their own names: {@code sim:h100 --max-num-seqs 64 --no-enable-prefix-caching}.
 */
public final class SimulatedTarget {

    /** Prefix of every such target. */
    public static final String SCHEME = "sim:";

    /** Engine whose step times are simulated, as device profiles name it. */
    static final String ENGINE = "vllm 0.32.0";

    /** Where the flags of vLLM begin. */
    private static final Pattern FLAGS = Pattern.compile("(^|\\s)(--[A-Za-z]|-(tp|pp|dp|q)\\s)");

    private final SimulationBuilder simulation = new SimulationBuilder();
    private final List<String> faults = new ArrayList<>();
    private final Set<SimulationOption> given = new HashSet<>();
    private final List<String> parts;
    private final VllmFlags flags;
    private final boolean physical;
    private DeploymentSpec spec = DeploymentSpec.NOTHING;

    private SimulatedTarget(String notation) {
        Matcher behind = FLAGS.matcher(notation);
        int end = behind.find() ? behind.start() : notation.length();
        parts = Stream.of(notation.substring(0, end).split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        physical = parts.stream().anyMatch(part -> isAccelerator(part) || namesHardware(part));
        flags = VllmFlags.read(notation.substring(end), physical);
    }

    /** Returns whether a target means the embedded simulator. */
    public static boolean isSimulated(String target) {
        return target.startsWith(SCHEME);
    }

    /**
     * Returns a target like this one that simulates hardware.
     *
     * @param target begins with {@code sim:} and names no hardware
     * @param hardware what it shall simulate
     */
    public static String on(DeploymentSpec hardware, String target) {
        String rest = target.substring(SCHEME.length());
        return SCHEME + hardware + (rest.isBlank() ? "" : "," + rest);
    }

    /**
     * Returns a target like this one with flags of vLLM, each in the place of the flag or option that sets the same thing.
     *
     * @param target begins with {@code sim:}
     * @param flags flags to set
     * @param removed names of flags and options to remove, without dashes
     * @throws IllegalArgumentException if the flags of the target cannot be read; one line
     */
    public static String with(String target, List<ServerFlag> flags, List<String> removed) {
        String notation = target.substring(SCHEME.length());
        Matcher behind = FLAGS.matcher(notation);
        int end = behind.find() ? behind.start() : notation.length();
        ServerCommand command = ServerCommand.parse("sim " + notation.substring(end));
        Set<String> replaced = new HashSet<>(removed);
        for (ServerFlag flag : flags) {
            command = command.with(flag);
            replaced.add(flag.subject());
        }
        for (String name : removed) {
            command = command.without(name);
        }
        String options = Stream.of(notation.substring(0, end).split(",", -1))
                .map(String::strip)
                .filter(part -> replaced.stream().noneMatch(name -> isSame(part.split("=", 2)[0].strip(), name)))
                .collect(Collectors.joining(","));
        List<String> words = command.words();
        return SCHEME
                + options
                + (words.size() > 1 ? command.toString().substring(words.get(0).length()) : "");
    }

    private static boolean isSame(String option, String flag) {
        return option.equals(flag)
                || (DeploymentOption.named(option).isPresent()
                        && DeploymentOption.named(option).equals(DeploymentOption.named(flag)));
    }

    /**
     * Reads a target.
     *
     * @param target begins with {@code sim:}
     * @throws SettingException naming every option that is unknown or wrong, in one line, or why the model does not fit
     */
    public static ServeOptions parse(String target) {
        if (!isSimulated(target)) {
            throw new SettingException("target \"" + target + "\" does not begin with " + SCHEME);
        }
        SimulatedTarget read = new SimulatedTarget(target.substring(SCHEME.length()));
        read.parts.forEach(read::apply);
        read.flags.options().forEach(read::apply);
        read.faults.addAll(read.flags.faults());
        if (read.faults.isEmpty()) {
            try {
                return read.build();
            } catch (IllegalArgumentException wrong) {
                String message = String.valueOf(wrong.getMessage());
                String subject = read.spec + ": ";
                read.faults.add(message.startsWith(subject) ? message.substring(subject.length()) : message);
            }
        }
        throw new SettingException(target + ": " + String.join("; also, ", read.faults));
    }

    /**
     * Returns what is said of flags of vLLM that change nothing in this simulation, one a line.
     *
     * @param target a target that can be read
     */
    public static List<String> withoutEffect(String target) {
        return new SimulatedTarget(target.substring(SCHEME.length())).flags.withoutEffect();
    }

    /** Returns every option with its meaning and default, one a line, for help texts. */
    public static List<String> help() {
        Stream<String> general = SimulationOption.ALL.stream().map(SimulationOption::help);
        Stream<String> hardware = Stream.of(DeploymentOption.values()).map(SimulationOption::help);
        String between = "With hardware, as in sim:h100,model=llama-3.1-8b,tp=2, there is no step-..., but";
        return Stream.of(general, Stream.of("", between), hardware)
                .flatMap(lines -> lines)
                .toList();
    }

    private ServeOptions build() {
        if (!physical) {
            return simulation.build();
        }
        DeployedHardware hardware = DeploymentResolver.resolve(spec, Catalogs.bundled(), ENGINE);
        if (!given.contains(SimulationOption.SERVED_MODEL_NAME)) {
            simulation.server.model(spec.get(DeploymentOption.MODEL)
                    .filter(name -> !name.endsWith(".json"))
                    .orElse(hardware.deployment().model().id()));
        }
        return simulation.build(SimulatedEngine.of(hardware));
    }

    private void apply(String part) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals).strip();
        DeploymentOption hardware = DeploymentOption.named(name).orElse(null);
        SimulationOption option = SimulationOption.named(name).orElse(null);
        if (isAccelerator(part)) {
            say(DeploymentOption.ACCELERATOR, part);
        } else if (hardware == null && option == null) {
            faults.add("unknown option \"" + name + "\"" + DidYouMean.hint(name, names()));
        } else if (equals < 0) {
            faults.add("option " + name + " needs a value, as in " + name + "="
                    + (option == null
                            ? String.valueOf(hardware == null ? "" : hardware.example())
                            : option.defaultValue()));
        } else if (hardware != null && (physical || option == null)) {
            say(hardware, part.substring(equals + 1).strip());
        } else if (option != null) {
            apply(option, part.substring(equals + 1).strip());
        }
    }

    private void say(DeploymentOption hardware, String value) {
        if (!physical) {
            faults.add(hardware.label() + " needs an accelerator, as in sim:h100," + hardware.label() + "=" + value);
        } else if (spec.has(hardware)) {
            faults.add("option " + hardware.label() + " is given twice");
        } else {
            spec = spec.with(hardware, value);
        }
    }

    private void apply(SimulationOption option, String value) {
        if (!given.add(option) && !option.mayRepeat()) {
            faults.add("option " + option.label() + " is given twice");
        } else if (physical && option.isOfLinearEngine()) {
            faults.add(
                    "option " + option.label() + " does not go with an accelerator, from which it follows; remove one");
        } else {
            try {
                option.apply(simulation, value);
            } catch (IllegalArgumentException wrong) {
                faults.add(option.label() + ": " + wrong.getMessage());
            }
        }
    }

    /** An accelerator stands first and has no name; what is an option there lacks its value. */
    private boolean isAccelerator(String part) {
        return !parts.isEmpty()
                && part.equals(parts.get(0))
                && part.indexOf('=') < 0
                && DeploymentOption.named(part).isEmpty()
                && SimulationOption.named(part).isEmpty();
    }

    private static boolean namesHardware(String part) {
        return DeploymentOption.named(part.split("=", 2)[0].strip())
                .filter(option -> option == DeploymentOption.ACCELERATOR || option == DeploymentOption.INSTANCE)
                .isPresent();
    }

    private static List<String> names() {
        return Stream.concat(SimulationOption.names().stream(), DeploymentOption.labels().stream())
                .distinct()
                .toList();
    }
}
