package io.varcas.cli.predict;

import io.varcas.calibration.MeasuredStep;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.StepShape;
import io.varcas.tune.step.ServerCapacity;
import io.varcas.tune.step.StepCell;
import io.varcas.tune.step.StepConfig;
import io.varcas.tune.step.StepKind;
import io.varcas.tune.step.StepMetric;
import io.varcas.tune.step.StepProfile;
import io.varcas.tune.step.StepProfileJson;
import io.varcas.tune.step.StepTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Turns the cells of step profiles into measured steps to calibrate from. A cell's time is the median over its batches: one
 * that met a stall of the client or the connection does not count.
 *
 * @param deployment what the server ran, which a profile does not know
 * @param batchedTokens tokens of one step, for servers that do not report it
 * @param engine engine and version, for servers that do not report it
 */
record MeasuredSteps(Deployment deployment, int batchedTokens, String engine) {

    private static final double MILLI = 1e-3;

    /** Returns the profile that a path leads to: a {@code steps.json} or its folder; empty if it is none. */
    static Optional<Path> profile(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve(StepProfileJson.FILE) : path;
        return StepProfileJson.isProfile(file) ? Optional.of(file) : Optional.empty();
    }

    /** Reads the usable cells of a profile, and notes what is not usable and why. */
    List<MeasuredStep> read(Path file, List<String> notes) throws IOException {
        StepProfile profile = StepProfileJson.read(file);
        if (profile.target().simulated()) {
            notes.add("WARNING: " + file + " was measured on a simulator");
        }
        String version =
                profile.target().engineVersion().map(number -> "vllm " + number).orElse(engine);
        long budget = ServerCapacity.of(profile.target()).maxBatchedTokens().orElse(batchedTokens);
        List<MeasuredStep> steps = new ArrayList<>();
        for (StepCell cell : profile.measured()) {
            Optional<String> unusable = unusable(cell);
            if (unusable.isPresent()) {
                notes.add("left out: " + cell.config().name() + ": " + unusable.get());
            } else {
                steps.add(step(cell, version, budget));
            }
        }
        return steps;
    }

    private static Optional<String> unusable(StepCell cell) {
        if (cell.config().kind() == StepKind.MIXED) {
            return Optional.of("its steps mix prompts and decoding in shares that are not known");
        }
        if (cell.find(StepMetric.CACHE_HIT_RATE).orElse(0) > 0) {
            return Optional.of("some of its prompts were cache hits");
        }
        if (cell.find(StepMetric.PREEMPTIONS).orElse(0) > 0) {
            return Optional.of("requests were preempted");
        }
        if (cell.find(StepMetric.TOKENS_PER_CHUNK).orElse(1) > StepCell.BUNDLED) {
            return Optional.of("its chunks carry several tokens each");
        }
        if (cell.config().kind() == StepKind.DECODE
                && cell.find(StepMetric.CONTEXT_TOKENS).isEmpty()) {
            return Optional.of("its context was not measured");
        }
        StepTimes kind = cell.config().kind() == StepKind.DECODE ? StepTimes.BATCH_STEP : StepTimes.PREFILL;
        return cell.find(kind).filter(times -> times.median() > 0).isPresent()
                ? Optional.empty()
                : Optional.of("it has no " + kind.title());
    }

    private MeasuredStep step(StepCell cell, String version, long budget) {
        StepConfig config = cell.config();
        boolean decode = config.kind() == StepKind.DECODE;
        List<StepShape> shapes = decode
                ? List.of(StepShape.decode(
                        config.batch(), cell.find(StepMetric.CONTEXT_TOKENS).orElseThrow()))
                : prefill(config.batch(), config.promptTokens(), budget);
        double millis = cell.find(decode ? StepTimes.BATCH_STEP : StepTimes.PREFILL)
                .orElseThrow()
                .median();
        return new MeasuredStep(config.name(), version, deployment, shapes, !decode, millis * MILLI);
    }

    /**
     * Returns the steps in which an idle engine reads prompts that arrive one right after the other: the first step begins with the first prompt
     * alone, and each further one takes as many tokens as it may, in the order of arrival.
     */
    static List<StepShape> prefill(int prompts, int tokens, long budget) {
        List<StepShape> steps = new ArrayList<>();
        Deque<Integer> rest = new ArrayDeque<>();
        rest.add(tokens);
        int waiting = prompts - 1;
        while (!rest.isEmpty()) {
            StepShape step = new StepShape(0, 1, 0, List.of());
            long room = budget;
            while (room > 0 && !rest.isEmpty()) {
                int left = rest.remove();
                int chunk = (int) Math.min(left, room);
                step = step.with(1, chunk, tokens - left);
                room -= chunk;
                if (chunk < left) {
                    rest.addFirst(left - chunk);
                }
            }
            steps.add(step);
            for (; waiting > 0; waiting--) {
                rest.add(tokens);
            }
        }
        return steps;
    }
}
