package io.varcas.workload;

import io.varcas.setting.Setting;
import io.varcas.setting.type.SettingException;
import io.varcas.setting.type.SettingType;
import io.varcas.validation.DidYouMean;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the values of parameter fields: one method for each type that a field may have. Generated code calls them, and the
 * annotation processor and the command line check values by them, so that what was accepted once is accepted everywhere.
 *
 * <p>Every method throws a {@link SettingException} that names the parameter, the value, the rule and the nearest right value.
 */
public final class ParameterText {

    /** Finite numbers of 32 bits. */
    private record FloatType() implements SettingType<Float> {

        @Override
        public String rule() {
            return "a number from -3.4e38 to 3.4e38";
        }

        @Override
        public Float parse(String text) {
            return SettingType.number(-Float.MAX_VALUE, Float.MAX_VALUE)
                    .parse(text)
                    .floatValue();
        }

        @Override
        public String format(Float value) {
            return value.toString();
        }
    }

    private static final Set<String> TYPES = Set.of(
            "boolean",
            "byte",
            "short",
            "int",
            "long",
            "float",
            "double",
            "char",
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.lang.Character",
            "java.lang.String");

    private ParameterText() {}

    /** Returns the names of the types that a parameter field may have, beside enums. */
    public static Set<String> types() {
        return TYPES;
    }

    /** Reads a {@code boolean}. */
    public static boolean toBoolean(String parameter, String text) {
        return read(parameter, text, SettingType.onOff());
    }

    /** Reads a {@code byte}. */
    public static byte toByte(String parameter, String text) {
        return read(parameter, text, SettingType.wholeNumber(Byte.MIN_VALUE, Byte.MAX_VALUE))
                .byteValue();
    }

    /** Reads a {@code short}. */
    public static short toShort(String parameter, String text) {
        return read(parameter, text, SettingType.wholeNumber(Short.MIN_VALUE, Short.MAX_VALUE))
                .shortValue();
    }

    /** Reads an {@code int}. */
    public static int toInt(String parameter, String text) {
        return read(parameter, text, SettingType.wholeNumber(Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    /** Reads a {@code long}. */
    public static long toLong(String parameter, String text) {
        return read(parameter, text, SettingType.longNumber());
    }

    /** Reads a finite {@code float}. */
    public static float toFloat(String parameter, String text) {
        return read(parameter, text, new FloatType());
    }

    /** Reads a finite {@code double}. */
    public static double toDouble(String parameter, String text) {
        return read(parameter, text, SettingType.number());
    }

    /** Reads a {@code char}: a text of exactly one, which may be a space. */
    public static char toChar(String parameter, String text) {
        if (text.length() != 1) {
            throw new SettingException(parameter + " = \"" + text + "\": must be a single character");
        }
        return text.charAt(0);
    }

    /**
     * Reads an enum constant, spelled as it is declared.
     *
     * @param <E> the enum
     */
    public static <E extends Enum<E>> E toEnum(String parameter, String text, Class<E> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        return Enum.valueOf(type, oneOf(parameter, text, names));
    }

    /**
     * Returns the error for an unknown parameter of a workload.
     *
     * @param workload name of the workload
     * @param parameter the unknown name
     * @param known names of its parameters
     */
    public static SettingException unknown(String workload, String parameter, List<String> known) {
        return new SettingException(workload
                + (known.isEmpty()
                        ? " has no parameters, so none named \"" + parameter + "\""
                        : " has no parameter \"" + parameter + "\"" + DidYouMean.hint(parameter, known)));
    }

    static void check(Parameter parameter, String text) {
        String name = parameter.name();
        if (!parameter.choices().isEmpty()) {
            oneOf(name, text, parameter.choices());
            return;
        }
        switch (parameter.type()) {
            case "boolean", "java.lang.Boolean" -> toBoolean(name, text);
            case "byte", "java.lang.Byte" -> toByte(name, text);
            case "short", "java.lang.Short" -> toShort(name, text);
            case "int", "java.lang.Integer" -> toInt(name, text);
            case "long", "java.lang.Long" -> toLong(name, text);
            case "float", "java.lang.Float" -> toFloat(name, text);
            case "double", "java.lang.Double" -> toDouble(name, text);
            case "char", "java.lang.Character" -> toChar(name, text);
            default -> {
                // any text is a String
            }
        }
    }

    private static String oneOf(String parameter, String text, List<String> names) {
        if (!names.contains(text)) {
            throw new SettingException(
                    parameter + " = \"" + text + "\": no such constant" + DidYouMean.hint(text, names));
        }
        return text;
    }

    private static <T> T read(String parameter, String text, SettingType<T> type) {
        return new Setting<>(parameter, type, Optional.empty(), Optional.empty(), "a parameter").parse(text);
    }
}
