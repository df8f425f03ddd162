package io.varcas.tune.step;

import io.varcas.metric.Origin;
import io.varcas.tune.step.StepCell.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Sums up the batches of a cell. */
final class CellSummary {

    private CellSummary() {}

    /**
     * Returns the result of a cell, without what only the server can tell.
     *
     * @param cell the cell
     * @param run its batches, which have ended
     * @param origin origin of the times
     * @param stopped whether it was to stop before its end
     */
    static StepCell of(StepConfig cell, CellRun run, Origin origin, boolean stopped) {
        List<StepSample> samples = run.samples();
        if (samples.isEmpty() || stopped) {
            return StepCell.without(
                    cell,
                    stopped ? Status.INTERRUPTED : Status.FAILED,
                    stopped
                            ? "stopped after " + samples.size() + " of " + cell.repeats() + " measured batches"
                            : run.faults().get(0),
                    origin);
        }
        Map<StepTimes, TimeSummary> times = new EnumMap<>(StepTimes.class);
        put(
                times,
                StepTimes.PREFILL,
                samples.stream()
                        .flatMap(sample -> sample.prefillMillis().stream())
                        .toList());
        put(
                times,
                StepTimes.TTFT,
                samples.stream().flatMap(sample -> sample.ttftMillis().stream()).toList());
        put(
                times,
                StepTimes.BATCH_STEP,
                samples.stream()
                        .flatMap(sample -> sample.series().stream())
                        .map(series -> series.seconds() * 1e3 / series.steps())
                        .toList());
        put(
                times,
                StepTimes.STEP,
                samples.stream()
                        .flatMap(sample -> sample.series().stream())
                        .flatMap(series -> series.millis().stream())
                        .toList());
        put(
                times,
                StepTimes.BATCH,
                samples.stream().map(StepSample::batchMillis).toList());
        PromptCounts prompts = samples.stream().map(StepSample::prompts).reduce(PromptCounts.NONE, PromptCounts::plus);
        double seconds = samples.stream().mapToDouble(StepSample::seconds).sum();
        double batches = samples.stream().mapToDouble(StepSample::batchMillis).sum() / 1e3;
        OptionalDouble context = cell.kind().decodes()
                ? samples.stream().mapToDouble(StepSample::contextTokens).average()
                : OptionalDouble.empty();
        StepCell result = new StepCell(
                cell, Status.MEASURED, "", origin, times, Map.of(), Map.of(), notes(cell, run, prompts, context));
        return result.with(
                        StepMetric.TOKENS_PER_SECOND,
                        OptionalDouble.of(
                                samples.stream().mapToDouble(StepSample::tokens).sum() / seconds),
                        "")
                .with(StepMetric.REQUESTS_PER_SECOND, OptionalDouble.of(prompts.requests() / batches), "")
                .with(StepMetric.CONTEXT_TOKENS, context, "nothing decodes")
                .with(
                        StepMetric.TOKENS_PER_CHUNK,
                        cell.kind().decodes()
                                ? samples.stream()
                                        .mapToDouble(StepSample::tokensPerChunk)
                                        .average()
                                : OptionalDouble.empty(),
                        "nothing decodes")
                .with(
                        StepMetric.CACHE_HIT_RATE,
                        prompts.cacheKnown() == prompts.requests() && prompts.tokens() > 0
                                ? OptionalDouble.of((double) prompts.cachedTokens() / prompts.tokens())
                                : OptionalDouble.empty(),
                        "the server does not report cached tokens");
    }

    private static void put(Map<StepTimes, TimeSummary> times, StepTimes kind, List<Double> millis) {
        if (!millis.isEmpty()) {
            times.put(kind, new TimeSummary(millis));
        }
    }

    private static List<String> notes(StepConfig cell, CellRun run, PromptCounts prompts, OptionalDouble context) {
        List<String> notes = new ArrayList<>();
        if (!run.faults().isEmpty()) {
            notes.add(run.faults().size() + " of " + cell.repeats() + " batches were not measured; "
                    + run.faults().get(0));
        }
        if (prompts.counted() < prompts.requests()) {
            notes.add("the server did not report the prompt tokens of " + (prompts.requests() - prompts.counted())
                    + " of " + prompts.requests() + " requests, so that their length is not checked");
        }
        if (prompts.inexact() > 0) {
            notes.add(prompts.inexact() + " of " + prompts.counted()
                    + " prompts did not have the planned length, by the server's count");
        }
        if (prompts.cachedTokens() > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%.1f %% of the prompt tokens were cache hits, which makes prefill look faster; use a new -seed",
                    100.0 * prompts.cachedTokens() / Math.max(1, prompts.tokens())));
        }
        context.ifPresent(tokens -> run.contextNote(tokens).ifPresent(notes::add));
        double each = run.samples().stream()
                .mapToDouble(StepSample::tokensPerChunk)
                .average()
                .orElse(1);
        if (each > StepCell.BUNDLED) {
            notes.add(String.format(
                    Locale.ROOT,
                    "chunks carried %.2f tokens on average: a decode step is one chunk, not one token",
                    each));
        }
        return notes;
    }
}
