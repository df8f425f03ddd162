package io.varcas.result;

import io.varcas.record.TokenSource;
import io.varcas.request.PromptStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The intended requests of a trial, warm-up included, and the parts of a mix.
 *
 * @param requests requests sent
 * @param distinctPrompts different prompts among those of each fork, added up
 * @param repeatedPrompts those of them that an earlier fork or trial of the run, or an earlier run of an A/B
 *     comparison, had as well; empty if unchecked
 * @param drawnInputTokens mean of the prompt lengths drawn, in tokens; empty if there was no request
 * @param plannedInputTokens mean length the prompts were made to have
 * @param inputSource how that is known: {@code tokenizer} or {@code estimate}
 * @param checkedPrompts prompts that were counted whole
 * @param exactPrompts those of them that had as many tokens as planned
 * @param contextLimit tokens that prompt and output may have together, less the margin; empty if unknown
 * @param shortened requests shortened to fit into it
 * @param expectedCacheHit share of prompt tokens, in blocks of 16, that an endless prefix cache would have; empty if
 *     prompts came whole from
 *     data or from the user's method, and are unknown
 * @param parts parts of a mix; empty if the workload is no mix
 */
public record TrafficResult(
        long requests,
        long distinctPrompts,
        OptionalLong repeatedPrompts,
        OptionalDouble drawnInputTokens,
        OptionalDouble plannedInputTokens,
        String inputSource,
        long checkedPrompts,
        long exactPrompts,
        OptionalInt contextLimit,
        long shortened,
        OptionalDouble expectedCacheHit,
        List<PartResult> parts) {

    private static final String FILE = "prompts.json";

    /** Copies the parts. */
    public TrafficResult {
        parts = List.copyOf(parts);
    }

    /**
     * Adds up what forks counted.
     *
     * @param forks counts of each fork, with those of all its clients
     * @param contextLimit tokens that prompt and output may have together, less the margin
     * @param parts parts of a mix
     */
    public static TrafficResult of(
            List<PromptStatistics.Counts> forks, OptionalInt contextLimit, List<PartResult> parts) {
        long requests =
                forks.stream().mapToLong(PromptStatistics.Counts::requests).sum();
        long planned =
                forks.stream().mapToLong(PromptStatistics.Counts::plannedTokens).sum();
        long drawn =
                forks.stream().mapToLong(PromptStatistics.Counts::drawnTokens).sum();
        long shared =
                forks.stream().mapToLong(PromptStatistics.Counts::sharedTokens).sum();
        boolean counted = forks.stream().allMatch(fork -> fork.source() == TokenSource.TOKENIZER);
        return new TrafficResult(
                requests,
                forks.stream()
                        .mapToLong(PromptStatistics.Counts::distinctPrompts)
                        .sum(),
                OptionalLong.of(forks.stream()
                        .mapToLong(PromptStatistics.Counts::repeatedPrompts)
                        .sum()),
                ratio(drawn, requests),
                ratio(planned, requests),
                (counted ? TokenSource.TOKENIZER : TokenSource.ESTIMATE).label(),
                forks.stream().mapToLong(PromptStatistics.Counts::checked).sum(),
                forks.stream().mapToLong(PromptStatistics.Counts::exact).sum(),
                contextLimit,
                forks.stream().mapToLong(PromptStatistics.Counts::shortened).sum(),
                forks.stream().allMatch(PromptStatistics.Counts::sharingKnown)
                        ? ratio(shared, planned)
                        : OptionalDouble.empty(),
                parts);
    }

    /**
     * Writes the counts of a fork, for the result of its trial.
     *
     * @param folder the fork's folder
     * @param counts of the fork
     * @throws IOException if it cannot be written
     */
    public static void write(Path folder, PromptStatistics.Counts counts) throws IOException {
        WholeFile.write(folder.resolve(FILE), out -> ResultJson.write(out, counts));
    }

    /**
     * Reads the counts of a fork.
     *
     * @param folder the fork's folder
     * @return its counts; none if the fork broke before it had any
     * @throws IOException if they cannot be read
     */
    public static Optional<PromptStatistics.Counts> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        return Files.exists(file)
                ? Optional.of(ResultJson.mapper().readValue(file.toFile(), PromptStatistics.Counts.class))
                : Optional.empty();
    }

    private static OptionalDouble ratio(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
