package io.varcas.setting;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.annotation.ClosedLoop;
import io.varcas.annotation.Dataset;
import io.varcas.annotation.Fork;
import io.varcas.annotation.GroundTruth;
import io.varcas.annotation.Hardware;
import io.varcas.annotation.InputTokens;
import io.varcas.annotation.Measurement;
import io.varcas.annotation.Mix;
import io.varcas.annotation.OpenLoop;
import io.varcas.annotation.OutputTokens;
import io.varcas.annotation.Profile;
import io.varcas.annotation.PromptText;
import io.varcas.annotation.Sampling;
import io.varcas.annotation.Session;
import io.varcas.annotation.Warmup;
import io.varcas.annotation.Workload;
import io.varcas.setting.type.Words;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

    /** Members that are no settings: what a workload is called, and the unit of the time beside it. */
    private static final Set<String> OTHERS =
            Set.of("Workload.name", "Workload.description", "Warmup.timeUnit", "Measurement.timeUnit");

    static Stream<Setting<?>> all() {
        return Settings.all().stream();
    }

    static Stream<Setting<?>> ofAnnotations() {
        return all().filter(setting -> setting.source().isPresent());
    }

    @Test
    void haveNamesOfTheirOwn() {
        assertThat(Settings.names()).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-zA-Z]+(\\.[a-zA-Z]+)?"));
        assertThat(Settings.named("rate")).contains(Settings.RATE);
        assertThat(Settings.named("Rate")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ofAnnotations")
    void haveTheDefaultOfTheAnnotationMemberTheyComeFrom(Setting<?> setting) throws Exception {
        Setting.Source source = setting.source().orElseThrow();
        Object defaultValue = source.annotation().getMethod(source.member()).getDefaultValue();
        assertThat(standardText(setting)).isEqualTo(text(setting, defaultValue));
    }

    @ParameterizedTest
    @MethodSource("all")
    void haveDefaultsThatKeepTheirOwnRule(Setting<?> setting) {
        assertThat(roundTrip(setting)).isEqualTo(standardText(setting));
        assertThat(setting.meaning()).isNotBlank();
    }

    @Test
    void coverEveryMemberOfTheAnnotationsTheyComeFrom() {
        Set<String> sources = ofAnnotations()
                .map(setting -> setting.source().orElseThrow())
                .map(source -> source.annotation().getSimpleName() + "." + source.member())
                .collect(Collectors.toSet());
        Set<String> members = Stream.of(
                        Workload.class,
                        Dataset.class,
                        GroundTruth.class,
                        Profile.class,
                        OpenLoop.class,
                        ClosedLoop.class,
                        InputTokens.class,
                        OutputTokens.class,
                        Warmup.class,
                        Measurement.class,
                        Fork.class,
                        Sampling.class,
                        PromptText.class,
                        Session.class,
                        Mix.class,
                        Hardware.class)
                .flatMap(annotation -> Arrays.stream(annotation.getDeclaredMethods()))
                .map(member -> member.getDeclaringClass().getSimpleName() + "." + member.getName())
                .filter(member -> !OTHERS.contains(member))
                .collect(Collectors.toSet());
        assertThat(members).isEqualTo(sources);
    }

    @Test
    void countTimesInSecondsUnlessAUnitIsGiven() throws Exception {
        for (Class<?> annotation : List.of(Warmup.class, Measurement.class)) {
            Method unit = annotation.getMethod("timeUnit");
            assertThat(unit.getDefaultValue()).isEqualTo(TimeUnit.SECONDS);
        }
    }

    /** Annotation members write "not set" as an empty text or array, or as a named constant, settings as no default. */
    private static String text(Setting<?> setting, Object defaultValue) {
        if (defaultValue instanceof Number number
                && number.doubleValue() == Hardware.SERVER_DEFAULT
                && isHardware(setting)) {
            return "";
        }
        String text =
                defaultValue instanceof String[] words ? Words.format(List.of(words)) : String.valueOf(defaultValue);
        return text.isEmpty() ? "" : rewritten(setting, text);
    }

    private static boolean isHardware(Setting<?> setting) {
        return setting.source()
                .filter(source -> source.annotation() == Hardware.class)
                .isPresent();
    }

    private static <T> String standardText(Setting<T> setting) {
        return setting.defaultValue().map(setting::format).orElse("");
    }

    private static <T> String roundTrip(Setting<T> setting) {
        return setting.defaultValue()
                .map(value -> setting.format(setting.parse(setting.format(value))))
                .orElse("");
    }

    private static <T> String rewritten(Setting<T> setting, String text) {
        return setting.format(setting.parse(text));
    }
}
