package io.varcas.cli.predict;

import io.varcas.calibration.Calibration;
import io.varcas.calibration.DeviceProfile;
import io.varcas.calibration.DeviceProfiles;
import io.varcas.calibration.Evaluation;
import io.varcas.calibration.MeasuredStep;
import io.varcas.calibration.MeasuredTable;
import io.varcas.calibration.MeasurementAudit;
import io.varcas.calibration.Observation;
import io.varcas.calibration.RecordedRuns;
import io.varcas.calibration.StepCalibration;
import io.varcas.cli.flag.ExitCode;
import io.varcas.cli.flag.OutputFile;
import io.varcas.deployment.DeploymentOption;
import io.varcas.hardware.Accelerator;
import io.varcas.model.KvPrecision;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.Precision;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.ServingLimits;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Fits the step model to measured runs, and says how far off it is on runs it was not fitted to. */
@Command(
        name = "calibrate",
        customSynopsis = "benchmarks.jar calibrate (<bundle>... | <steps.json>... | --csv <file>) [flags]",
        separator = " ",
        sortOptions = false,
        description = {
            "Fit the performance model to measured runs, and write a device profile for --device-profile.",
            "From bundles or step profiles: one model on one machine, described by -hardware.",
            "From a table (--csv): one model on one GPU, or many models and GPUs.",
            ""
        })
public final class CalibrateCommand implements Callable<Integer> {

    private static final Set<String> BUNDLES_ONLY = Set.of(
            "-hardware",
            "--model",
            "--gpu",
            "--quantization",
            "--tensor-parallel",
            "--max-num-seqs",
            "--max-num-batched-tokens",
            "--max-model-len",
            "--kv-tokens",
            "--engine");

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "<bundle>",
            description = "Result bundles to fit, or step profiles (see the command steps).")
    List<Path> bundles = new ArrayList<>();

    @Option(
            names = "--predict",
            paramLabel = "<bundle>",
            arity = "1..*",
            description = "Result bundles, or step profiles, to predict with the new profile and compare.")
    List<Path> predicted = new ArrayList<>();

    @Option(
            names = "--csv",
            paramLabel = "<file>",
            description =
                    "Table of measured results; each of several (model, GPU) groups is evaluated with a fit to the"
                            + " others.")
    @Nullable
    Path csv;

    @Option(
            names = "--requests",
            paramLabel = "<file>",
            description =
                    "Request logs of one or more runs as CSV, simulated again request by request; docs/calibration.md"
                            + " lists the columns.")
    @Nullable
    Path requests;

    @Mixin
    HardwareFlag hardware = new HardwareFlag();

    @Mixin
    EarlierHardwareFlags earlier = new EarlierHardwareFlags();

    @Option(names = "--max-num-seqs", hidden = true)
    @Nullable
    Integer maxNumSeqs;

    @Option(names = "--max-num-batched-tokens", hidden = true)
    @Nullable
    Integer maxNumBatchedTokens;

    @Option(names = "--max-model-len", hidden = true)
    int maxModelLen = 4_096;

    @Option(names = "--kv-tokens", hidden = true)
    @Nullable
    Double kvTokens;

    @Option(
            names = "--engine",
            paramLabel = "<version>",
            description = "Engine and version, for bundles without it (default: ${DEFAULT-VALUE}).")
    String engine = "vllm 0.32.0";

    @Option(names = "--id", paramLabel = "<name>", description = "Name of the profile (default: ${DEFAULT-VALUE}).")
    String id = "host";

    @Option(names = "--save", paramLabel = "<file>", description = "Write the profile to a file.")
    @Nullable
    Path save;

    @Mixin
    CatalogFlags catalogs = new CatalogFlags();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() {
        takeHardware();
        try {
            OutputFile.check("--save", save);
            List<String> lines =
                    csv != null ? fromTable(csv) : requests != null ? fromRequests(requests) : fromBundles();
            PrintWriter out = spec.commandLine().getOut();
            lines.forEach(out::println);
            out.flush();
            return ExitCode.MET;
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        } catch (UncheckedIOException unreadable) {
            throw new UsageException(FailureText.of(unreadable));
        }
    }

    private void takeHardware() {
        hardware.values(
                        "calibrate",
                        DeploymentOption.ACCELERATOR,
                        DeploymentOption.MODEL,
                        DeploymentOption.PRECISION,
                        DeploymentOption.TP,
                        DeploymentOption.MAX_NUM_SEQS,
                        DeploymentOption.MAX_NUM_BATCHED_TOKENS,
                        DeploymentOption.MAX_MODEL_LEN,
                        DeploymentOption.KV_TOKENS)
                .forEach((option, value) -> {
                    switch (option) {
                        case ACCELERATOR -> earlier.gpu = value;
                        case MODEL -> earlier.model = value;
                        case PRECISION -> earlier.precision = value;
                        case TP -> earlier.tensorParallel = HardwareFlag.number(option, value);
                        case MAX_NUM_SEQS -> maxNumSeqs = HardwareFlag.number(option, value);
                        case MAX_NUM_BATCHED_TOKENS -> maxNumBatchedTokens = HardwareFlag.number(option, value);
                        case MAX_MODEL_LEN -> maxModelLen = HardwareFlag.number(option, value);
                        default -> kvTokens = (double) HardwareFlag.number(option, value);
                    }
                });
    }

    private List<String> fromTable(Path file) {
        if (!bundles.isEmpty() || !predicted.isEmpty() || requests != null) {
            throw new UsageException("--csv, --requests and result bundles are mutually exclusive; remove all but one");
        }
        if (!Files.isReadable(file)) {
            throw new UsageException(file + ": no such file");
        }
        refuseBesideATable();
        MeasuredTable table = MeasuredTable.read(file, catalogs.hardware(), catalogs.models());
        List<Observation> usable = table.observations().stream()
                .filter(point -> point.notFittedBecause() == null)
                .toList();
        List<Observation> fitted = usable.stream()
                .filter(point -> MeasurementAudit.impossible(point).isEmpty())
                .toList();
        List<String> lines = new ArrayList<>(CalibrationText.table(file, table, usable.size()));
        table.observations()
                .forEach(point -> MeasurementAudit.impossible(point)
                        .ifPresent(why -> lines.add("left out: " + point.label() + " is INVALID: " + why)));
        if (fitted.isEmpty()) {
            throw new UsageException("no row can be fitted to: " + String.join(";", lines));
        }
        if (fitted.stream().map(Observation::group).distinct().count() == 1) {
            return ofOneDeployment(lines, fitted);
        }
        lines.addAll(CalibrationText.evaluation(Evaluation.leavingGroupsOut(fitted)));
        if (save != null) {
            lines.addAll(save(
                    Calibration.across(id, fitted, LocalDate.now(ZoneOffset.UTC).toString()), save));
        }
        return lines;
    }

    /** A table of one model on one accelerator describes a deployment, which is fitted as bundles of it are. */
    private List<String> ofOneDeployment(List<String> lines, List<Observation> fitted) {
        DeviceProfile profile =
                Calibration.onHost(id, fitted, LocalDate.now(ZoneOffset.UTC).toString());
        lines.addAll(CalibrationText.profile(profile));
        lines.addAll(CalibrationText.points("Fitted to", fitted, profile));
        if (save != null) {
            lines.addAll(save(profile, save));
        }
        return lines;
    }

    private List<String> fromRequests(Path file) {
        if (!bundles.isEmpty() || !predicted.isEmpty()) {
            throw new UsageException("--requests and result bundles are mutually exclusive; remove one");
        }
        if (!Files.isReadable(file)) {
            throw new UsageException(file + ": no such file");
        }
        Deployment deployment = deployment();
        List<Observation> runs = RecordedRuns.read(file, deployment, limits(deployment.accelerator()), engine);
        DeviceProfile profile =
                Calibration.onHost(id, runs, LocalDate.now(ZoneOffset.UTC).toString());
        List<String> lines = new ArrayList<>(CalibrationText.profile(profile));
        lines.addAll(CalibrationText.runs(runs, profile));
        if (save != null) {
            lines.addAll(save(profile, save));
        }
        return lines;
    }

    /** Each row of a table says what ran on what; flags that say it of bundles would be ignored. */
    private void refuseBesideATable() {
        ParseResult parsed = spec.commandLine().getParseResult();
        for (OptionSpec flag : spec.options()) {
            boolean ofBundles = BUNDLES_ONLY.contains(flag.longestName());
            if (ofBundles && parsed.hasMatchedOption(flag)) {
                throw new UsageException(
                        flag.longestName() + " applies to result bundles only; remove it, or remove --csv");
            }
        }
    }

    private List<String> fromBundles() {
        if (bundles.isEmpty()) {
            throw new UsageException(
                    "calibrate needs result bundles, step profiles, a table (--csv) or request logs (--requests)");
        }
        List<Path> profiles = profiles(bundles);
        if (!profiles.isEmpty()) {
            return fromSteps(profiles);
        }
        MeasuredTrials trials = trials();
        List<String> lines = new ArrayList<>();
        List<Observation> points = trials.read(bundles, lines);
        DeviceProfile profile =
                Calibration.onHost(id, points, LocalDate.now(ZoneOffset.UTC).toString());
        lines.addAll(CalibrationText.profile(profile));
        lines.addAll(CalibrationText.points("Fitted to", points, profile));
        List<Observation> replayed =
                points.stream().filter(point -> point.run() != null).toList();
        if (!replayed.isEmpty()) {
            lines.addAll(CalibrationText.runs(replayed, profile));
        }
        if (!predicted.isEmpty()) {
            List<Observation> others = trials.read(predicted, lines);
            lines.addAll(CalibrationText.points("Predicted, not fitted to", others, profile));
        }
        if (save != null) {
            lines.addAll(save(profile, save));
        }
        return lines;
    }

    /** Returns the step profiles among some paths: all of them or none. */
    private static List<Path> profiles(List<Path> paths) {
        List<Path> profiles = paths.stream()
                .flatMap(path -> MeasuredSteps.profile(path).stream())
                .toList();
        if (!profiles.isEmpty() && profiles.size() < paths.size()) {
            throw new UsageException(
                    "step profiles and result bundles cannot be fitted together; calibrate each on its own");
        }
        return profiles;
    }

    private List<String> fromSteps(List<Path> profiles) {
        Deployment deployment = deployment();
        MeasuredSteps steps =
                new MeasuredSteps(deployment, limits(deployment.accelerator()).maxNumBatchedTokens(), engine);
        List<String> lines = new ArrayList<>();
        List<MeasuredStep> fitted = read(steps, profiles, lines);
        DeviceProfile profile =
                StepCalibration.onHost(id, fitted, LocalDate.now(ZoneOffset.UTC).toString());
        lines.addAll(CalibrationText.profile(profile));
        lines.addAll(CalibrationText.steps("Fitted to", fitted, profile));
        if (!predicted.isEmpty()) {
            List<Path> others = profiles(predicted);
            if (others.isEmpty()) {
                throw new UsageException("--predict needs step profiles where the fit is to step profiles");
            }
            lines.addAll(CalibrationText.steps("Predicted, not fitted to", read(steps, others, lines), profile));
        }
        if (save != null) {
            lines.addAll(save(profile, save));
        }
        return lines;
    }

    private static List<MeasuredStep> read(MeasuredSteps steps, List<Path> profiles, List<String> notes) {
        List<MeasuredStep> all = new ArrayList<>();
        try {
            for (Path profile : profiles) {
                all.addAll(steps.read(profile, notes));
            }
        } catch (IOException unreadable) {
            throw new UsageException(FailureText.of(unreadable));
        }
        return all;
    }

    private MeasuredTrials trials() {
        Deployment deployment = deployment();
        OptionalDouble pool = kvTokens == null ? OptionalDouble.empty() : OptionalDouble.of(kvTokens);
        return new MeasuredTrials(deployment, limits(deployment.accelerator()), pool, engine);
    }

    private Deployment deployment() {
        String name = earlier.model;
        String device = earlier.gpu;
        if (name == null || device == null) {
            throw new UsageException(
                    "bundles do not name the model and the GPU; add -hardware h100,model=llama-3.1-8b");
        }
        Accelerator accelerator = catalogs.hardware().accelerator(device);
        ModelArchitecture architecture = catalogs.model(name);
        return new Deployment(
                        architecture,
                        accelerator,
                        earlier.precision == null ? architecture.defaultPrecision() : Precision.of(earlier.precision),
                        KvPrecision.AUTO,
                        earlier.tensorParallel,
                        1,
                        Math.max(1, earlier.tensorParallel))
                .servedBy(engine);
    }

    private ServingLimits limits(Accelerator accelerator) {
        ServingLimits limits = ServingLimits.defaultsOn(accelerator, maxModelLen, engine);
        limits = maxNumSeqs == null ? limits : limits.withMaxNumSeqs(maxNumSeqs);
        return maxNumBatchedTokens == null ? limits : limits.withMaxNumBatchedTokens(maxNumBatchedTokens);
    }

    private static List<String> save(DeviceProfile profile, Path file) {
        DeviceProfiles.write(profile, file);
        return List.of(
                "", "profile " + profile.id() + " written to " + file + "; use it with --device-profile " + file);
    }
}
