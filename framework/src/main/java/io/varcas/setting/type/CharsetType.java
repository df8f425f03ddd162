package io.varcas.setting.type;

import java.nio.charset.Charset;
import java.util.Locale;

/** Encodings of text, by the names that Java knows. */
public record CharsetType() implements SettingType<Charset> {

    @Override
    public String rule() {
        return "an encoding, such as utf-8, utf-16, iso-8859-1 or windows-1252";
    }

    @Override
    public Charset parse(String text) {
        return Charset.forName(text);
    }

    @Override
    public String format(Charset value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
