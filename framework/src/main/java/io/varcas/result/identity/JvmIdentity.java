package io.varcas.result.identity;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A JVM.
 *
 * @param executable path of its executable
 * @param arguments its arguments
 * @param jdkVersion version of the JDK
 * @param name name of the VM
 * @param version version of the VM
 */
public record JvmIdentity(String executable, List<String> arguments, String jdkVersion, String name, String version) {

    /** No JVM, or one nothing is known of: that of an imported result. */
    public static final JvmIdentity UNKNOWN =
            new JvmIdentity("not known", List.of(), "not known", "not known", "not known");

    private static final List<String> COMPILES_LITTLE = List.of("Zero", "Minimal", "Client");

    /** Copies the list. */
    public JvmIdentity {
        arguments = List.copyOf(arguments);
    }

    /**
     * Returns the reason why this JVM is unsuitable for generating load, in one line; empty if it is suitable. Its age
     * does not: from JDK 17, the oldest that runs this code, to 25 a request costs the client the same within a tenth
     * (docs/client.md).
     */
    public Optional<String> handicap() {
        if (arguments.contains("-Xint")) {
            return Optional.of("it interprets all code (-Xint), which makes the client many times slower");
        }
        if (arguments.stream().anyMatch(JvmIdentity::isDebugger)) {
            return Optional.of("a debugger can stop it at any moment (jdwp)");
        }
        if (COMPILES_LITTLE.stream().anyMatch(name::contains)) {
            return Optional.of("it is no server VM (" + name + "): it compiles little or nothing");
        }
        return Optional.empty();
    }

    private static boolean isDebugger(String argument) {
        return argument.startsWith("-agentlib:jdwp") || argument.startsWith("-Xrunjdwp");
    }

    /** Returns the JVM this code runs in. */
    public static JvmIdentity here() {
        return new JvmIdentity(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                System.getProperty("java.version"),
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"));
    }
}
