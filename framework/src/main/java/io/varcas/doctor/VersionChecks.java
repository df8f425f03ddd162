package io.varcas.doctor;

import io.varcas.profiler.host.HostFiles;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Versions that numbers depend on. */
final class VersionChecks {

    private final HostFiles files;

    VersionChecks(HostFiles files) {
        this.files = files;
    }

    List<HostCheck> checks() {
        String kernel = "schedulers and drivers differ between kernels";
        String microcode = "mitigations differ between versions of microcode";
        Set<String> versions = files.lines("proc/cpuinfo").stream()
                .filter(line -> line.startsWith("microcode"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .collect(Collectors.toCollection(TreeSet::new));
        Optional<String> release = files.first("proc/sys/kernel/osrelease");
        return List.of(
                release.map(found -> HostCheck.recorded("version.kernel", found, kernel))
                        .orElseGet(() -> HostCheck.unknown(
                                "version.kernel", "/proc/sys/kernel/osrelease cannot be read", "", kernel)),
                versions.isEmpty()
                        ? HostCheck.unknown("version.microcode", "/proc/cpuinfo does not report it", "", microcode)
                        : HostCheck.recorded("version.microcode", String.join(", ", versions), microcode));
    }
}
