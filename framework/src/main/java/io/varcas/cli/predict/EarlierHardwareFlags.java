package io.varcas.cli.predict;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that earlier versions had for the keys of {@code -hardware}; {@code -hardware} replaces their values. */
public final class EarlierHardwareFlags {

    @Option(
            names = {"--model", "-m"},
            hidden = true)
    @Nullable
    String model;

    @Option(names = "--gpu", hidden = true)
    @Nullable
    String gpu;

    @Option(
            names = {"--quantization", "-q"},
            hidden = true)
    @Nullable
    String precision;

    @Option(
            names = {"--tensor-parallel", "-tp"},
            hidden = true)
    int tensorParallel = 1;
}
