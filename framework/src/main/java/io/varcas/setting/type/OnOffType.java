package io.varcas.setting.type;

import io.varcas.validation.DidYouMean;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** On and off. */
record OnOffType() implements SettingType<Boolean> {

    @Override
    public String rule() {
        return "true or false";
    }

    @Override
    public Boolean parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes" -> true;
            case "false", "off", "no" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    @Override
    public String format(Boolean value) {
        return value.toString();
    }

    @Override
    public Optional<String> nearest(String text) {
        return DidYouMean.to(text, List.of("true", "false"));
    }
}
