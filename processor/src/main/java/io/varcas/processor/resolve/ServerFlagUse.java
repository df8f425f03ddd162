package io.varcas.processor.resolve;

import io.varcas.annotation.ServerFlag;
import io.varcas.processor.model.AnnotationUse;
import io.varcas.processor.model.WorkloadSource;
import io.varcas.processor.model.WrittenValue;
import io.varcas.setting.FlagSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A {@code @ServerFlag} as it was written; not yet checked.
 *
 * @param use the annotation
 */
public record ServerFlagUse(AnnotationUse use) {

    /** Returns the flags of a class, nearest first, those that nearer ones replace among them. */
    public static List<ServerFlagUse> all(WorkloadSource source) {
        return source.uses(ServerFlag.class).map(ServerFlagUse::new).toList();
    }

    /** Returns the flags that count: of those of one name the nearest. */
    static List<ServerFlagUse> effective(WorkloadSource source) {
        List<ServerFlagUse> effective = new ArrayList<>();
        for (ServerFlagUse flag : all(source)) {
            if (effective.stream().noneMatch(nearer -> nearer.setting().equals(flag.setting()))) {
                effective.add(flag);
            }
        }
        return effective;
    }

    /** Returns the name as it was written. */
    public WrittenValue name() {
        return use.member("name")
                .orElseThrow(() -> new IllegalStateException("the compiler accepts no @ServerFlag without a name"));
    }

    /** Returns the name of its setting. */
    public String setting() {
        return FlagSettings.name(name().text());
    }

    /** Returns its values. */
    public List<WrittenValue> values() {
        return use.member("value").map(WrittenValue::entries).orElse(List.of());
    }

    /** Returns the values in the notation of settings: separated by commas. */
    String text() {
        return values().stream().map(WrittenValue::text).collect(Collectors.joining(","));
    }
}
