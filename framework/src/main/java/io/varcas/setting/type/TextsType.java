package io.varcas.setting.type;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Lists of texts: a JSON array of them, or words in the notation of {@link Words}. */
record TextsType() implements SettingType<List<String>> {

    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public String rule() {
        return "words separated by spaces, in double quotes where they have spaces themselves, or a JSON array of texts";
    }

    @Override
    public List<String> parse(String text) {
        return text.startsWith("[") && RequestField.isJson(text) ? array(text) : Words.parse(text);
    }

    @Override
    public String format(List<String> value) {
        String words = Words.format(value);
        return words.startsWith("[")
                ? value.stream()
                        .map(text ->
                                '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"')
                        .collect(Collectors.joining(",", "[", "]"))
                : words;
    }

    private static List<String> array(String text) {
        List<String> texts = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                if (token != JsonToken.VALUE_STRING) {
                    throw new IllegalArgumentException("not a text: " + token);
                }
                texts.add(json.getText());
            }
        } catch (IOException malformed) {
            throw new IllegalArgumentException("not JSON: " + text, malformed);
        }
        return texts;
    }
}
