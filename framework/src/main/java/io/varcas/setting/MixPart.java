package io.varcas.setting;

import io.varcas.setting.type.NumberType;
import io.varcas.setting.type.SettingException;
import io.varcas.setting.type.SettingType;
import io.varcas.setting.type.Words;
import io.varcas.validation.DidYouMean;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A part of a mix, written {@code name weight setting=value ...}.
 *
 * @param name name in results
 * @param weight its share of the requests, in proportion to the other parts' weights; above 0
 * @param settings settings of this part, by name
 */
public record MixPart(String name, double weight, Map<String, String> settings) {

    /** Takes a mix away that an annotation declares. */
    private static final String NONE = "none";

    private static final String NAME = "[A-Za-z0-9._-]+";

    /** Keeps the order of the settings. */
    public MixPart {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** Returns the settings that a part may override. */
    public static List<Setting<?>> possible() {
        return Stream.of(Settings.INPUT_TOKENS.all(), Settings.OUTPUT_TOKENS.all(), PromptSettings.ofAPart())
                .<Setting<?>>flatMap(List::stream)
                .toList();
    }

    /** Returns true if the part overrides one of these settings. */
    public boolean hasAny(List<Setting<?>> some) {
        return some.stream().anyMatch(setting -> settings.containsKey(setting.name()));
    }

    /** Lists of parts. */
    record ListType() implements SettingType<List<MixPart>> {

        @Override
        public String rule() {
            return "parts in double quotes, each \"name weight setting=value ...\", or none";
        }

        @Override
        public List<MixPart> parse(String text) {
            return text.equals(NONE) ? List.of() : parts(Words.parse(text));
        }

        @Override
        public String format(List<MixPart> value) {
            return Words.format(value.stream().map(MixPart::text).toList());
        }
    }

    private static List<MixPart> parts(List<String> texts) {
        List<MixPart> parts = texts.stream().map(MixPart::of).toList();
        if (parts.stream().map(MixPart::name).distinct().count() < parts.size()) {
            throw new SettingException("mix: two parts have the same name; use a distinct name for each");
        }
        return parts;
    }

    private static MixPart of(String text) {
        List<String> words = Words.parse(text);
        String fault = "mix: part \"" + text + "\": ";
        if (words.size() < 2 || !words.get(0).matches(NAME)) {
            throw new SettingException(
                    fault + "must be written \"name weight setting=value ...\", such as \"chat 60 inputTokens=50\"");
        }
        double weight;
        try {
            weight = SettingType.positive().parse(words.get(1));
        } catch (IllegalArgumentException noNumber) {
            throw new SettingException(fault + "weight " + words.get(1) + " must be a number greater than 0");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        for (String word : words.subList(2, words.size())) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            settings.put(name, value(fault, name, equals < 0 ? "" : word.substring(equals + 1)));
        }
        return new MixPart(words.get(0), weight, settings);
    }

    private static String value(String fault, String name, String value) {
        List<Setting<?>> possible = possible();
        Setting<?> setting = possible.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SettingException(fault + "a part has no setting \"" + name + "\""
                        + DidYouMean.hint(
                                name,
                                possible.stream().<String>map(Setting::name).toList())));
        try {
            setting.parse(value);
        } catch (SettingException broken) {
            throw new SettingException(fault + broken.getMessage());
        }
        return value;
    }

    private String text() {
        return name + " " + NumberType.text(weight)
                + settings.entrySet().stream()
                        .map(setting -> " " + Words.format(List.of(setting.getKey() + "=" + setting.getValue())))
                        .collect(Collectors.joining());
    }
}
