package io.varcas.workload;

import java.util.List;
import java.util.Optional;

/**
 * The JVMs that a trial runs in.
 *
 * @param count measured forks; 0 runs in the launching JVM
 * @param warmups forks before them whose results are thrown away
 * @param jvm Java executable; empty for the launcher's own
 * @param jvmArgs JVM arguments; empty for the launcher's own
 */
public record Forks(int count, int warmups, Optional<String> jvm, Optional<List<String>> jvmArgs) {}
