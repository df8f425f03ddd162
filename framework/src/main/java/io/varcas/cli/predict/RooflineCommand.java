package io.varcas.cli.predict;

import com.sun.management.OperatingSystemMXBean;
import io.varcas.calibration.DeviceProfile;
import io.varcas.cli.flag.Choices;
import io.varcas.cli.flag.ExitCode;
import io.varcas.cli.flag.OutputFile;
import io.varcas.cli.flag.PrintFlags;
import io.varcas.deployment.DeploymentOption;
import io.varcas.deployment.DeploymentResolver;
import io.varcas.hardware.Accelerator;
import io.varcas.model.KvPrecision;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.Precision;
import io.varcas.result.RooflineFormat;
import io.varcas.result.WholeFile;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.MemoryPlan;
import io.varcas.roofline.ServingLimits;
import io.varcas.roofline.StaticAnalysis;
import io.varcas.roofline.StepCoefficients;
import io.varcas.roofline.StepModel;
import io.varcas.roofline.VllmVersion;
import io.varcas.utilization.HostPeaks;
import io.varcas.utilization.UtilizationCalculator;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The roofline: the cost of a step over a grid of batches and lengths, its bottleneck, and measured work below it. */
@Command(
        name = "roofline",
        customSynopsis = "benchmarks.jar roofline -hardware <gpu>,model=<model> [flags]",
        separator = " ",
        sortOptions = false,
        description = {
            "Compute step times and bottlenecks of a model on a GPU, over batch sizes and lengths.",
            "Numbers are predicted, but for those of --measured, --profile and --server.",
            ""
        })
public final class RooflineCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Mixin
    HardwareFlag hardware = new HardwareFlag();

    @Mixin
    EarlierHardwareFlags earlier = new EarlierHardwareFlags();

    @Option(names = "--kv-cache-dtype", hidden = true)
    String kvPrecision = "auto";

    @Option(
            names = "--batches",
            paramLabel = "<n,..>",
            split = ",",
            description = "Batch sizes, in sequences per step (default: ${DEFAULT-VALUE}).")
    List<Integer> batches = List.of(1, 4, 8, 16, 64);

    @Option(
            names = "--lengths",
            paramLabel = "<n,..>",
            split = ",",
            description = "Prompt and context lengths, in tokens (default: ${DEFAULT-VALUE}).")
    List<Integer> lengths = List.of(128, 512, 1_024, 2_048);

    @Option(
            names = "--engine",
            paramLabel = "<version>",
            description = "Engine and version (default: ${DEFAULT-VALUE}).")
    String engine = "vllm 0.32.0";

    @Option(
            names = "--measured",
            paramLabel = "<bundle>",
            description = "Show the trials of a result bundle of this model and GPU under the roofline. Repeatable.")
    List<Path> measured = new ArrayList<>();

    @Mixin
    DynamicFlags dynamic = new DynamicFlags();

    @Option(
            names = "--measure-host",
            paramLabel = "<file.json>",
            description = "Measure the peaks of this host's CPU, write them to an accelerator file, and exit. Name the"
                    + " file as the GPU: -hardware <file.json>,model=..,precision=fp32.")
    @Nullable
    Path measureHost;

    @Mixin
    CatalogFlags catalogs = new CatalogFlags();

    @Mixin
    PrintFlags print = new PrintFlags();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() {
        print.check(pages().names().toArray(String[]::new));
        dynamic.check();
        if (measureHost != null) {
            return measured(measureHost);
        }
        takeHardware();
        Optional<RooflineFormat> page = page();
        try {
            Deployment deployment = deployment();
            Optional<DeviceProfile> profile = catalogs.profiles().bestFor(deployment, engine);
            StepCoefficients coefficients =
                    profile.map(DeviceProfile::coefficients).orElse(StepCoefficients.DEFAULT);
            StepModel stepModel = new StepModel(deployment);
            RooflineReport report = new RooflineReport(
                    StaticAnalysis.of(stepModel, coefficients, batches, lengths),
                    MemoryPlan.of(deployment, limits(deployment)),
                    profile.map(DeviceProfile::id).orElse("uncalibrated"),
                    new MeasuredPoints(stepModel).of(measured),
                    dynamic.measure(new UtilizationCalculator(stepModel, coefficients)),
                    VllmVersion.of(engine).limitation());
            if (page.isPresent()) {
                write(page.get(), report);
            }
            PrintWriter out = spec.commandLine().getOut();
            print.lines(report::lines, report::json).forEach(out::println);
            out.flush();
            return ExitCode.MET;
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        } catch (UncheckedIOException unreadable) {
            throw new UsageException(FailureText.of(unreadable));
        }
    }

    private int measured(Path host) {
        OutputFile.check("--measure-host", host);
        HostPeaks peaks = HostPeaks.measure();
        try {
            HostFile.write(
                    host,
                    peaks,
                    ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                            .getTotalMemorySize());
        } catch (IOException refused) {
            throw new UncheckedIOException(host + " cannot be written", refused);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(
                Locale.ROOT,
                "%s: %.3f TFLOP/s fp32, %.1f GB/s; %s",
                host,
                peaks.flopsPerSecond() / 1e12,
                peaks.bytesPerSecond() / 1e9,
                peaks.source()));
        out.flush();
        return ExitCode.MET;
    }

    private void takeHardware() {
        hardware.values(
                        "roofline",
                        DeploymentOption.ACCELERATOR,
                        DeploymentOption.MODEL,
                        DeploymentOption.PRECISION,
                        DeploymentOption.KV_CACHE_DTYPE,
                        DeploymentOption.TP)
                .forEach((option, value) -> {
                    switch (option) {
                        case ACCELERATOR -> earlier.gpu = value;
                        case MODEL -> earlier.model = value;
                        case PRECISION -> earlier.precision = value;
                        case KV_CACHE_DTYPE -> kvPrecision = value;
                        default -> earlier.tensorParallel = HardwareFlag.number(option, value);
                    }
                });
    }

    private Optional<RooflineFormat> page() {
        return pages().all().stream()
                .filter(page -> page.name().equals(print.format()))
                .findFirst();
    }

    private static Choices<RooflineFormat> pages() {
        return Choices.onClassPath(RooflineFormat.class, "result format", RooflineFormat::name);
    }

    private void write(RooflineFormat chosen, RooflineReport report) {
        Path file = print.fileOr(Path.of("roofline." + chosen.name()));
        try {
            WholeFile.write(file, out -> chosen.write(report.title(), report.lines(), report.roofline(), out));
        } catch (IOException refused) {
            throw new UncheckedIOException(file + " cannot be written", refused);
        }
    }

    /** As vLLM would choose them; the pool they leave says which points a server could hold. */
    private ServingLimits limits(Deployment deployment) {
        int longest = lengths.stream().mapToInt(length -> length).max().orElse(1);
        return ServingLimits.defaultsOn(deployment.accelerator(), Math.max(2, longest), engine);
    }

    private Deployment deployment() {
        String name = earlier.model;
        String device = earlier.gpu;
        if (name == null || device == null) {
            throw new UsageException("roofline needs a GPU and a model: -hardware h100,model=llama-3.1-8b");
        }
        ModelArchitecture architecture = catalogs.model(name);
        Accelerator accelerator = DeploymentResolver.accelerator(device, catalogs.hardware());
        Precision own = architecture.defaultPrecision();
        Precision chosen = earlier.precision != null
                ? Precision.of(earlier.precision)
                : own == Precision.BF16 && own.refusal(accelerator).isPresent() ? Precision.FP16 : own;
        return new Deployment(
                        architecture,
                        accelerator,
                        chosen,
                        KvPrecision.of(kvPrecision),
                        earlier.tensorParallel,
                        1,
                        Math.max(1, earlier.tensorParallel))
                .servedBy(engine);
    }
}
