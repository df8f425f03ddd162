package io.varcas.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Flags under their former names: they still work, and one line names the new one. */
final class RenamedFlags {

    /** New name by old name, of each command. */
    private static final Map<String, Map<String, String>> RENAMED = Map.of(
            "compare", Map.of("-m", "-metric"),
            "ab", Map.of("-m", "-metric"),
            "export", Map.of("-to", "-format"),
            "import", Map.of("-from", "-format"),
            "size", Map.of("-w", "--workload", "--sla", "-sla", "--seed", "-seed"));

    /** Commands that took their format, or the file of it, in one flag. */
    private static final Set<String> WITH_OUTPUT = Set.of("size", "roofline", "support");

    private static final Set<String> OUTPUT = Set.of("--output", "-o");

    private static final Set<String> OF_HARDWARE = Set.of(
            "--model",
            "-m",
            "--gpu",
            "--quantization",
            "-q",
            "--kv-cache-dtype",
            "--tensor-parallel",
            "-tp",
            "--max-num-seqs",
            "--max-num-batched-tokens",
            "--max-model-len",
            "--kv-tokens");

    /** Commands that took the hardware in several flags. */
    private static final Set<String> WITH_HARDWARE = Set.of("roofline", "calibrate");

    private RenamedFlags() {}

    /**
     * Returns a command line with the new names of its flags.
     *
     * @param args the command line as written
     * @param err where advice goes, a line for each flag
     */
    static String[] renamed(String[] args, PrintWriter err) {
        if (args.length == 0) {
            return args;
        }
        Map<String, String> renamed = RENAMED.getOrDefault(args[0], Map.of());
        List<String> current = new ArrayList<>();
        Set<String> advice = new LinkedHashSet<>();
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            if (WITH_OUTPUT.contains(args[0]) && OUTPUT.contains(arg) && i + 1 < args.length) {
                List<String> output = output(args[++i]);
                advice.add(arg + " is now " + output.get(0));
                current.addAll(output);
                continue;
            }
            String flag = renamed.getOrDefault(arg, arg);
            if (!flag.equals(arg)) {
                advice.add(arg + " is now " + flag);
            } else if (WITH_HARDWARE.contains(args[0]) && OF_HARDWARE.contains(arg)) {
                advice.add("write the hardware as for a run: -hardware h100,model=llama-3.1-8b,tp=2");
            }
            current.add(flag);
        }
        advice.forEach(line -> err.println("ADVICE: " + line));
        return current.toArray(String[]::new);
    }

    /** Returns the flag for a format, or for the file of it. */
    private static List<String> output(String value) {
        return List.of(value.contains(".") ? "-rff" : "-rf", value);
    }
}
