package io.varcas.accuracy.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.setting.type.SettingException;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prices of models by provider, each with its date; {@code prices.json} beside this class, or a file of the user. */
public final class PriceTable {

    private static final double MILLION = 1_000_000;

    private final List<Price> prices;

    /**
     * The price of a model.
     *
     * @param provider name of the provider
     * @param model name of the model
     * @param inputUsd USD per million prompt tokens
     * @param outputUsd USD per million output tokens
     * @param asOf date of the price
     */
    public record Price(String provider, String model, double inputUsd, double outputUsd, String asOf) {

        /**
         * Returns the cost of tokens in USD.
         *
         * @param inputTokens prompt tokens
         * @param outputTokens output tokens
         */
        public double costUsd(long inputTokens, long outputTokens) {
            return (inputTokens * inputUsd + outputTokens * outputUsd) / MILLION;
        }
    }

    private PriceTable(List<Price> prices) {
        this.prices = List.copyOf(prices);
    }

    /**
     * Reads a table.
     *
     * @param file a file of the user; empty for the built-in table
     * @throws SettingException if it cannot be read, or a price is missing or negative
     */
    public static PriceTable read(Optional<Path> file) {
        String name = file.map(Path::toString).orElse("prices.json");
        try (InputStream in = file.isPresent()
                ? Files.newInputStream(file.get())
                : PriceTable.class.getResourceAsStream("prices.json")) {
            List<Price> prices = new ArrayList<>();
            for (JsonNode one : new JsonMapper().readTree(in).path("prices")) {
                prices.add(price(name, one));
            }
            return new PriceTable(prices);
        } catch (IOException broken) {
            throw new SettingException("prices \"" + name + "\" cannot be read: " + FailureText.reason(broken), broken);
        }
    }

    /** Returns the price of a model, if the table has it. */
    public Optional<Price> find(String provider, String model) {
        return prices.stream()
                .filter(price ->
                        price.provider().equals(provider) && price.model().equals(model))
                .findFirst();
    }

    private static Price price(String name, JsonNode node) {
        double input = node.path("input").asDouble(-1);
        double output = node.path("output").asDouble(-1);
        if (!node.path("provider").isTextual() || !node.path("model").isTextual() || !(input >= 0) || !(output >= 0)) {
            throw new SettingException("prices \"" + name + "\": " + node
                    + " must have provider, model, and input and output in USD per million tokens, at least 0");
        }
        return new Price(
                node.path("provider").asText(),
                node.path("model").asText(),
                input,
                output,
                node.path("asOf").asText("unknown date"));
    }
}
