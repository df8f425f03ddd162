package io.varcas.doctor;

import io.varcas.profiler.host.ControlGroup;
import io.varcas.profiler.host.HostFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks of the limits on processes: open files and locked memory of client and server, and the control group's. */
final class LimitChecks {

    /** One descriptor a stream, and some for the rest. */
    private static final long OPEN_FILES = 65_536;

    private static final long FEW_OPEN_FILES = 1024;
    private static final String UNLIMITED = "unlimited";
    private static final double GIB = 1 << 30;

    private final HostFiles files;
    private final OptionalLong server;

    LimitChecks(HostFiles files, OptionalLong server) {
        this.files = files;
        this.server = server;
    }

    List<HostCheck> checks() {
        List<HostCheck> checks = new ArrayList<>();
        checks.add(openFiles("client", "self"));
        server.ifPresent(process -> checks.add(openFiles("server", String.valueOf(process))));
        checks.add(lockedMemory());
        checks.add(quota());
        checks.add(memory());
        return checks;
    }

    private HostCheck openFiles(String who, String process) {
        String name = "limit.openFiles." + who;
        String wanted = OPEN_FILES + " or more";
        String reason = "each stream takes a file descriptor; without one, connections fail";
        Optional<String> found = limit(process, "Max open files");
        if (found.isEmpty()) {
            return HostCheck.unknown(name, "/proc/" + process + "/limits cannot be read", wanted, reason);
        }
        boolean enough = found.get().equals(UNLIMITED) || Long.parseLong(found.get()) >= OPEN_FILES;
        boolean few = !enough && Long.parseLong(found.get()) <= FEW_OPEN_FILES;
        return enough
                ? HostCheck.ok(name, found.get(), wanted, reason)
                : HostCheck.wrong(
                        few ? Severity.ERROR : Severity.WARNING,
                        name,
                        found.get(),
                        wanted,
                        reason,
                        "ulimit -n " + OPEN_FILES + " in the shell that starts it; docker run --ulimit nofile="
                                + OPEN_FILES + ":" + OPEN_FILES);
    }

    private HostCheck lockedMemory() {
        String name = "limit.lockedMemory";
        String reason = "RDMA registers memory that is locked; pinned memory of CUDA is not limited by it";
        boolean rdma = !files.names("sys/class/infiniband", ".+").isEmpty();
        Optional<String> found = limit("self", "Max locked memory");
        String wanted = rdma ? UNLIMITED : "";
        if (found.isEmpty()) {
            return HostCheck.unknown(name, "/proc/self/limits cannot be read", wanted, reason);
        }
        if (!rdma) {
            return HostCheck.recorded(name, found.get() + "; no RDMA device", reason);
        }
        return found.get().equals(UNLIMITED)
                ? HostCheck.ok(name, found.get(), wanted, reason)
                : HostCheck.wrong(
                        Severity.WARNING,
                        name,
                        found.get() + " bytes, with an RDMA device",
                        wanted,
                        reason,
                        "memlock unlimited in /etc/security/limits.conf; docker run --ulimit memlock=-1");
    }

    private Optional<String> limit(String process, String title) {
        return files.lines("proc/" + process + "/limits").stream()
                .filter(line -> line.startsWith(title))
                .map(line -> line.substring(title.length()).strip().replaceFirst("\\s.*", ""))
                .filter(value -> value.equals(UNLIMITED) || value.matches("[0-9]{1,18}"))
                .findFirst();
    }

    private HostCheck quota() {
        String name = "cgroup.cpu";
        String wanted = "no quota, or never throttled";
        String reason = "a process that used up its quota stands still until the next period, mostly 100 ms";
        ControlGroup group = new ControlGroup(files);
        Optional<String> quota = group.file("cpu", "cpu.max")
                .or(() -> group.file("cpu", "cpu.cfs_quota_us"))
                .flatMap(files::first);
        Optional<String> stat = group.file("cpu", "cpu.stat");
        if (quota.isEmpty() && stat.isEmpty()) {
            return HostCheck.unknown(name, "the control group cannot be read", wanted, reason);
        }
        String set = quota.map(text -> text.replaceFirst(" .*", ""))
                .filter(text -> !text.equals("max") && !text.equals("-1"))
                .map(text -> "quota " + quota.get())
                .orElse("no quota");
        OptionalLong throttled = stat.map(file -> HostFiles.number(files.lines(file), "nr_throttled"))
                .orElse(OptionalLong.empty());
        String found = set + (throttled.isPresent() ? ", throttled in " + throttled.getAsLong() + " periods" : "");
        return throttled.orElse(0) == 0
                ? HostCheck.ok(name, found, wanted, reason)
                : HostCheck.wrong(
                        Severity.WARNING,
                        name,
                        found,
                        wanted,
                        reason,
                        "raise or remove the quota: docker run --cpus, Kubernetes resources.limits.cpu");
    }

    private HostCheck memory() {
        String name = "cgroup.memory";
        String reason = "a server that exceeds it is killed";
        ControlGroup group = new ControlGroup(files);
        return group.file("memory", "memory.max")
                .or(() -> group.file("memory", "memory.limit_in_bytes"))
                .flatMap(files::first)
                .map(text -> HostCheck.recorded(name, bytes(text), reason))
                .orElseGet(() -> HostCheck.unknown(name, "the control group has no limit to read", "", reason));
    }

    private static String bytes(String text) {
        return text.matches("[0-9]{1,15}")
                ? String.format(Locale.ROOT, "%.1f GiB", Long.parseLong(text) / GIB)
                : "no limit";
    }
}
