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
                .description("Show this help and exit.")
                .build());
        spec.addOption(OptionSpec.builder("--version")
                .type(boolean.class)
                .versionHelp(true)
                .description("Show the version and exit.")
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
                        "Run the matching workloads against a server and check their objectives.",
                        "Without -target, the target is an embedded simulator, and all results are labelled SIMULATED.",
                        "Set the API key in VARCAS_API_KEY or OPENAI_API_KEY.",
                        "")
                .footer(
                        "",
                        "Exit codes: 0 all objectives met, 1 an objective broken or not measured, 2 usage error, 3 a run failed or is invalid,"
                                + " 4 an objective undecided.");
        return spec;
    }
}
