package io.varcas.setting.type;

/** Free text. */
record TextType() implements SettingType<String> {

    @Override
    public String rule() {
        return "text";
    }

    @Override
    public String parse(String text) {
        return text;
    }

    @Override
    public String format(String value) {
        return value;
    }
}
