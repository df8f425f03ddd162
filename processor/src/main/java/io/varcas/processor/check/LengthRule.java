package io.varcas.processor.check;

import io.varcas.annotation.Distribution;
import io.varcas.processor.model.SourcePosition;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.resolve.SettingUse;
import io.varcas.processor.resolve.WrittenSettings;
import io.varcas.setting.LengthSettings;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import io.varcas.setting.type.SettingException;
import java.util.List;
import java.util.Optional;

/** The numbers of a length distribution must fit each other: min <= mean <= max. */
final class LengthRule implements Rule {

    @Override
    public void check(WorkloadSource source, Violations faults) {
        WrittenSettings written = WrittenSettings.of(source);
        for (LengthSettings length : List.of(Settings.INPUT_TOKENS, Settings.OUTPUT_TOKENS)) {
            boolean parses = length.members().stream().allMatch(setting -> parses(written, setting));
            if (parses) {
                check(written, length, faults);
            }
        }
    }

    /** What does not parse is left to the rule of the setting itself. */
    private static boolean parses(WrittenSettings written, Setting<?> setting) {
        try {
            written.find(setting).ifPresent(SettingUse::check);
            return true;
        } catch (SettingException broken) {
            return false;
        }
    }

    private static void check(WrittenSettings written, LengthSettings length, Violations faults) {
        String name = length.fixed().name();
        int min = value(written, length.min());
        int max = value(written, length.max());
        if (min > max) {
            faults.add(Message.LEN001, position(written, length.min(), length.max()), name, min, name, max);
            return;
        }
        if (value(written, length.distribution()) == Distribution.UNIFORM
                || written.find(length.data()).isPresent()) {
            return; // its mean follows from its ends, or from the file
        }
        String mean = text(written, length.mean());
        if (value(written, length.mean()) < min) {
            SourcePosition position = position(written, length.mean(), length.min());
            faults.add(Message.LEN002, position, name, mean, name, min, min, max);
        }
        if (value(written, length.mean()) > max) {
            SourcePosition position = position(written, length.mean(), length.max());
            faults.add(Message.LEN003, position, name, mean, name, max, min, max);
        }
    }

    private static <T> T value(WrittenSettings written, Setting<T> setting) {
        return written.find(setting)
                .map(use -> setting.parse(use.text()))
                .or(setting::defaultValue)
                .orElseThrow();
    }

    private static <T> String text(WrittenSettings written, Setting<T> setting) {
        return setting.format(value(written, setting)) + (written.find(setting).isPresent() ? "" : " (its default)");
    }

    /** Points at the first of the two that was written: one of them was, as the defaults fit each other. */
    private static SourcePosition position(WrittenSettings written, Setting<?> first, Setting<?> second) {
        Optional<SettingUse> use = written.find(first).or(() -> written.find(second));
        return use.orElseThrow().position();
    }
}
