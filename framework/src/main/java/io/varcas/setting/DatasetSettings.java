package io.varcas.setting;

import io.varcas.annotation.Dataset;
import io.varcas.annotation.OnBadLine;
import io.varcas.setting.type.CharsetType;
import io.varcas.setting.type.SettingType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The settings of the dataset that requests are taken from. */
public final class DatasetSettings {

    /** File or resource; unset, requests are made. */
    public static final Setting<String> PATH = new Setting<>(
            "dataset",
            SettingType.text(),
            Optional.empty(),
            Optional.of(new Setting.Source(Dataset.class, "path")),
            "file of requests");

    /** Format of the file. */
    public static final Setting<String> FORMAT =
            of("format", SettingType.text(), Dataset.AUTO, "dataset: format; dataset -formats lists them");

    /** Most entries to use; 0 for all. */
    public static final Setting<Integer> LIMIT = of(
            "limit", SettingType.wholeNumber(0, Integer.MAX_VALUE), 0, "dataset: maximum number of entries; 0 for all");

    /** Action on an invalid line. */
    public static final Setting<OnBadLine> ON_BAD_LINE =
            of("onBadLine", SettingType.choice(OnBadLine.class), OnBadLine.FAIL, "dataset: action on an invalid line");

    /** Turns of a conversation. */
    public static final Setting<Integer> TURNS = of(
            "turns",
            SettingType.wholeNumber(1, 1_000_000),
            1,
            "dataset: turns of each conversation, each with its history");

    /** Repetition of the data at their end. */
    public static final Setting<Boolean> REPEAT =
            of("repeat", SettingType.onOff(), true, "dataset: start again at the end, except in a replay");

    /** Factor for recorded times. */
    public static final Setting<Double> TIME_SCALE =
            of("timeScale", SettingType.positive(), 1.0, "dataset: factor for replayed times");

    /** Unit of times without one. */
    public static final Setting<TimeUnit> UNIT = of(
            "unit",
            SettingType.choice(TimeUnit.class),
            TimeUnit.SECONDS,
            "dataset: unit of numeric times without a unit");

    /** Encoding of the file. */
    public static final Setting<Charset> ENCODING = new Setting<>(
            "dataset.encoding",
            new CharsetType(),
            Optional.of(StandardCharsets.UTF_8),
            Optional.empty(),
            "dataset: encoding of a file without a byte order mark, such as windows-1252");

    /** Use of the models that the data name. */
    public static final Setting<Boolean> MODELS = of(
            "models", SettingType.onOff(), true, "dataset: request the models that entries name, unless model is set");

    private static final List<Setting<?>> ALL =
            List.of(PATH, FORMAT, LIMIT, ON_BAD_LINE, TURNS, REPEAT, TIME_SCALE, UNIT, ENCODING, MODELS);

    private DatasetSettings() {}

    /** Returns all of them in the order in which listings show them. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    private static <T> Setting<T> of(String member, SettingType<T> type, T defaultValue, String meaning) {
        return new Setting<>(
                "dataset." + member,
                type,
                Optional.of(defaultValue),
                Optional.of(new Setting.Source(Dataset.class, member)),
                meaning);
    }
}
