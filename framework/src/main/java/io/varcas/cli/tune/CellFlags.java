package io.varcas.cli.tune;

import io.varcas.tune.step.StepCell;
import io.varcas.tune.step.StepConfig;
import io.varcas.tune.step.StepConfigFile;
import io.varcas.tune.step.StepGrid;
import io.varcas.tune.step.StepKind;
import io.varcas.validation.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that choose the cells of a step profile. */
final class CellFlags {

    private static final int CENTRE_PROMPT = 512;
    private static final int CENTRE_BLOCKS = 32;
    private static final int CENTRE_BATCH = 32;

    @Option(
            names = {"-C", "--prompt-tokens"},
            split = ",",
            paramLabel = "<tokens>",
            description = "C: tokens of each prompt that is read; several values are a grid (default: 512).")
    List<Integer> promptTokens = new ArrayList<>();

    @Option(
            names = {"-M", "--context-blocks"},
            split = ",",
            paramLabel = "<blocks>",
            description = "M: KV blocks of the context of each decoding sequence (default: 32).")
    List<Integer> contextBlocks = new ArrayList<>();

    @Option(
            names = {"-B", "--batch"},
            split = ",",
            paramLabel = "<requests>",
            description = "B: requests at once (default: 32).")
    List<Integer> batches = new ArrayList<>();

    @Option(
            names = "--block-size",
            split = ",",
            paramLabel = "<tokens>",
            description = "Tokens of a KV block; a context is M times this (default: 16).")
    List<Integer> blockSizes = new ArrayList<>();

    @Option(
            names = "--kind",
            split = ",",
            paramLabel = "<kind>",
            description = "prefill, decode, mixed; several are measured one after the other (default: mixed).")
    List<String> kinds = new ArrayList<>();

    @Option(
            names = "--warmups",
            paramLabel = "<int>",
            description = "Batches of each cell that are not measured (default: 3).")
    @Nullable
    Integer warmups;

    @Option(names = "--repeats", paramLabel = "<int>", description = "Measured batches of each cell (default: 10).")
    @Nullable
    Integer repeats;

    @Option(
            names = "--grid",
            description =
                    "Measure half, once and twice C, M and B with blocks of 8, 16 and 32 tokens: 81 cells of a kind,"
                            + " less the invalid ones.")
    boolean grid;

    @Option(
            names = "--standard",
            description =
                    "Measure the 12 standard configurations; the default without -C, -M, -B, --grid and --configs.")
    boolean standard;

    @Option(names = "--both-lengths", description = "With --standard: each configuration long and quick, 24 in all.")
    boolean bothLengths;

    @Option(
            names = "--configs",
            paramLabel = "<file>",
            description = "Measure the configurations of a JSON or CSV file with the keys C, M, B, block_size,"
                    + " profiling_type, num_warmup and num_measurements.")
    @Nullable
    Path configs;

    @Option(names = "--quick", description = "At most 1 warm-up and 3 measured batches of each cell.")
    boolean quick;

    /**
     * Returns the cells.
     *
     * @param notes told what has no effect
     * @throws UsageException if flags contradict each other, or a value is wrong
     */
    List<StepConfig> cells(Consumer<String> notes) {
        boolean axes = !(promptTokens.isEmpty()
                && contextBlocks.isEmpty()
                && batches.isEmpty()
                && blockSizes.isEmpty()
                && kinds.isEmpty());
        refuseContradictions(axes);
        try {
            List<StepConfig> cells = chosen(axes, notes).stream()
                    .map(cell -> cell.measured(
                            warmups == null ? cell.warmups() : warmups, repeats == null ? cell.repeats() : repeats))
                    .toList();
            return quick ? cells.stream().map(StepGrid::quick).toList() : cells;
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
    }

    /** Returns those of some cells that are invalid in themselves. */
    List<StepCell> invalid(List<StepConfig> cells) {
        return grid ? StepGrid.invalid(cells) : List.of();
    }

    private List<StepConfig> chosen(boolean axes, Consumer<String> notes) {
        if (configs != null) {
            StepConfigFile file = StepConfigFile.read(configs);
            file.notes().forEach(note -> notes.accept(configs + ": " + note));
            return file.cells();
        }
        if (grid) {
            return product(StepGrid.about(
                    chosenKinds(),
                    one(promptTokens, CENTRE_PROMPT),
                    one(contextBlocks, CENTRE_BLOCKS),
                    one(batches, CENTRE_BATCH)));
        }
        if (axes) {
            return product(new StepGrid.Axes(
                    chosenKinds(),
                    or(promptTokens, CENTRE_PROMPT),
                    or(contextBlocks, CENTRE_BLOCKS),
                    or(batches, CENTRE_BATCH),
                    or(blockSizes, StepConfig.DEFAULT_BLOCK_SIZE)));
        }
        return bothLengths ? StepGrid.standardInBothLengths() : StepGrid.standard();
    }

    private static List<StepConfig> product(StepGrid.Axes axes) {
        return StepGrid.product(axes, StepConfig.DEFAULT_WARMUPS, StepConfig.DEFAULT_REPEATS);
    }

    private List<StepKind> chosenKinds() {
        return kinds.isEmpty()
                ? List.of(StepKind.MIXED)
                : kinds.stream().map(StepKind::labelled).distinct().toList();
    }

    private void refuseContradictions(boolean axes) {
        if (configs != null && (grid || standard || bothLengths || axes)) {
            throw new UsageException(
                    "--configs has its own cells; remove -C, -M, -B, --block-size, --kind, --grid and --standard");
        }
        if ((standard || bothLengths) && (grid || axes)) {
            throw new UsageException(
                    "--standard has its own cells; remove -C, -M, -B, --block-size, --kind and --grid");
        }
        if (grid && !blockSizes.isEmpty()) {
            throw new UsageException("--grid has blocks of 8, 16 and 32 tokens; remove --block-size, or --grid");
        }
        if (grid && (promptTokens.size() > 1 || contextBlocks.size() > 1 || batches.size() > 1)) {
            throw new UsageException("--grid is about one value each of -C, -M and -B; give one, or remove --grid");
        }
    }

    private static int one(List<Integer> given, int otherwise) {
        return given.isEmpty() ? otherwise : given.get(0);
    }

    private static List<Integer> or(List<Integer> given, int otherwise) {
        return given.isEmpty() ? List.of(otherwise) : given;
    }
}
