package io.varcas.dataset;

import io.varcas.dataset.file.DatasetException;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.Optional;

/**
 * A summary of a file, in numbers.
 *
 * @param format name of its format
 * @param tally what was found
 * @param prompts requests with a custom prompt
 * @param answers requests with an output
 * @param timed requests with a time
 * @param span time from the start of the load, or the first of them, to the last
 * @param inputTokens prompt lengths, of the requests that say them
 * @param outputTokens output lengths, of the requests that say them
 */
public record DatasetSummary(
        String format,
        DatasetStatistics tally,
        long prompts,
        long answers,
        long timed,
        Duration span,
        LongSummaryStatistics inputTokens,
        LongSummaryStatistics outputTokens) {

    /**
     * Reads a file to its end.
     *
     * @throws DatasetException if it cannot be read
     */
    public static DatasetSummary of(Dataset data) {
        long prompts = 0;
        long answers = 0;
        long timed = 0;
        long last = 0;
        LongSummaryStatistics input = new LongSummaryStatistics();
        LongSummaryStatistics output = new LongSummaryStatistics();
        for (Optional<DatasetEntry> next = data.next(); next.isPresent(); next = data.next()) {
            DatasetEntry entry = next.get();
            prompts += entry.prompt().isPresent() ? 1 : 0;
            answers += entry.answer().isPresent() ? 1 : 0;
            timed += entry.atNanos().isPresent() ? 1 : 0;
            last = Math.max(last, entry.atNanos().orElse(0));
            entry.inputTokens().ifPresent(input);
            entry.outputTokens().ifPresent(output);
        }
        return new DatasetSummary(
                data.format(), data.tally(), prompts, answers, timed, Duration.ofNanos(last), input, output);
    }
}
