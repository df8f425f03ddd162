package io.varcas.cli.bundle;

import io.varcas.cli.flag.Choices;
import io.varcas.cli.flag.ExitCode;
import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeployedHardware;
import io.varcas.deployment.DeploymentResolver;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.prediction.PhysicsAudit;
import io.varcas.result.BundleFolder;
import io.varcas.result.ResultBundle;
import io.varcas.result.ResultImport;
import io.varcas.result.RunResult;
import io.varcas.result.RunTags;
import io.varcas.result.TrialResult;
import io.varcas.text.ForeignText;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import io.varcas.validity.Validity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes bundles of other tools' results. */
@Command(
        name = "import",
        separator = " ",
        sortOptions = false,
        description = {
            "Import results of other tools as bundles, for reports and comparisons. All numbers are labelled"
                    + " imported.",
            ""
        })
public final class ImportCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "<file>", description = "Result files of other tools.")
    List<Path> files = new ArrayList<>();

    @Option(
            names = "-format",
            paramLabel = "<format>",
            description = "Format of the files (default: detected); -l lists them.")
    @Nullable
    String from;

    @Option(
            names = "-out",
            paramLabel = "<folder>",
            description = "Folder for the bundles (default: ${DEFAULT-VALUE}).")
    Path out = Path.of("results");

    @Option(
            names = "-hardware",
            paramLabel = "<spec>",
            description =
                    "Measured hardware, such as h100,model=llama-3.1-8b,tp=2; the result is INVALID if that hardware"
                            + " cannot reach it.")
    @Nullable
    String hardware;

    @Mixin
    ObjectiveFlag objectives = new ObjectiveFlag();

    @Option(names = "-tag", paramLabel = "<key=value>", description = "Tag the bundles. Repeatable.")
    List<String> tags = new ArrayList<>();

    @Option(names = "-l", description = "List the formats and exit.")
    boolean list;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() throws IOException {
        Choices<ResultImport> layouts = Choices.onClassPath(ResultImport.class, "format", ResultImport::name);
        if (list) {
            layouts.listing(ResultImport::description)
                    .forEach(spec.commandLine().getOut()::println);
            return ExitCode.MET;
        }
        if (files.isEmpty()) {
            throw new UsageException("import needs a file; -l lists the formats");
        }
        Optional<DeployedHardware> known = hardware();
        objectives.overrides();
        RunTags.parse(tags);
        List<Integer> codes = new ArrayList<>();
        for (Path file : files) {
            ResultImport layout = layout(layouts, file);
            ResultBundle bundle = read(layout, file, known);
            show(layout, bundle);
            codes.add(ExitCode.of(bundle.result()));
        }
        return objectives.isGiven() ? ExitCode.worst(codes) : ExitCode.MET;
    }

    private void show(ResultImport layout, ResultBundle bundle) {
        PrintWriter out = spec.commandLine().getOut();
        for (TrialResult trial : bundle.result().trials()) {
            out.println(ForeignText.line("# " + trial.name() + ": " + trial.description()));
            trial.validity()
                    .findings()
                    .forEach(finding ->
                            out.println(ForeignText.line("# " + finding.weight() + ": " + finding.sentence())));
            trial.objectives()
                    .forEach(verdict -> out.println(ForeignText.line("# "
                            + verdict.word().toUpperCase(Locale.ROOT) + ": "
                            + verdict.objective().describe()
                            + (verdict.note().isEmpty() ? "" : " (" + verdict.note() + ")"))));
        }
        out.println("# " + layout.name() + " result: " + bundle.folder());
    }

    private ResultImport layout(Choices<ResultImport> layouts, Path file) {
        if (from != null) {
            return layouts.named(from);
        }
        if (!Files.isRegularFile(file)) {
            throw new UsageException(file + ": no such file");
        }
        for (ResultImport layout : layouts.all()) {
            try {
                if (layout.recognizes(file)) {
                    return layout;
                }
            } catch (IOException unreadable) {
                throw new UsageException(FailureText.of(unreadable));
            }
        }
        throw new UsageException(file + ": not recognized as a result of " + String.join(", ", layouts.names())
                + "; name its format with -from");
    }

    private Optional<DeployedHardware> hardware() {
        if (hardware == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(DeploymentResolver.resolve(DeploymentSpec.parse(hardware), Catalogs.bundled(), "vllm"));
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("-hardware: " + wrong.getMessage());
        }
    }

    private static RunResult audited(RunResult result, Optional<DeployedHardware> hardware) {
        return hardware.map(under -> result.withTrials(result.trials().stream()
                        .map(trial -> audited(trial, under))
                        .toList()))
                .orElse(result);
    }

    private static TrialResult audited(TrialResult trial, DeployedHardware hardware) {
        List<Validity.Finding> findings = new ArrayList<>(trial.validity().findings());
        OptionalInt users = trial.users();
        findings.addAll(PhysicsAudit.of(
                hardware,
                trial.metrics(),
                OptionalDouble.empty(),
                users.isPresent() ? OptionalDouble.of(users.getAsInt()) : OptionalDouble.empty()));
        return trial.toBuilder().validity(new Validity(findings)).build();
    }

    private ResultBundle read(ResultImport layout, Path file, Optional<DeployedHardware> known) throws IOException {
        BundleFolder folder = BundleFolder.create(out, Instant.now(), "imported-" + layout.name());
        try {
            RunResult read = audited(layout.read(file, folder), known).withTags(RunTags.parse(tags));
            return folder.finish(
                    objectives.judged(new ResultBundle(folder.folder(), read)).result());
        } catch (IOException unreadable) {
            folder.discard();
            throw new UsageException(FailureText.of(unreadable));
        }
    }
}
