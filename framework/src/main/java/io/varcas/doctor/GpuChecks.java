package io.varcas.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks of the GPUs, by {@code nvidia-smi}. A value such as {@code [N/A]} is unknown.
 *
 * <p>Bits of the clock reasons: NVML, {@code nvmlClocksEventReasons} (read November 2026).
 */
final class GpuChecks {

    private static final List<String> FIELDS = List.of(
            "index",
            "persistence_mode",
            "clocks_event_reasons.active",
            "clocks.sm",
            "clocks.max.sm",
            "temperature.gpu",
            "ecc.mode.current",
            "mig.mode.current",
            "compute_mode",
            "power.limit",
            "power.default_limit",
            "pcie.link.gen.current",
            "pcie.link.gen.max",
            "pcie.link.width.current",
            "pcie.link.width.max",
            "driver_version");
    private static final String REASONS = "clocks_event_reasons.active";
    private static final String OLD_REASONS = "clocks_throttle_reasons.active";

    /** Power cap 0x4, hardware slowdown 0x8, software thermal 0x20, hardware thermal 0x40, power brake 0x80. */
    private static final long HELD_BACK = 0x4 | 0x8 | 0x20 | 0x40 | 0x80;

    private static final Pattern LINK = Pattern.compile("NV[0-9]+|PIX|PXB|PHB|NODE|SYS");
    private static final Pattern CUDA = Pattern.compile("CUDA Version\\s*:\\s*([0-9]+\\.[0-9]+)");
    private static final String ABSENT = "nvidia-smi is not on the PATH or finds no GPU";

    private final Tools tools;
    private final List<List<String>> gpus;

    GpuChecks(Tools tools) {
        this.tools = tools;
        this.gpus = query(REASONS).or(() -> query(OLD_REASONS)).orElse(List.of());
    }

    private Optional<List<List<String>>> query(String reasons) {
        String fields = String.join(",", FIELDS).replace(REASONS, reasons);
        return tools.output(List.of("nvidia-smi", "--query-gpu=" + fields, "--format=csv,noheader,nounits"))
                .map(output -> output.lines()
                        .map(line -> Arrays.stream(line.split(",", -1))
                                .map(String::strip)
                                .toList())
                        .filter(cells -> cells.size() == FIELDS.size())
                        .toList())
                .filter(rows -> !rows.isEmpty());
    }

    List<HostCheck> checks() {
        List<HostCheck> checks = new ArrayList<>();
        checks.add(persistence());
        checks.add(clocks());
        checks.add(modes());
        checks.add(pcie());
        checks.add(links());
        checks.add(driver());
        checks.add(cuda());
        return checks;
    }

    private HostCheck persistence() {
        String name = "gpu.persistence";
        String reason = "without it the driver unloads between runs: slow starts and clocks that are set back";
        if (gpus.isEmpty()) {
            return HostCheck.unknown(name, ABSENT, "on", reason);
        }
        List<String> off = named(gpu -> value(gpu, "persistence_mode").filter("Disabled"::equals));
        return off.isEmpty()
                ? HostCheck.ok(name, "on", "on", reason)
                : HostCheck.wrong(
                        Severity.WARNING,
                        name,
                        "off: " + String.join(", ", off),
                        "on",
                        reason,
                        "sudo nvidia-smi -pm 1, or enable nvidia-persistenced");
    }

    private HostCheck clocks() {
        String name = "gpu.clocks";
        String wanted = "not held back";
        String reason = "a GPU that is hot or at its power limit slows down, and numbers vary with it";
        if (gpus.isEmpty()) {
            return HostCheck.unknown(name, ABSENT, wanted, reason);
        }
        List<String> held = named(gpu -> value(gpu, REASONS)
                .filter(mask -> (mask(mask) & HELD_BACK) != 0)
                .map(mask -> mask + " at " + text(gpu, "temperature.gpu") + " °C"));
        String clocks = all(gpu -> text(gpu, "clocks.sm") + " of " + text(gpu, "clocks.max.sm") + " MHz");
        return held.isEmpty()
                ? HostCheck.ok(name, clocks, wanted, reason)
                : HostCheck.wrong(
                        Severity.WARNING,
                        name,
                        "held back (reasons " + String.join(", ", held) + "), " + clocks,
                        wanted,
                        reason,
                        "cool the GPU or raise its power limit; for stable numbers lock the clock: sudo nvidia-smi"
                                + " -lgc MHZ (undo: -rgc)");
    }

    private HostCheck modes() {
        String name = "gpu.modes";
        String reason = "ECC, partitions (MIG), compute mode and power limit must be equal for runs to be compared";
        return gpus.isEmpty()
                ? HostCheck.unknown(name, ABSENT, "", reason)
                : HostCheck.recorded(
                        name,
                        all(gpu -> "ECC " + text(gpu, "ecc.mode.current") + ", MIG " + text(gpu, "mig.mode.current")
                                + ", compute mode " + text(gpu, "compute_mode") + ", power limit "
                                + text(gpu, "power.limit") + " W of " + text(gpu, "power.default_limit") + " W"),
                        reason);
    }

    private HostCheck pcie() {
        String name = "gpu.pcie";
        String wanted = "full width";
        String reason =
                "a narrow link slows loading, KV transfers and tensor parallelism without NVLink; its generation falls"
                        + " while the GPU idles";
        if (gpus.isEmpty()) {
            return HostCheck.unknown(name, ABSENT, wanted, reason);
        }
        String links = all(gpu -> "generation " + text(gpu, "pcie.link.gen.current") + " of "
                + text(gpu, "pcie.link.gen.max") + ", width " + text(gpu, "pcie.link.width.current") + " of "
                + text(gpu, "pcie.link.width.max"));
        List<String> narrow = named(gpu -> value(gpu, "pcie.link.width.current")
                .filter(width -> value(gpu, "pcie.link.width.max")
                        .filter(most -> !most.equals(width))
                        .isPresent()));
        boolean known = gpus.stream()
                .allMatch(gpu -> value(gpu, "pcie.link.width.current").isPresent());
        if (!known) {
            return HostCheck.unknown(name, "nvidia-smi does not report the width", wanted, reason);
        }
        return narrow.isEmpty()
                ? HostCheck.ok(name, links, wanted, reason)
                : HostCheck.wrong(
                        Severity.WARNING,
                        name,
                        links,
                        wanted,
                        reason,
                        "reseat the card, or use a slot with all lanes; check again under load");
    }

    private HostCheck links() {
        String name = "gpu.links";
        String reason = "tensor parallelism without NVLink (NV) is bound by PCIe";
        if (gpus.size() < 2) {
            return gpus.isEmpty()
                    ? HostCheck.unknown(name, ABSENT, "", reason)
                    : HostCheck.recorded(name, "one GPU", reason);
        }
        return tools.output(List.of("nvidia-smi", "topo", "-m"))
                .map(matrix -> matrix.lines()
                        .filter(line -> line.startsWith("GPU"))
                        .flatMap(line -> Arrays.stream(line.split("\\s+")))
                        .filter(word -> LINK.matcher(word).matches())
                        .collect(Collectors.toCollection(TreeSet::new)))
                .filter(found -> !found.isEmpty())
                .map(found -> HostCheck.recorded(name, "links between GPUs: " + String.join(", ", found), reason))
                .orElseGet(() -> HostCheck.unknown(name, "nvidia-smi topo -m reports nothing", "", reason));
    }

    private HostCheck driver() {
        String name = "version.driver";
        String reason = "kernels and limits differ between drivers";
        return gpus.isEmpty()
                ? HostCheck.unknown(name, ABSENT, "", reason)
                : HostCheck.recorded(name, all(gpu -> text(gpu, "driver_version")), reason);
    }

    /** The newest CUDA that the driver supports; {@code nvidia-smi} has it in its head only, or in newer ones' version. */
    private HostCheck cuda() {
        String name = "version.cuda";
        String reason = "wheels and images of vLLM are built for a version of CUDA, and kernels differ between them";
        if (gpus.isEmpty()) {
            return HostCheck.unknown(name, ABSENT, "", reason);
        }
        return Stream.of(List.of("nvidia-smi", "--version"), List.of("nvidia-smi"))
                .flatMap(command -> tools.output(command).stream())
                .map(CUDA::matcher)
                .filter(Matcher::find)
                .map(found -> HostCheck.recorded(name, found.group(1), reason))
                .findFirst()
                .orElseGet(() -> HostCheck.unknown(name, "nvidia-smi does not report it", "", reason));
    }

    /** Returns what a value of each GPU says, with the GPU's name, for those that say something. */
    private List<String> named(Function<List<String>, Optional<String>> value) {
        return gpus.stream()
                .flatMap(gpu -> value.apply(gpu).map(text -> "GPU " + gpu.get(0) + " " + text).stream())
                .toList();
    }

    /** Returns what all GPUs have in common in one phrase, or each with its name. */
    private String all(Function<List<String>, String> value) {
        List<String> different = gpus.stream().map(value).distinct().toList();
        return different.size() == 1
                ? different.get(0)
                : gpus.stream()
                        .map(gpu -> "GPU " + gpu.get(0) + ": " + value.apply(gpu))
                        .collect(Collectors.joining("; "));
    }

    private static String text(List<String> gpu, String field) {
        return value(gpu, field).orElse("unknown");
    }

    private static Optional<String> value(List<String> gpu, String field) {
        String cell = gpu.get(FIELDS.indexOf(field));
        return cell.isEmpty() || cell.startsWith("[") || cell.equals("N/A") ? Optional.empty() : Optional.of(cell);
    }

    private static long mask(String text) {
        try {
            return Long.decode(text);
        } catch (NumberFormatException other) {
            return 0;
        }
    }
}
