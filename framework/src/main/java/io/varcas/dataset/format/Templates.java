package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import io.varcas.traffic.Seed;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.RequestOverrides;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * The workload file of a comparison tool for managed inference of 2025, one object: {@code models}, {@code prompts} in which
 * {@code {task}}, {@code {topic}} and {@code {number}} are filled, {@code max_tokens_range}, {@code temperature_range}. All are drawn
 * evenly and independently, as that tool does, but from a seed. Models are parts, so that results tell them apart.
 */
public final class Templates implements DatasetReader {

    /** Requests drawn if nobody says how many. */
    private static final int USUAL_REQUESTS = 1_000;

    /** Ranges of a file that does not say them: that tool's. */
    private static final Range USUAL_MAX_TOKENS = new Range(128, 512);

    private static final Range USUAL_TEMPERATURE = new Range(0.7, 1.0);

    private static final int MOST_TOKENS = 1_000_000;
    private static final int HOTTEST = 2;
    private static final double TEMPERATURE_STEPS = 10_000; // four digits are enough, and easy to read

    @Override
    public String name() {
        return Dataset.TEMPLATES;
    }

    @Override
    public String description() {
        return "models, prompts with {task} {topic} {number}, max_tokens_range, temperature_range: requests are drawn";
    }

    @Override
    public boolean recognises(JsonNode first) {
        return first.path("prompts").path(0).isTextual()
                || new Fields(first).has("max_tokens_range", "temperature_range");
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        Recipe recipe = new Recipe(
                texts(record, "models"),
                texts(record, "prompts"),
                Range.of(record, "max_tokens_range", USUAL_MAX_TOKENS, 1, MOST_TOKENS, true),
                Range.of(record, "temperature_range", USUAL_TEMPERATURE, 0, HOTTEST, false));
        if (recipe.prompts().isEmpty()) {
            throw new IllegalArgumentException("there is no \"prompts\", or nothing in it; list at least one text");
        }
        Seed seed = Seed.of(spec.seed()).derive("templates");
        int requests = spec.limit() > 0 ? spec.limit() : USUAL_REQUESTS;
        return new AbstractList<>() {
            @Override
            public DatasetEntry get(int index) {
                return recipe.draw(seed.derive(index).generator());
            }

            @Override
            public int size() {
                return requests;
            }
        };
    }

    private static List<String> texts(JsonNode record, String name) {
        JsonNode list = record.path(name);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : list) {
            if (!text.isTextual() || text.asText().isBlank()) {
                throw new IllegalArgumentException("\"" + name + "\" [" + texts.size() + "] = " + text
                        + ": must be a text, such as \"Write a brief introduction to {topic}.\"");
            }
            texts.add(text.asText());
        }
        if (!list.isArray()) {
            throw new IllegalArgumentException("\"" + name + "\" = " + list + ": must be a list of texts");
        }
        return texts;
    }

    private record Recipe(List<String> models, List<String> prompts, Range maxTokens, Range temperature) {

        DatasetEntry draw(RandomGenerator random) {
            Optional<String> model =
                    models.isEmpty() ? Optional.empty() : Optional.of(TemplateWords.one(models, random));
            String prompt = TemplateWords.fill(TemplateWords.one(prompts, random), random);
            double degrees = Math.rint(temperature.between(random) * TEMPERATURE_STEPS) / TEMPERATURE_STEPS;
            return DatasetEntry.EMPTY
                    .in(models.size() > 1 ? model.orElseThrow() : "")
                    .asking(Optional.of(ChatPrompt.of(prompt)))
                    .ofLength(OptionalInt.empty(), OptionalInt.of(maxTokens.whole(random)))
                    .with(new RequestOverrides(model, OptionalDouble.of(degrees)));
        }
    }

    private record Range(double low, double high) {

        static Range of(JsonNode record, String name, Range usual, double least, double most, boolean whole) {
            JsonNode range = record.path(name);
            if (range.isMissingNode() || range.isNull()) {
                return usual;
            }
            double low = range.path(0).asDouble();
            double high = range.path(1).asDouble();
            boolean numbers = range.isArray()
                    && range.size() == 2
                    && (whole
                            ? isWhole(range.get(0)) && isWhole(range.get(1))
                            : range.get(0).isNumber() && range.get(1).isNumber());
            if (!numbers || !(low >= least && high <= most && low <= high)) { // NaN is none of these
                boolean swapped = numbers && high >= least && low <= most && low > high;
                throw new IllegalArgumentException("\"" + name + "\" = " + range + ": must be [least, most], two "
                        + (whole ? "whole numbers" : "numbers") + " from " + (int) least + " to " + (int) most
                        + (swapped
                                ? "; did you mean [" + range.get(1) + ", " + range.get(0) + "]?"
                                : ", such as [" + text(usual.low, whole) + ", " + text(usual.high, whole) + "]"));
            }
            return new Range(low, high);
        }

        private static boolean isWhole(JsonNode number) {
            return number.isIntegralNumber();
        }

        private static String text(double number, boolean whole) {
            return whole ? String.valueOf((int) number) : String.valueOf(number);
        }

        int whole(RandomGenerator random) {
            return (int) low + (int) (random.nextDouble() * (high - low + 1));
        }

        double between(RandomGenerator random) {
            return low + random.nextDouble() * (high - low);
        }
    }
}
