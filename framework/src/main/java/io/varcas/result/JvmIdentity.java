package io.varcas.result;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

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

    /** Copies the list. */
    public JvmIdentity {
        arguments = List.copyOf(arguments);
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
