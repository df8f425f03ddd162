package io.varcas.setting.type;

import java.util.Optional;

/**
 * Whole numbers in a range.
 *
 * @param min least
 * @param max greatest
 */
record WholeNumberType(int min, int max) implements SettingType<Integer> {

    @Override
    public String rule() {
        return "a whole number" + NumberType.range(min, max, min == Integer.MIN_VALUE, max == Integer.MAX_VALUE);
    }

    @Override
    public Integer parse(String text) {
        int value = Integer.parseInt(text);
        if (value < min || value > max) {
            throw new IllegalArgumentException(value + " is outside " + min + " to " + max);
        }
        return value;
    }

    @Override
    public String format(Integer value) {
        return value.toString();
    }

    @Override
    public Optional<String> nearest(String text) {
        return NearestNumber.to(text, 0, min, max);
    }
}
