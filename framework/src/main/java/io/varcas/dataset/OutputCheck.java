package io.varcas.dataset;

import io.varcas.dataset.file.DatasetException;
import io.varcas.workload.RequestOverrides;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holds two recordings against each other, request by request in their order: did they ask the same, and were they
 * answered the same. Both are read once, side by side.
 *
 * @param requests requests that both have
 * @param onlyFirst requests that only the first has, at its end
 * @param onlySecond requests that only the second has, at its end
 * @param otherPrompts requests whose prompts differ
 * @param otherLengths requests with equal prompts whose longest outputs differ
 * @param otherFields requests with equal prompts whose bodies differ otherwise, as in temperature or tools
 * @param answered requests with equal prompts that both have an output to
 * @param otherAnswers those of them whose outputs differ
 * @param oneAnswer requests with equal prompts that only one has an output to
 * @param samples the first differences
 */
public record OutputCheck(
        long requests,
        long onlyFirst,
        long onlySecond,
        long otherPrompts,
        long otherLengths,
        long otherFields,
        long answered,
        long otherAnswers,
        long oneAnswer,
        List<Sample> samples) {

    private static final int SAMPLES = 3;

    /**
     * A difference.
     *
     * @param request its number, from 1
     * @param what what differs: {@code prompt}, {@code length}, {@code fields} or {@code answer}
     * @param first what the first has
     * @param second what the second has
     */
    public record Sample(long request, String what, String first, String second) {}

    /** Copies the samples. */
    public OutputCheck {
        samples = List.copyOf(samples);
    }

    /** A comparison of which no other fields are known. */
    public OutputCheck(
            long requests,
            long onlyFirst,
            long onlySecond,
            long otherPrompts,
            long otherLengths,
            long answered,
            long otherAnswers,
            long oneAnswer,
            List<Sample> samples) {
        this(
                requests,
                onlyFirst,
                onlySecond,
                otherPrompts,
                otherLengths,
                0,
                answered,
                otherAnswers,
                oneAnswer,
                samples);
    }

    /** Returns whether nothing differs. */
    public boolean isEqual() {
        return onlyFirst + onlySecond + otherPrompts + otherLengths + otherFields + otherAnswers + oneAnswer == 0;
    }

    /**
     * Compares two recordings.
     *
     * @param first one, opened and closed by the caller
     * @param second the other
     * @throws DatasetException if one cannot be read
     */
    public static OutputCheck of(Dataset first, Dataset second) {
        Counter counter = new Counter(sent(first), sent(second));
        Optional<DatasetEntry> one = first.next();
        Optional<DatasetEntry> other = second.next();
        while (one.isPresent() && other.isPresent()) {
            counter.compare(one.get(), other.get());
            one = first.next();
            other = second.next();
        }
        long onlyFirst = rest(first, one);
        long onlySecond = rest(second, other);
        return new OutputCheck(
                counter.requests,
                onlyFirst,
                onlySecond,
                counter.otherPrompts,
                counter.otherLengths,
                counter.otherFields,
                counter.answered,
                counter.otherAnswers,
                counter.oneAnswer,
                counter.samples);
    }

    private static Optional<Map<String, String>> sent(Dataset data) {
        return data.header().map(TraceHeader::sent);
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
        private final Optional<Map<String, String>> sentByFirst;
        private final Optional<Map<String, String>> sentBySecond;
        private long requests;
        private long otherPrompts;
        private long otherLengths;
        private long otherFields;
        private long answered;
        private long otherAnswers;
        private long oneAnswer;

        Counter(Optional<Map<String, String>> sentByFirst, Optional<Map<String, String>> sentBySecond) {
            this.sentByFirst = sentByFirst;
            this.sentBySecond = sentBySecond;
        }

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
            if (sentByFirst.isPresent() && sentBySecond.isPresent()) {
                compareFields(fields(sentByFirst.get(), one.own()), fields(sentBySecond.get(), other.own()));
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

        private void compareFields(Map<String, String> one, Map<String, String> other) {
            if (!one.equals(other)) {
                otherFields++;
                sample("fields", difference(one, other), difference(other, one));
            }
        }

        /** Returns what one has that the other has not, or otherwise. */
        private static String difference(Map<String, String> one, Map<String, String> other) {
            return one.entrySet().stream()
                    .filter(field -> !field.getValue().equals(other.get(field.getKey())))
                    .map(field -> field.getKey() + "=" + field.getValue())
                    .collect(Collectors.joining(" "));
        }

        private static Map<String, String> fields(Map<String, String> ofAll, RequestOverrides own) {
            Map<String, String> fields = new TreeMap<>(ofAll);
            own.temperature().ifPresent(temperature -> fields.put("sampling.temperature", String.valueOf(temperature)));
            fields.putAll(own.fields());
            return fields;
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
