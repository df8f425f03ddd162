package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import io.varcas.dataset.file.GeneratedDataset;
import io.varcas.validation.DidYouMean;
import java.util.AbstractList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The lengths that {@code vllm bench serve --dataset-name random} draws, number by number as vLLM 0.32 draws them:
 * first all prompt lengths evenly within the range ratio about their mean, then all output lengths. The texts are
 * ours. The number of requests ({@code dataset.limit}, as {@code --num-prompts}) and the seed ({@code -seed}, as
 * {@code --seed}) count, as there.
 */
public final class VllmRandom implements DatasetReader {

    /** Requests if nobody says how many, and lengths, prefix and ratio if nobody says them: vLLM's. */
    private static final int USUAL_REQUESTS = 1_000;

    private static final String INPUT = "input-len";
    private static final String OUTPUT = "output-len";
    private static final String RATIO = "range-ratio";
    private static final String OUTPUT_RATIO = "output-range-ratio";
    private static final String PREFIX = "prefix-len";
    private static final String SPECIAL = "special-tokens";
    private static final List<String> OPTIONS = List.of(INPUT, OUTPUT, RATIO, OUTPUT_RATIO, PREFIX, SPECIAL);

    private static final int LONGEST = 1_000_000;

    @Override
    public String name() {
        return Dataset.VLLM_RANDOM;
    }

    @Override
    public String description() {
        return "the lengths of vllm bench's random data, of no file: dataset=vllm-random:input-len=1024:output-len=128";
    }

    @Override
    public boolean recognises(JsonNode first) {
        return GeneratedDataset.isNamed(name(), first);
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        record.fieldNames().forEachRemaining(option -> {
            if (!option.equals(GeneratedDataset.NAME) && !OPTIONS.contains(option)) {
                throw new IllegalArgumentException(
                        "unknown option \"" + option + "\"" + DidYouMean.hint(option, OPTIONS));
            }
        });
        if (spec.seed() < 0) {
            throw new IllegalArgumentException(
                    "seed " + spec.seed() + ": numpy takes seeds of 0 or more; set another seed");
        }
        Fields fields = new Fields(record);
        int special = whole(fields, SPECIAL, 0, 0);
        int prefix = whole(fields, PREFIX, 0, 0);
        double ratio = ratio(fields, RATIO, 0);
        Range input = Range.about(Math.max(0, whole(fields, INPUT, 1024, 1) - special), ratio);
        Range output = Range.about(whole(fields, OUTPUT, 128, 1), ratio(fields, OUTPUT_RATIO, ratio));
        if (input.least() + prefix < 1) {
            throw new IllegalArgumentException(INPUT + " is too small: prompts of " + input.least()
                    + " tokens could come; use a longer one, or a smaller " + RATIO);
        }
        int requests = spec.limit() > 0 ? spec.limit() : USUAL_REQUESTS;
        NumpyRandom random = new NumpyRandom(spec.seed());
        int[] inputs = input.draw(requests, random);
        int[] outputs = new Range(Math.max(1, output.least()), Math.max(1, output.greatest())).draw(requests, random);
        return new AbstractList<>() {
            @Override
            public DatasetEntry get(int index) {
                return DatasetEntry.EMPTY
                        .ofLength(OptionalInt.of(prefix + inputs[index] + special), OptionalInt.of(outputs[index]))
                        .sharing(prefix);
            }

            @Override
            public int size() {
                return requests;
            }
        };
    }

    private static int whole(Fields fields, String option, int usual, int least) {
        int number = fields.tokens(option).orElse(usual);
        if (number < least || number > LONGEST) {
            throw new IllegalArgumentException(option + " = " + number + ": must be from " + least + " to " + LONGEST);
        }
        return number;
    }

    private static double ratio(Fields fields, String option, double usual) {
        double ratio = fields.number(option).orElse(usual);
        if (ratio < 0 || ratio >= 1) {
            throw new IllegalArgumentException(option + " = " + ratio + ": must be from 0 to below 1"
                    + (ratio > 1 && ratio < 100 ? "; did you mean " + ratio / 100 + "?" : ""));
        }
        return ratio;
    }

    private record Range(int least, int greatest) {

        static Range about(int mean, double ratio) {
            return new Range((int) Math.floor(mean * (1 - ratio)), (int) Math.ceil(mean * (1 + ratio)));
        }

        int[] draw(int count, NumpyRandom random) {
            int[] lengths = new int[count];
            for (int i = 0; i < count; i++) {
                lengths[i] = (int) random.between(least, greatest);
            }
            return lengths;
        }
    }
}
