package io.varcas.tune.step;

import io.varcas.metric.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sets of cells: cross products, the default grid, the standard configurations. */
public final class StepGrid {

    /** Block sizes of the default grid. */
    public static final List<Integer> BLOCK_SIZES = List.of(8, 16, 32);

    /** Repeats and warm-ups of quick measurements. */
    private static final int QUICK_WARMUPS = 1;

    private static final int QUICK_REPEATS = 3;

    private StepGrid() {}

    /**
     * The axes of a cross product; each is at least one value.
     *
     * @param kinds kinds of work
     * @param promptTokens values of C
     * @param contextBlocks values of M
     * @param batches values of B
     * @param blockSizes tokens of a KV block
     */
    public record Axes(
            List<StepKind> kinds,
            List<Integer> promptTokens,
            List<Integer> contextBlocks,
            List<Integer> batches,
            List<Integer> blockSizes) {

        /** Copies the lists. */
        public Axes {
            kinds = List.copyOf(kinds);
            promptTokens = List.copyOf(promptTokens);
            contextBlocks = List.copyOf(contextBlocks);
            batches = List.copyOf(batches);
            blockSizes = List.copyOf(blockSizes);
        }
    }

    /**
     * Returns the default grid about a centre: half, once and twice C, M and B, each with blocks of 8, 16 and 32 tokens; 81 cells of each
     * kind (Python profiler of 2026-02).
     *
     * @param kinds kinds of work
     * @param promptTokens C, at least 2
     * @param contextBlocks M, at least 2
     * @param batch B, at least 2
     */
    public static Axes about(List<StepKind> kinds, int promptTokens, int contextBlocks, int batch) {
        return new Axes(kinds, around(promptTokens), around(contextBlocks), around(batch), BLOCK_SIZES);
    }

    private static List<Integer> around(int centre) {
        return List.of(Math.max(1, centre / 2), centre, Math.multiplyExact(centre, 2));
    }

    /**
     * Returns all combinations. A value that does not matter to a kind is not varied: C to decoding, M and the block size to reading prompts.
     *
     * @param axes the values
     * @param warmups batches that are not measured
     * @param repeats batches that are
     */
    public static List<StepConfig> product(Axes axes, int warmups, int repeats) {
        Map<String, StepConfig> cells = new LinkedHashMap<>();
        for (StepKind kind : axes.kinds()) {
            for (int prompt : axes.promptTokens()) {
                for (int blocks : axes.contextBlocks()) {
                    for (int batch : axes.batches()) {
                        for (int size : axes.blockSizes()) {
                            StepConfig cell = StepConfig.of(kind, prompt, blocks, batch, size, warmups, repeats);
                            cells.putIfAbsent(cell.name(), cell);
                        }
                    }
                }
            }
        }
        return List.copyOf(cells.values());
    }

    /**
     * Returns the cells of a grid that are invalid in themselves, as skipped with the reason: the blocks of a mixed cell of a grid must hold its
     * prompt, as in the original profiler. A cell that is asked for by itself need not.
     *
     * @param cells the cells of the grid
     */
    public static List<StepCell> invalid(List<StepConfig> cells) {
        return cells.stream()
                .filter(cell -> cell.kind() == StepKind.MIXED && cell.contextTokens() < cell.promptTokens())
                .map(cell -> StepCell.without(
                        cell,
                        StepCell.Status.SKIPPED,
                        "M * block size is " + cell.contextTokens() + " tokens, which do not hold the prompt of C = "
                                + cell.promptTokens(),
                        Origin.ASSUMED))
                .toList();
    }

    /** Returns the 12 standard configurations, {@code config_1} to {@code config_12} (Python profiler of 2026-02). */
    public static List<StepConfig> standard() {
        List<StepConfig> cells = new ArrayList<>();
        int[][] mixed = {{64, 4, 8}, {128, 8, 16}, {512, 32, 32}, {1024, 64, 64}, {2048, 128, 128}, {4096, 256, 256}};
        for (int[] cell : mixed) {
            add(cells, StepKind.MIXED, cell[0], cell[1], cell[2], StepConfig.DEFAULT_BLOCK_SIZE);
        }
        add(cells, StepKind.PREFILL, 1024, 64, 32, StepConfig.DEFAULT_BLOCK_SIZE);
        add(cells, StepKind.PREFILL, 2048, 128, 64, StepConfig.DEFAULT_BLOCK_SIZE);
        add(cells, StepKind.DECODE, 512, 32, 128, StepConfig.DEFAULT_BLOCK_SIZE);
        add(cells, StepKind.DECODE, 1024, 64, 256, StepConfig.DEFAULT_BLOCK_SIZE);
        add(cells, StepKind.MIXED, 1024, 64, 64, 8);
        add(cells, StepKind.MIXED, 1024, 64, 64, 32);
        return List.copyOf(cells);
    }

    /** Returns the standard configurations in both lengths, the long one of each first: 24. */
    public static List<StepConfig> standardInBothLengths() {
        return standard().stream()
                .flatMap(cell -> List.of(cell, quick(cell).named(cell.name() + "_quick")).stream())
                .toList();
    }

    /** Returns a cell with the repeats of quick mode: 1 warm-up and 3 measured batches, or fewer if it has fewer. */
    public static StepConfig quick(StepConfig cell) {
        return cell.measured(Math.min(QUICK_WARMUPS, cell.warmups()), Math.min(QUICK_REPEATS, cell.repeats()));
    }

    private static void add(List<StepConfig> cells, StepKind kind, int prompt, int blocks, int batch, int blockSize) {
        cells.add(new StepConfig(
                "config_" + (cells.size() + 1),
                kind,
                prompt,
                blocks,
                batch,
                blockSize,
                StepConfig.DEFAULT_WARMUPS,
                StepConfig.DEFAULT_REPEATS));
    }
}
