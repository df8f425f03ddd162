package io.varcas.processor.resolve;

import io.varcas.annotation.ClosedLoop;
import io.varcas.annotation.OpenLoop;
import io.varcas.setting.LoadSettings;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The two kinds of load, of which a workload has one. */
public enum LoadKind {
    /** Users arrive whether or not others were served. */
    OPEN(OpenLoop.class),
    /** Users wait for each response. */
    CLOSED(ClosedLoop.class);

    private final Class<? extends Annotation> annotation;

    LoadKind(Class<? extends Annotation> annotation) {
        this.annotation = annotation;
    }

    /** Returns the annotation that declares it. */
    public Class<? extends Annotation> annotation() {
        return annotation;
    }

    /** Returns the setting that says how much load there is. */
    Setting<?> amount() {
        return this == OPEN ? Settings.RATE : Settings.USERS;
    }

    private List<Setting<?>> settings() {
        return switch (this) {
            case OPEN -> LoadSettings.open();
            case CLOSED -> LoadSettings.closed();
        };
    }

    /** Returns the name in messages. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether a setting is one of this kind of load. */
    boolean has(Setting<?> setting) {
        return settings().contains(setting);
    }

    /** Returns the kind of load that a setting of that name belongs to, if any. */
    static Optional<LoadKind> ofSetting(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.settings().stream()
                        .anyMatch(setting -> setting.name().equals(name)))
                .findFirst();
    }
}
