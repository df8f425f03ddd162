package io.varcas.setting.type;

import java.util.Optional;

/** Whole numbers of 64 bits. */
record LongNumberType() implements SettingType<Long> {

    @Override
    public String rule() {
        return "a whole number";
    }

    @Override
    public Long parse(String text) {
        return Long.valueOf(text);
    }

    @Override
    public String format(Long value) {
        return value.toString();
    }

    @Override
    public Optional<String> nearest(String text) {
        return NearestNumber.to(text, 0, Long.MIN_VALUE, Long.MAX_VALUE);
    }
}
