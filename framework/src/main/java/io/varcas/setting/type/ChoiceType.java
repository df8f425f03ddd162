package io.varcas.setting.type;

import io.varcas.validation.DidYouMean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Constants of an enum, written in lower case.
 *
 * @param <E> the enum
 * @param type its class
 */
record ChoiceType<E extends Enum<E>>(Class<E> type) implements SettingType<E> {

    @Override
    public String rule() {
        return "one of " + String.join(", ", names());
    }

    @Override
    public E parse(String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }

    @Override
    public String format(E value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<String> nearest(String text) {
        return DidYouMean.to(text, names());
    }

    private List<String> names() {
        return Arrays.stream(type.getEnumConstants()).map(this::format).toList();
    }
}
