package io.varcas.reports.sweep;

import io.varcas.launch.ServerCommand;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.TargetIdentity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The recorded fact in which the servers of several runs differ, such as one of their flags. Trials of several runs become one sweep by it:
 * it is one more parameter of each.
 */
public final class ServerDifference {

    /** Facts named in one value; more than these cannot be told apart at a glance. */
    private static final int MOST_FACTS = 3;

    private static final String SERVER = "server";
    private static final String RUN = "run";
    private static final String SIMULATION = "simulation";
    private static final String COMMAND = "command";

    /** Where the flags of a command begin. */
    private static final Pattern FLAGS = Pattern.compile("(^|\\s)-");

    private final List<RunResult> runs;
    private final Set<String> names;

    private ServerDifference(List<RunResult> runs, Set<String> names) {
        this.runs = runs;
        this.names = names;
    }

    /** Finds the facts in which the servers of runs differ. */
    public static ServerDifference of(List<RunResult> runs) {
        Map<String, Set<String>> values = new TreeMap<>();
        runs.forEach(run -> facts(run).keySet().forEach(name -> values.put(name, new HashSet<>())));
        for (RunResult run : runs) {
            Map<String, String> own = facts(run);
            values.forEach((name, seen) -> seen.add(own.getOrDefault(name, "")));
        }
        values.values().removeIf(seen -> seen.size() < 2);
        return new ServerDifference(runs, new TreeSet<>(values.keySet()));
    }

    private static Map<String, String> facts(RunResult run) {
        Map<String, String> facts = new LinkedHashMap<>(run.target().facts());
        if (run.target().simulated()) {
            // Its times follow from its options.
            options(run.target().asked(), facts);
            facts.remove(TargetIdentity.SIMULATES);
        }
        String launched = facts.remove(TargetIdentity.LAUNCHED);
        if (launched != null) {
            command(launched, facts);
        }
        facts.put("model", run.target().model());
        run.target().engineVersion().ifPresent(version -> facts.put("engine version", version));
        run.target().contextTokens().ifPresent(tokens -> facts.put("context tokens", String.valueOf(tokens)));
        return facts;
    }

    /** Adds the options of a simulator and the flags behind them, such as {@code sim:step-base=5ms --max-num-seqs 8}. */
    private static void options(String asked, Map<String, String> facts) {
        String notation = asked.substring(asked.indexOf(':') + 1);
        Matcher behind = FLAGS.matcher(notation);
        int end = behind.find() ? behind.start() : notation.length();
        for (String option : notation.substring(0, end).split(",", -1)) {
            int equals = option.indexOf('=');
            facts.put(
                    equals < 0 ? SIMULATION : option.substring(0, equals).strip(),
                    option.substring(equals + 1).strip());
        }
        flags(notation.substring(end), facts);
    }

    /** Adds the program of a command and its flags, each as a fact. */
    private static void command(String command, Map<String, String> facts) {
        Matcher behind = FLAGS.matcher(command);
        int end = behind.find() ? behind.start() : command.length();
        facts.put(COMMAND, command.substring(0, end).strip());
        flags(command.substring(end), facts);
    }

    private static void flags(String text, Map<String, String> facts) {
        try {
            ServerCommand.parse(COMMAND + " " + text)
                    .flags()
                    .forEach(flag -> facts.put(
                            flag.subject(),
                            flag.values().isEmpty()
                                    ? (flag.isNegated() ? "off" : "on")
                                    : String.join(" ", flag.values())));
        } catch (IllegalArgumentException unreadable) {
            facts.put(COMMAND, text); // an earlier version wrote it
        }
    }

    /** Returns the name of the parameter: the fact, {@code server} for several facts, or {@code run} if none tells the runs apart. */
    public String name() {
        Set<String> values = runs.stream().map(run -> facts(run, names)).collect(Collectors.toSet());
        if (names.isEmpty() || values.size() < runs.size()) {
            return RUN;
        }
        return names.size() == 1 ? names.iterator().next() : SERVER;
    }

    /** Returns the value of the parameter of a run. */
    public String value(RunResult run) {
        return name().equals(RUN) ? run.id() : facts(run, names);
    }

    private String facts(RunResult run, Set<String> shown) {
        Map<String, String> own = facts(run);
        return shown.size() == 1
                ? own.getOrDefault(shown.iterator().next(), "not set")
                : shown.stream()
                        .limit(MOST_FACTS)
                        .map(fact -> fact + "=" + own.getOrDefault(fact, "not set"))
                        .collect(Collectors.joining(", "));
    }

    /** Returns the trials of all runs, each with the parameter if there are several runs. */
    public List<TrialResult> trials() {
        List<TrialResult> trials = new ArrayList<>();
        for (RunResult run : runs) {
            for (TrialResult trial : run.trials()) {
                Map<String, String> params = new LinkedHashMap<>(trial.params());
                if (runs.size() > 1) {
                    params.put(params.containsKey(name()) ? SERVER + " " + name() : name(), value(run));
                }
                trials.add(trial.toBuilder().params(params).build());
            }
        }
        return trials;
    }
}
