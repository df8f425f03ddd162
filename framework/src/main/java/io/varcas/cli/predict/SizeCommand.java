package io.varcas.cli.predict;

import io.varcas.calibration.DeviceProfiles;
import io.varcas.cli.flag.ExitCode;
import io.varcas.cli.flag.PrintFlags;
import io.varcas.hardware.Accelerator;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.roofline.VllmVersion;
import io.varcas.sizing.DisaggregatedFleet;
import io.varcas.sizing.FixedFleets;
import io.varcas.sizing.Sizing;
import io.varcas.sizing.SizingReport;
import io.varcas.sizing.SizingRequest;
import io.varcas.sizing.VllmCommands;
import io.varcas.sizing.demand.Demand;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sizes a fleet: which machines, how many, how fast, at what cost. */
@Command(
        name = "size",
        customSynopsis = "benchmarks.jar size --model <model> (--users <n> | --rate <n>) [flags]",
        separator = " ",
        sortOptions = false,
        description = {
            "Find the cheapest machines that serve a model to a number of users within its objectives.",
            "All numbers are predicted; nothing is measured.",
            ""
        })
public final class SizeCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // injected before call()
    CommandSpec spec;

    @Option(
            names = {"--model", "-m"},
            paramLabel = "<name|config.json|folder>",
            description = "Model: a catalog name, a Hugging Face config.json, or a folder that contains one.")
    @Nullable
    String model;

    @Mixin
    SizeFlags asked = new SizeFlags();

    @Mixin
    CustomHardware own = new CustomHardware();

    @Mixin
    CatalogFlags catalogs = new CatalogFlags();

    @Option(
            names = "--top",
            paramLabel = "<n>",
            description = "Number of passing and of failing candidates to show (default: ${DEFAULT-VALUE}).")
    int top = 3;

    @Option(
            names = "--detail",
            paramLabel = "<n>",
            description = "Rank of the candidate to explain in full (default: ${DEFAULT-VALUE}).")
    int detail = 1;

    @Option(
            names = "--queue-models",
            description = "Also show the detailed candidate as M/G/1, M/D/1, G/G/1 and M/M/c queues.")
    boolean queueModels;

    @Mixin
    DisaggregationFlags disaggregation = new DisaggregationFlags();

    @Mixin
    LoadCurveFlags curve = new LoadCurveFlags();

    @Option(
            names = "--machines",
            paramLabel = "<n>",
            description =
                    "Compute the capacity of this number of machines, and their latency at the demand if one is given.")
    @Nullable
    Integer machines;

    @Option(
            names = "--what-if",
            paramLabel = "<flag=value>",
            description = "Also size with these changes, such as quantization=fp8, separated by spaces. Repeatable.")
    List<String> whatIf = new ArrayList<>();

    @Mixin
    PrintFlags print = new PrintFlags();

    @Option(names = "--list-zones", description = "List regions and zones and exit.")
    boolean listZones;

    @Option(names = "--list-gpus", description = "List GPUs and exit.")
    boolean listGpus;

    @Option(names = "--list-models", description = "List models and exit.")
    boolean listModels;

    @Option(names = "--list-workloads", description = "List workloads and exit.")
    boolean listWorkloads;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Override
    public Integer call() {
        try {
            if (listZones || listGpus || listModels || listWorkloads) {
                show(listings());
                return ExitCode.MET;
            }
            return size();
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        } catch (UncheckedIOException unreadable) {
            throw new UsageException(FailureText.of(unreadable));
        }
    }

    private void show(List<String> lines) {
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }

    private int size() {
        if (top < 1 || detail < 1 || detail > top) {
            throw new UsageException("--top is " + top + " and --detail " + detail + "; must be 1 <= detail <= top");
        }
        print.check();
        Answer answer = answer();
        SizingReport report = answer.report();
        List<Section> sections = new ArrayList<>(answer.sections());
        if (!whatIf.isEmpty()) {
            sections.add(new WhatIf(ownArguments(), whatIf)
                    .section(report, command -> command.answer().report()));
        }
        VllmCommands commands = new VllmCommands(
                catalogs.vllmFlags(), VllmVersion.of(report.request().engine()));
        show(print.lines(
                () -> new SizeText(
                                report,
                                commands,
                                top,
                                detail,
                                asked.peak,
                                queueModels,
                                sections.stream()
                                        .flatMap(section -> section.lines().stream())
                                        .toList())
                        .lines(),
                () -> SizeJson.of(
                        report,
                        commands,
                        top,
                        root -> sections.forEach(section -> section.json().accept(root)))));
        return report.passing().isEmpty() ? ExitCode.BROKEN : ExitCode.MET;
    }

    /** Returns the result, with the demand beside the machines. */
    private record Answer(SizingReport report, List<Section> sections) {}

    private Answer answer() {
        String name = model;
        if (name == null) {
            throw new UsageException("size needs --model; --list-models lists the known models");
        }
        HardwareCatalog hardware = own.addTo(catalogs.hardware());
        DeviceProfiles profiles = catalogs.profiles();
        Sizing sizing = new Sizing(hardware, profiles);
        SizingRequest request = asked.request(name, catalogs, own.names(), curve.peak(), machines != null);
        VllmVersion.of(request.engine());
        List<Section> sections = new ArrayList<>();
        if (machines != null) {
            if (curve.peak().isPresent()) {
                throw new UsageException("--machines and --load-curve are mutually exclusive; remove one");
            }
            FixedFleets fleets = fixed(sizing, request, machines);
            sections.add(new Section(
                    FixedFleetText.lines(fleets, top),
                    root -> FixedFleetText.json(root.putArray("capacities"), fleets, top)));
            return new Answer(fleets.report(), sections);
        }
        SizingReport report = sizing.size(request);
        if (curve.peak().isPresent()) {
            sections.add(curve.section(report, top));
        }
        List<DisaggregatedFleet> pools = disaggregation.fleets(hardware, profiles, request);
        sections.add(new Section(
                disaggregation.lines(pools, top),
                root -> disaggregation.json(root.putArray("disaggregated"), pools, top)));
        return new Answer(report, sections);
    }

    /** Without a demand, at the most that the best kind of machine can take. */
    private FixedFleets fixed(Sizing sizing, SizingRequest request, int count) {
        FixedFleets fleets = sizing.on(count, request);
        boolean asks = asked.users != null || asked.rate != null;
        double most = fleets.capacities().stream()
                .mapToDouble(FixedFleets.Capacity::requestsPerSecond)
                .max()
                .orElse(0);
        return asks || most == 0 ? fleets : sizing.on(count, request.withDemand(new Demand.Rate(most)));
    }

    private List<String> ownArguments() {
        List<String> all = spec.commandLine().getParseResult().originalArgs();
        return all.subList(all.indexOf(spec.name()) + 1, all.size());
    }

    private List<String> listings() {
        if (listZones) {
            return catalogs.hardware().places();
        }
        if (listGpus) {
            return catalogs.hardware().accelerators().stream()
                    .map(SizeCommand::describe)
                    .toList();
        }
        return listModels
                ? catalogs.models().models().stream()
                        .map(known -> known.id() + "  " + String.join(", ", known.aliases()))
                        .toList()
                : catalogs.workloads().workloads().stream()
                        .map(known -> known.id() + "  prompts of "
                                + Math.round(known.requests().meanPromptTokens()) + " and outputs of "
                                + Math.round(known.requests().meanOutputTokens()) + " tokens on average")
                        .toList();
    }

    private static String describe(Accelerator accelerator) {
        return accelerator.id() + "  " + accelerator.name() + ", "
                + Math.round(accelerator.memory().nominalGb().value()) + " GB, "
                + Math.round(accelerator.memory().bandwidthGBps().value()) + " GB/s";
    }
}
