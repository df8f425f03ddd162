package io.varcas.simulator;

import io.varcas.setting.type.Durations;
import io.varcas.setting.type.SettingException;
import io.varcas.validation.DidYouMean;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The notation of an injected fault: its name, and after a colon its value if it has one.
 *
 * @param label its name
 * @param example a value; empty if it takes none
 * @param reader makes the fault from its value
 */
record FaultNotation(String label, String example, Function<String, InjectedFault> reader) {

    private static final String FREEZE_EXAMPLE = "15s/2s";

    private static final List<FaultNotation> ALL = List.of(
            new FaultNotation("corrupt-above", "64", value -> new InjectedFault.CorruptAbove(number(value, 0))),
            new FaultNotation("crlf", "", value -> new InjectedFault.Crlf()),
            new FaultNotation("delay", "500ms", value -> new InjectedFault.Delay(Durations.parse(value))),
            new FaultNotation("disconnect-after", "3", value -> new InjectedFault.DisconnectAfter(number(value, 0))),
            new FaultNotation("disconnect-before", "", value -> new InjectedFault.DisconnectBefore()),
            new FaultNotation("drip", "5ms", value -> new InjectedFault.Drip(Durations.parse(value))),
            new FaultNotation("empty", "", value -> new InjectedFault.Empty()),
            new FaultNotation("error-after", "3", value -> new InjectedFault.ErrorAfter(number(value, 0))),
            new FaultNotation("freeze", FREEZE_EXAMPLE, FaultNotation::freeze),
            new FaultNotation("join", "4", value -> new InjectedFault.Join(number(value, 1))),
            new FaultNotation("no-done", "", value -> new InjectedFault.NoDone()),
            new FaultNotation("not-json-after", "3", value -> new InjectedFault.NotJsonAfter(number(value, 0))),
            new FaultNotation("reset-after", "3", value -> new InjectedFault.ResetAfter(number(value, 0))),
            new FaultNotation("split", "7", value -> new InjectedFault.Split(number(value, 1))),
            new FaultNotation("status", "503", value -> new InjectedFault.Status(number(value, 0))));

    static List<String> all() {
        return ALL.stream().map(FaultNotation::written).toList();
    }

    static InjectedFault parse(String text) {
        int colon = text.indexOf(':');
        String name = (colon < 0 ? text : text.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
        String value = colon < 0 ? "" : text.substring(colon + 1).strip();
        FaultNotation notation = ALL.stream()
                .filter(one -> one.label.equals(name))
                .findFirst()
                .orElseThrow(() -> new SettingException("unknown fault \"" + name + "\""
                        + DidYouMean.hint(
                                name, ALL.stream().map(one -> one.label).toList())));
        try {
            if (value.isEmpty() != notation.example.isEmpty()) {
                throw new IllegalArgumentException("write " + notation.written());
            }
            return notation.reader.apply(value);
        } catch (IllegalArgumentException wrong) {
            throw new SettingException("fault \"" + text + "\": " + wrong.getMessage());
        }
    }

    private String written() {
        return example.isEmpty() ? label : label + ":" + example;
    }

    private static InjectedFault freeze(String value) {
        List<String> parts = List.of(value.split("/", -1));
        if (parts.size() != 2) {
            throw new IllegalArgumentException("write when and for how long, as in " + "freeze:" + FREEZE_EXAMPLE);
        }
        return new InjectedFault.Freeze(Durations.parse(parts.get(0)), Durations.parse(parts.get(1)));
    }

    private static int number(String value, int least) {
        int number;
        try {
            number = Integer.parseInt(value);
        } catch (NumberFormatException other) {
            throw new IllegalArgumentException("\"" + value + "\" is not a whole number", other);
        }
        if (number < least) {
            throw new IllegalArgumentException(value + " must be at least " + least);
        }
        return number;
    }
}
