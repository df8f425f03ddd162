package io.varcas.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a {@code config.json} holds: a model, or one line of our own. */
class ConfigFuzzTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long SEED = Long.getLong("fuzz.seed", 20);
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 2_000);

    /** In each build a machine may be busy with other things, and nothing but a hang may fail it. */
    private static final Duration LIMIT = Duration.ofSeconds(System.getProperty("fuzz.inputs") == null ? 60 : 5);

    private static final int LONGEST_MESSAGE = 4_000;
    private static final List<String> VALUES = List.of(
            "0",
            "-1",
            "1",
            "2147483647",
            "99999999999999999999",
            "1e300",
            "0.5",
            "null",
            "true",
            "\"\"",
            "\"32\"",
            "[]",
            "{}",
            "[0]",
            "[[1]]",
            "{\"a\": 1}",
            "\"\\n\\u0000\"",
            "[\"full_attention\"]",
            "\"auto\"",
            "100000000");

    @Test
    void everyMutationIsAModelOrOneLine() throws IOException {
        Random random = new Random(SEED);
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/io/varcas/model/architecture-table.jsonl"));
        int models = 0;
        List<String> faults = new ArrayList<>();
        long slowestNanos = 0;
        for (int i = 0; i < INPUTS; i++) {
            JsonNode mutated = MAPPER.readTree(lines.get(i % lines.size())).get("config");
            for (int change = random.nextInt(3); change >= 0; change--) {
                mutate(mutated, random);
            }
            String text = mutated.toString();
            if (random.nextInt(10) == 0) {
                text = text.substring(0, random.nextInt(text.length()));
            }
            String input = text;
            long began = System.nanoTime();
            try {
                models += assertTimeoutPreemptively(LIMIT, () -> isModel(input)) ? 1 : 0;
            } catch (AssertionError fault) {
                faults.add(fault.getMessage() + ": " + input);
            }
            slowestNanos = Math.max(slowestNanos, System.nanoTime() - began);
        }
        if (System.getProperty("fuzz.inputs") != null) {
            System.out.printf(
                    "fuzz: config.json of models: %,d inputs, %,d read, %,d refused in one line, %,d at fault, slowest %.2f s%n",
                    INPUTS, models, INPUTS - models - faults.size(), faults.size(), slowestNanos / 1e9);
        }
        assertThat(faults).isEmpty();
        assertThat(models).isBetween(lines.size(), INPUTS - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"num_attention_heads\": 0 | m: num_attention_heads is 0; it must be a whole number from 1 to"
                        + " 100000000",
                "\"num_hidden_layers\": 1000000 | m: num_hidden_layers is 1000000; it must be a whole number from 1 to"
                        + " 10000",
                "\"hidden_size\": \"4096\" | m: hidden_size is \"4096\"; it must be a whole number",
                "\"num_experts\": 0 | m: the number of experts is 0; it must be at least 2",
                "\"decoder_sparse_step\": 0 | m: decoder_sparse_step is 0; it must be a whole number from 1 to"
                        + " 100000000",
                "\"num_experts_per_tok\": 0 | m: num_experts_per_tok is 0; it must be a whole number from 1 to"
                        + " 100000000",
                "\"num_key_value_heads\": 3 | m: the number of KV heads is 3; it must divide num_attention_heads,"
                        + " which is 8",
                "\"vocab_size\": 99999999999999999999 | m: vocab_size is 99999999999999999999; it must be a whole"
                        + " number from 1 to 100000000",
                "\"layer_types\": [\"odd\"] | m: a layer is \"odd\"; known are full_attention",
                "\"quantization_config\": 4 | m: quantization_config is 4; it must be a JSON object",
                "\"quantization_config\": {\"quant_method\": \"gptq\", \"bits\": 0} | m: quantization_config.bits is"
                        + " 0; it must be a whole number from 1"
            })
    void wrongValuesNameFieldValueAndRule(String field, String message) {
        String rest = """
            "model_type": "qwen3_moe", "num_hidden_layers": 4, "hidden_size": 1024, "num_attention_heads": 8,
            "vocab_size": 1000, "moe_intermediate_size": 512, "num_experts": 8, "num_experts_per_tok": 2\
            """;
        String name = field.substring(0, field.indexOf(':'));
        String others = String.join(
                ",",
                List.of(rest.split(",", -1)).stream()
                        .filter(part -> !part.strip().startsWith(name + ":"))
                        .toList());

        assertThatThrownBy(() -> ModelCatalog.parse("m", "{" + others + "," + field + "}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void depthIsBounded() {
        assertThatThrownBy(() -> ModelCatalog.parse("m", "{\"text_config\":".repeat(2_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("m: it is nested deeper than 1,000 levels, or a number, name or text in it is too long");
    }

    private static boolean isModel(String text) {
        try {
            ModelArchitecture model = ModelCatalog.parse("m", text);
            assertThat(model.parameters()).isPositive().isFinite();
            assertThat(model.kvBytesPerToken(KvPrecision.AUTO)).isNotNegative().isFinite();
            assertThat(model.validTensorParallel(model.defaultPrecision())).contains(1);
            return true;
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage())
                    .as(text)
                    .startsWith("m")
                    .doesNotContain("\n", "\r", "Exception", "com.fasterxml")
                    .hasSizeLessThan(LONGEST_MESSAGE);
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(text, e);
        }
    }

    private static void mutate(JsonNode node, Random random) throws IOException {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            JsonNode value = object.get(name);
            if (value.isContainerNode() && !value.isEmpty() && random.nextInt(3) > 0) {
                mutate(value, random);
            } else if (random.nextInt(8) == 0) {
                object.remove(name);
            } else {
                object.set(name, value(random));
            }
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            array.set(random.nextInt(array.size()), value(random));
        }
    }

    private static JsonNode value(Random random) throws IOException {
        return MAPPER.readTree(VALUES.get(random.nextInt(VALUES.size())));
    }
}
