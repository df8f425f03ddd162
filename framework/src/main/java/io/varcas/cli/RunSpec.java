package io.varcas.cli;

import io.varcas.cli.flag.FlagsToSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The command of a run as picocli has it, with its help page. */
final class RunSpec {

    private RunSpec() {}

    static CommandSpec of(RunCommand run) {
        CommandSpec spec =
                CommandSpec.wrapWithoutInspection(run).name("benchmarks.jar").versionProvider(new VersionLine());
        FlagsToSpec.add(run.flags(), spec);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .usageHelp(true)
                .description("Show this page, and exit.")
                .build());
        spec.addOption(OptionSpec.builder("--version")
                .type(boolean.class)
                .versionHelp(true)
                .description("Show the version, and exit.")
                .build());
        spec.parser().separator(" ");
        spec.usageMessage()
                .sortOptions(false)
                .synopsisHeading("Usage: ")
                .customSynopsis(
                        "java -jar benchmarks.jar [regexp...] [flags]",
                        "   or: java -jar benchmarks.jar <command> [flags]")
                .description(
                        "",
                        "Drives the workloads whose names match at a server, and says whether their objectives were met.",
                        "Without -target it starts an embedded simulated server, and its numbers are labelled simulated.",
                        "An API key is taken from VARCAS_API_KEY or OPENAI_API_KEY.",
                        "")
                .footer(
                        "",
                        "Exit codes: 0 every objective met, 1 one broken or not measured, 2 wrong usage, 3 a run failed.");
        return spec;
    }
}
