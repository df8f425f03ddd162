package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.workload.ChatMessage;
import io.varcas.workload.ChatPrompt;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Takes values out of a record; each may go by several names, of which the first that is there counts. */
final class Fields {

    private static final String NOT_A_NUMBER = "is not a number";

    private final JsonNode record;

    Fields(JsonNode record) {
        this.record = record;
    }

    /** Whether one of the names is there. */
    boolean has(String... names) {
        return find(names).isPresent();
    }

    /** Returns a text. */
    Optional<String> text(String... names) {
        return find(names).map(name -> {
            JsonNode node = record.get(name);
            if (!node.isValueNode()) {
                throw new IllegalArgumentException("\"" + name + "\" must be a text");
            }
            return node.asText();
        });
    }

    /** Returns a number of tokens; a fraction is cut off, as means of a harness have them. */
    OptionalInt tokens(String... names) {
        Optional<String> name = find(names);
        if (name.isEmpty()) {
            return OptionalInt.empty();
        }
        BigDecimal number = decimal(name.get(), NOT_A_NUMBER);
        if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("\"" + name.get() + "\" = " + number + " is no number of tokens");
        }
        return OptionalInt.of(number.intValue());
    }

    /** Returns a number. */
    OptionalDouble number(String... names) {
        Optional<String> name = find(names);
        return name.isPresent()
                ? OptionalDouble.of(decimal(name.get(), NOT_A_NUMBER).doubleValue())
                : OptionalDouble.empty();
    }

    /** Returns a time in nanoseconds: a number in a unit, or a date with its time. */
    OptionalLong time(TimeUnit unit, String... names) {
        Optional<String> name = find(names);
        if (name.isEmpty()) {
            return OptionalLong.empty();
        }
        String text = record.get(name.get()).asText().trim();
        if (DateTimes.isOne(text)) {
            return OptionalLong.of(DateTimes.nanos(name.get(), text));
        }
        return OptionalLong.of(nanos(name.get(), unit));
    }

    /** Returns the messages of {@code messages}, or the one text of another field, as a prompt. */
    Optional<ChatPrompt> prompt(String... names) {
        return record.hasNonNull("messages")
                ? Optional.of(messages(record.get("messages")))
                : text(names).map(ChatPrompt::of);
    }

    /** Turns {@code [{"role": ..., "content": ...}]} into a prompt. */
    static ChatPrompt messages(JsonNode list) {
        List<ChatMessage> messages = new ArrayList<>();
        for (JsonNode message : list) {
            if (!message.path("role").isTextual() || !message.path("content").isTextual()) {
                throw new IllegalArgumentException(
                        "\"messages\" must be a list of objects with role and content, both texts");
            }
            messages.add(new ChatMessage(
                    message.path("role").asText(), message.path("content").asText()));
        }
        return new ChatPrompt(messages);
    }

    /** Returns the value of a field that must be there. */
    static <T> T required(Optional<T> value, String what) {
        return value.orElseThrow(() -> new IllegalArgumentException("there is no " + what));
    }

    private long nanos(String name, TimeUnit unit) {
        try {
            return decimal(name, "is neither a number nor a date with its time, such as 2024-05-12 00:00:00")
                    .multiply(BigDecimal.valueOf(unit.toNanos(1)))
                    .toBigInteger()
                    .longValueExact();
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" = " + record.get(name).asText() + " is no time in "
                            + unit.name().toLowerCase(java.util.Locale.ROOT),
                    tooLong);
        }
    }

    private BigDecimal decimal(String name, String problem) {
        String text = record.get(name).asText().trim();
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("\"" + name + "\" = \"" + text + "\" " + problem, none);
        }
    }

    private Optional<String> find(String... names) {
        for (String name : names) {
            if (record.hasNonNull(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
