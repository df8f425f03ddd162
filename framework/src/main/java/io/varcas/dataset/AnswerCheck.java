package io.varcas.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Holds two recordings against each other, request by request in their order: did they ask the same, and were they answered the
 * same. Both are read once, side by side.
 *
 * @param requests requests that both have
 * @param onlyFirst requests that only the first has, at its end
 * @param onlySecond requests that only the second has, at its end
 * @param otherPrompts requests whose prompts differ
 * @param otherLengths requests with equal prompts whose longest answers differ
 * @param answered requests with equal prompts that both have an answer to
 * @param otherAnswers those of them whose answers differ
 * @param oneAnswer requests with equal prompts that only one has an answer to
 * @param samples the first differences
 */
public record AnswerCheck(
        long requests,
        long onlyFirst,
        long onlySecond,
        long otherPrompts,
        long otherLengths,
        long answered,
        long otherAnswers,
        long oneAnswer,
        List<Sample> samples) {

    private static final int SAMPLES = 3;

    /**
     * A difference.
     *
     * @param request its number, from 1
     * @param what what differs: {@code prompt}, {@code length} or {@code answer}
     * @param first what the first has
     * @param second what the second has
     */
    public record Sample(long request, String what, String first, String second) {}

    /** Copies the samples. */
    public AnswerCheck {
        samples = List.copyOf(samples);
    }

    /** Whether nothing differs. */
    public boolean isEqual() {
        return onlyFirst + onlySecond + otherPrompts + otherLengths + otherAnswers + oneAnswer == 0;
    }

    /**
     * Compares two recordings.
     *
     * @param first one, opened and closed by the caller
     * @param second the other
     * @throws DatasetException if one cannot be read
     */
    public static AnswerCheck of(Dataset first, Dataset second) {
        Counter counter = new Counter();
        Optional<DatasetEntry> one = first.next();
        Optional<DatasetEntry> other = second.next();
        while (one.isPresent() && other.isPresent()) {
            counter.compare(one.get(), other.get());
            one = first.next();
            other = second.next();
        }
        long onlyFirst = rest(first, one);
        long onlySecond = rest(second, other);
        return new AnswerCheck(
                counter.requests,
                onlyFirst,
                onlySecond,
                counter.otherPrompts,
                counter.otherLengths,
                counter.answered,
                counter.otherAnswers,
                counter.oneAnswer,
                counter.samples);
    }

    private static long rest(Dataset data, Optional<DatasetEntry> next) {
        long rest = 0;
        for (Optional<DatasetEntry> entry = next; entry.isPresent(); entry = data.next()) {
            rest++;
        }
        return rest;
    }

    /** Counts while both are read. */
    private static final class Counter {

        private final List<Sample> samples = new ArrayList<>();
        private long requests;
        private long otherPrompts;
        private long otherLengths;
        private long answered;
        private long otherAnswers;
        private long oneAnswer;

        void compare(DatasetEntry one, DatasetEntry other) {
            requests++;
            if (!one.prompt().equals(other.prompt())) {
                otherPrompts++;
                sample("prompt", text(one), text(other));
                return;
            }
            if (!one.outputTokens().equals(other.outputTokens())) {
                otherLengths++;
                sample(
                        "length",
                        String.valueOf(one.outputTokens().orElse(0)),
                        String.valueOf(other.outputTokens().orElse(0)));
            }
            if (one.answer().isPresent() && other.answer().isPresent()) {
                answered++;
                if (!Objects.equals(one.answer(), other.answer())) {
                    otherAnswers++;
                    sample("answer", one.answer().get(), other.answer().get());
                }
            } else if (!one.answer().equals(other.answer())) {
                oneAnswer++;
                sample("answer", one.answer().orElse(""), other.answer().orElse(""));
            }
        }

        private void sample(String what, String first, String second) {
            if (samples.size() < SAMPLES) {
                samples.add(new Sample(requests, what, first, second));
            }
        }

        private static String text(DatasetEntry entry) {
            return entry.prompt()
                    .map(prompt ->
                            prompt.messages().get(prompt.messages().size() - 1).content())
                    .orElse("");
        }
    }
}
