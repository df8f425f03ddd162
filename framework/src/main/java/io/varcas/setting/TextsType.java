package io.varcas.setting;

import java.util.List;

/** Lists of texts, in the notation of {@link Words}. */
record TextsType() implements SettingType<List<String>> {

    @Override
    public String rule() {
        return "words separated by blanks, in double quotes where they have blanks themselves";
    }

    @Override
    public List<String> parse(String text) {
        return Words.parse(text);
    }

    @Override
    public String format(List<String> value) {
        return Words.format(value);
    }
}
