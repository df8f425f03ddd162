package io.varcas.cli.tune;

import io.varcas.cli.flag.Choices;
import io.varcas.cli.flag.ExitCode;
import io.varcas.cli.flag.PrintFlags;
import io.varcas.cli.predict.CatalogFlags;
import io.varcas.cli.predict.HardwareFlag;
import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeployedHardware;
import io.varcas.deployment.DeploymentOption;
import io.varcas.deployment.DeploymentResolver;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.fork.Workloads;
import io.varcas.metric.MetricKey;
import io.varcas.result.ResultBundle;
import io.varcas.result.WholeFile;
import io.varcas.roofline.VllmVersion;
import io.varcas.runner.RunOptions;
import io.varcas.runner.TrialPlanner;
import io.varcas.setting.HardwareSettings;
import io.varcas.setting.Layer;
import io.varcas.sla.Objective;
import io.varcas.tune.plan.Baseline;
import io.varcas.tune.plan.BundleServer;
import io.varcas.tune.plan.Configuration;
import io.varcas.tune.plan.Criteria;
import io.varcas.tune.plan.FlagEffects;
import io.varcas.tune.plan.Goal;
import io.varcas.tune.plan.MeasuredChange;
import io.varcas.tune.plan.PlanFlag;
import io.varcas.tune.plan.PlanFormat;
import io.varcas.tune.plan.PlanJson;
import io.varcas.tune.plan.PlanReport;
import io.varcas.tune.plan.PlanSpace;
import io.varcas.tune.plan.PlanSubject;
import io.varcas.tune.plan.PlanText;
import io.varcas.tune.plan.Planner;
import io.varcas.tune.plan.RecordedServers;
import io.varcas.tune.plan.WorkloadLoad;
import io.varcas.validation.DidYouMean;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plans: server flags that are predicted to be better than those of a measured or declared server. */
@Command(
        name = "plan",
        customSynopsis =
                "benchmarks.jar plan (<bundle> | <workload> -hardware <gpu>,model=<model> | --requests <file>) [flags]",
        separator = " ",
        sortOptions = false,
        description = {
            "Find server flags that are predicted to be better, by simulating many configurations under the same load.",
            "Nothing is measured. Numbers are predicted, but for those of -measured and --requests.",
            ""
        })
public final class PlanCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "<bundle or workload>",
            description = "Result bundle whose server and load are planned for, or the name of a workload.")
    @Nullable
    String subject;

    @Mixin
    HardwareFlag hardware = new HardwareFlag();

    @Option(names = "-trial", paramLabel = "<name>", description = "Trial of the bundle, if it has several.")
    @Nullable
    String trial;

    @Option(
            names = "--requests",
            paramLabel = "<file>",
            description = "Request logs of runs as CSV, as calibrate reads them, in place of a bundle.")
    @Nullable
    Path requests;

    @Option(
            names = "-run",
            paramLabel = "<name>",
            description = "Run of --requests that is the baseline (default: the first); the others are laid beside it.")
    @Nullable
    String run;

    @Option(
            names = "-goal",
            paramLabel = "<goal>",
            split = ",",
            description =
                    "Goals: throughput, latency, memory, cache, balanced, goodput, cost (default: the first five).")
    List<String> goals = new ArrayList<>();

    @Option(
            names = "-latency",
            paramLabel = "<metric>",
            description =
                    "Latency that plans reduce: ttft, tpot, itl or e2e with a statistic (default: ${DEFAULT-VALUE}).")
    String latency = "e2e.p95";

    @Option(
            names = "-sla",
            paramLabel = "<objective>",
            description = "Objective that a plan must meet, such as \"ttft.p95 <= 500 ms\", in place of those of the"
                    + " workload. Repeatable.")
    List<String> objectives = new ArrayList<>();

    @Option(
            names = "-try",
            paramLabel = "<flag=v,...>",
            description = "Predict the effects of these flags, whatever they are. Repeatable.")
    List<String> tried = new ArrayList<>();

    @Option(
            names = "-measured",
            paramLabel = "<bundle>",
            description =
                    "Show the measured numbers of another bundle beside the baseline's, with the difference of the"
                            + " servers' flags. Repeatable.")
    List<Path> measured = new ArrayList<>();

    @Option(
            names = "-keep",
            paramLabel = "<flag,..>",
            split = ",",
            description = "Flags that must not change, such as kv-cache-dtype.")
    List<String> kept = new ArrayList<>();

    @Option(
            names = "-gpus",
            paramLabel = "<n>",
            description = "GPUs of the machine (default: those that the server uses).")
    @Nullable
    Integer gpus;

    @Option(names = "-noscale", description = "Do not scale the step times to the measured TPOT of the bundle.")
    boolean unscaled;

    @Option(
            names = "-flags",
            description =
                    "Print what each flag of vLLM is expected to change, claimed or measured by others, and exit.")
    boolean flags;

    @Option(
            names = "--engine",
            paramLabel = "<version>",
            description = "Engine and version, if no bundle names it (default: ${DEFAULT-VALUE}).")
    String engine = "vllm 0.32.0";

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
        try {
            if (flags) {
                return table();
            }
            PlanReport report = report();
            Optional<PlanFormat> page = pages().all().stream()
                    .filter(each -> each.name().equals(print.format()))
                    .findFirst();
            List<String> lines = PlanText.lines(report);
            if (page.isPresent()) {
                write(page.get(), report, lines);
            }
            PrintWriter out = spec.commandLine().getOut();
            print.lines(() -> lines, () -> PlanJson.of(report)).forEach(out::println);
            out.flush();
            return ExitCode.MET;
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        } catch (IOException unreadable) {
            throw new UsageException(FailureText.of(unreadable));
        } catch (UncheckedIOException unreadable) {
            throw new UsageException(FailureText.of(unreadable));
        }
    }

    private int table() {
        FlagEffects effects = FlagEffects.bundled();
        VllmVersion version = VllmVersion.servedBy(engine);
        PrintWriter out = spec.commandLine().getOut();
        print.lines(
                        () -> effects.lines(catalogs.vllmFlags(), version),
                        () -> effects.json(catalogs.vllmFlags(), version))
                .forEach(out::println);
        out.flush();
        return ExitCode.MET;
    }

    private PlanReport report() throws IOException {
        List<Goal> wanted = goals.isEmpty()
                ? Planner.GOALS
                : goals.stream().map(PlanCommand::goal).toList();
        List<Configuration> configurations =
                tried.stream().map(Configuration::parse).toList();
        Set<PlanFlag> unchanged = kept.stream().map(PlanFlag::of).collect(Collectors.toSet());
        List<MeasuredChange> changes = new ArrayList<>();
        PlanSubject planned = requests != null ? ofRequests(requests, changes) : ofSubject(changes);
        List<Objective> own = objectives.isEmpty()
                ? planned.objectives()
                : objectives.stream()
                        .map(text -> Objective.parse(text, Layer.COMMAND_LINE))
                        .toList();
        Criteria criteria = new Criteria(MetricKey.parse(latency), own);
        PlanSpace space = new PlanSpace(
                planned.load(),
                criteria,
                catalogs.vllmFlags(),
                gpus == null ? planned.baseline().hardware().accelerators() : gpus,
                unchanged);
        PlanReport report = new Planner(planned.baseline(), space).plan(wanted, configurations, changes);
        List<String> notes = new ArrayList<>(planned.notes());
        notes.addAll(report.notes());
        return report.withNotes(notes);
    }

    private static Goal goal(String name) {
        return Arrays.stream(Goal.values())
                .filter(goal -> goal.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(DidYouMean.message(
                        "goal",
                        name,
                        Arrays.stream(Goal.values()).map(Goal::label).toList())));
    }

    private PlanSubject ofRequests(Path file, List<MeasuredChange> changes) {
        if (subject != null || !measured.isEmpty()) {
            throw new UsageException("--requests and result bundles are mutually exclusive; remove one");
        }
        if (!Files.isReadable(file)) {
            throw new UsageException(file + ": no such file");
        }
        RecordedServers servers = new RecordedServers(file, declared(given()), engine);
        String name = run == null ? servers.names().get(0) : run;
        PlanSubject planned = servers.subject(name);
        changes.addAll(servers.beside(name));
        return planned;
    }

    private PlanSubject ofSubject(List<MeasuredChange> changes) throws IOException {
        if (subject == null) {
            throw new UsageException(
                    "plan needs a result bundle, a workload with -hardware h100,model=llama-3.1-8b, or --requests");
        }
        if (!Files.exists(Path.of(subject))) {
            if (!measured.isEmpty()) {
                throw new UsageException("-measured needs a bundle as the baseline; " + subject + " is none");
            }
            return ofWorkload(subject);
        }
        BundleServer base = BundleServer.of(ResultBundle.open(Path.of(subject)), Optional.ofNullable(trial));
        for (Path other : measured) {
            changes.add(BundleServer.of(ResultBundle.open(other), Optional.ofNullable(trial))
                    .beside(base));
        }
        boolean hasProfile = given().has(DeploymentOption.PROFILE) || catalogs.hasOwnProfiles();
        return base.subject(given(), found(), !unscaled && !hasProfile);
    }

    private PlanSubject ofWorkload(String name) {
        List<WorkloadPlan> plans = new TrialPlanner(
                        RunOptions.builder().include(name).build())
                .plan(Workloads.discover().select(List.of(name), List.of()));
        if (plans.size() != 1) {
            throw new UsageException(name + " matches " + plans.size() + " trials; name one workload: "
                    + plans.stream().map(WorkloadPlan::trialName).collect(Collectors.joining(", ")));
        }
        WorkloadPlan plan = plans.get(0);
        DeploymentSpec spec = given();
        for (DeploymentOption option : DeploymentOption.values()) {
            Optional<String> own = HardwareSettings.spec(plan.settings()).get(option);
            boolean isOther = option == DeploymentOption.ACCELERATOR && spec.namesHardware();
            if (own.isPresent() && !isOther) {
                spec = spec.orElse(option, own.get());
            }
        }
        return new PlanSubject(
                plan.trialName(),
                Baseline.of(declared(spec), engine),
                new WorkloadLoad(plan),
                plan.objectives().stream()
                        .filter(objective -> !objective.subject().predicted())
                        .toList(),
                List.of());
    }

    private DeploymentSpec given() {
        return new DeploymentSpec(hardware.values("plan", DeploymentOption.values()));
    }

    private Catalogs found() {
        return new Catalogs(catalogs.hardware(), catalogs.models(), catalogs.profiles());
    }

    private DeployedHardware declared(DeploymentSpec given) {
        if (!given.namesHardware()) {
            throw new UsageException("the hardware is not known; add -hardware h100,model=llama-3.1-8b");
        }
        return DeploymentResolver.resolve(given, found(), engine);
    }

    private static Choices<PlanFormat> pages() {
        return Choices.onClassPath(PlanFormat.class, "result format", PlanFormat::name);
    }

    private void write(PlanFormat chosen, PlanReport report, List<String> lines) throws IOException {
        WholeFile.write(print.fileOr(Path.of("plan." + chosen.name())), out -> chosen.write(report, lines, out));
    }
}
