package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.dataset.DatasetNotes;
import io.varcas.dataset.DatasetSpec;
import io.varcas.setting.type.DecimalText;
import io.varcas.workload.ChatPrompt;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Takes values out of a record; each may go by several names, of which the first that is there counts. */
final class Fields {

    private static final String NOT_A_NUMBER = "is not a number";

    private static final int MOST_SHOWN = 60;

    /** 10^11: in seconds since 1970 the year 5138, in milliseconds 1973. */
    private static final BigDecimal LEAST_FINER_EPOCH = BigDecimal.valueOf(1, -11);

    private final JsonNode record;
    private final DatasetNotes notes;
    private final Set<String> used = new HashSet<>();

    Fields(JsonNode record) {
        this(record, new DatasetNotes());
    }

    /**
     * Takes values out of a record.
     *
     * @param record the record
     * @param notes where it is noted what was taken otherwise than written
     */
    Fields(JsonNode record, DatasetNotes notes) {
        this.record = record;
        this.notes = notes;
    }

    /** Returns whether one of the names is there. */
    boolean has(String... names) {
        return find(names).isPresent();
    }

    /** Returns a text. */
    Optional<String> text(String... names) {
        return use(names).map(name -> {
            JsonNode node = record.get(name);
            if (!node.isValueNode()) {
                throw new IllegalArgumentException("\"" + name + "\" must be a text");
            }
            return node.asText();
        });
    }

    /** Returns a value as JSON. */
    Optional<JsonNode> json(String name) {
        return use(name).map(record::get);
    }

    /** Returns a number of tokens; a fraction is cut off, as means of a harness have them. */
    OptionalInt tokens(String... names) {
        Optional<String> name = use(names);
        if (name.isEmpty()) {
            return OptionalInt.empty();
        }
        BigDecimal number = decimal(name.get(), NOT_A_NUMBER);
        if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("\"" + name.get() + "\" = " + number + " is not a number of tokens");
        }
        return OptionalInt.of(number.intValue());
    }

    /** Returns a number. */
    OptionalDouble number(String... names) {
        Optional<String> name = use(names);
        return name.isPresent()
                ? OptionalDouble.of(decimal(name.get(), NOT_A_NUMBER).doubleValue())
                : OptionalDouble.empty();
    }

    /** Returns a time in nanoseconds: a number in a unit that the format fixes, or a date with its time. */
    OptionalLong time(TimeUnit unit, String... names) {
        return time(names, number -> unit);
    }

    /**
     * Returns a time in nanoseconds: a number in the unit that the user named, or else in that of the format, or a
     * date with its time. Numbers that are dates since 1970 in a finer unit are taken for that.
     */
    OptionalLong time(DatasetSpec spec, TimeUnit ofLayout, String... names) {
        return time(names, number -> spec.unitGiven() ? spec.unit() : epochUnit(number, ofLayout));
    }

    /**
     * Returns a time that is a plain number below 10^11: nothing tells its unit. Empty if there is none, or if it is a date or a number
     * that can only be milliseconds, or a finer unit, since 1970.
     */
    Optional<BigDecimal> timeWithoutUnit(String name) {
        if (!has(name) || DateTimes.isOne(record.get(name).asText().trim())) {
            return Optional.empty();
        }
        try {
            return Optional.of(decimal(name, NOT_A_NUMBER)).filter(number -> number.compareTo(LEAST_FINER_EPOCH) < 0);
        } catch (IllegalArgumentException noNumber) {
            return Optional.empty(); // time(...) refuses it
        }
    }

    /** Returns the messages of {@code messages}, or the one text of another field, as a prompt. */
    Optional<ChatPrompt> prompt(String... names) {
        return record.hasNonNull("messages")
                ? json("messages").map(Messages::prompt)
                : text(names).map(ChatPrompt::of);
    }

    /** Notes the fields that nobody asked for. */
    void noteRest() {
        for (var names = record.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!used.contains(name) && record.hasNonNull(name)) {
                notes.unused(name);
            }
        }
    }

    /** Returns the value of a field that must be there. */
    static <T> T required(Optional<T> value, String what) {
        return value.orElseThrow(() -> new IllegalArgumentException("there is no " + what));
    }

    /** Finds the unit of a number. */
    private interface UnitOf {
        TimeUnit of(BigDecimal number);
    }

    private OptionalLong time(String[] names, UnitOf units) {
        Optional<String> found = use(names);
        if (found.isEmpty()) {
            return OptionalLong.empty();
        }
        String name = found.get();
        String text = record.get(name).asText().trim();
        if (DateTimes.isOne(text)) {
            return OptionalLong.of(DateTimes.nanos(name, text));
        }
        BigDecimal number = decimal(name, "is neither a number nor a date with its time, such as 2024-05-12 00:00:00");
        TimeUnit unit = units.of(number);
        try {
            return OptionalLong.of(number.multiply(BigDecimal.valueOf(unit.toNanos(1)))
                    .toBigInteger()
                    .longValueExact());
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" = " + shown(text) + " is no time in " + word(unit), tooLong);
        }
    }

    /** Times since 1970 of the units lie a factor of 1,000 apart. */
    private TimeUnit epochUnit(BigDecimal number, TimeUnit ofLayout) {
        TimeUnit unit = ofLayout;
        if (number.compareTo(BigDecimal.valueOf(1, -17)) >= 0) {
            unit = TimeUnit.NANOSECONDS;
        } else if (number.compareTo(BigDecimal.valueOf(1, -14)) >= 0) {
            unit = TimeUnit.MICROSECONDS;
        } else if (number.compareTo(LEAST_FINER_EPOCH) >= 0) {
            unit = TimeUnit.MILLISECONDS;
        }
        if (unit.compareTo(ofLayout) >= 0) {
            return ofLayout;
        }
        notes.count(DatasetNotes.TIME_UNIT + word(unit) + " since 1970; set dataset.unit to change this");
        return unit;
    }

    private static String word(TimeUnit unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }

    private BigDecimal decimal(String name, String problem) {
        String text = record.get(name).asText().trim();
        try {
            return DecimalText.parse(text);
        } catch (DecimalText.OutOfBounds far) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" = \"" + shown(text) + "\" is a number too large or too small to use", far);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("\"" + name + "\" = \"" + shown(text) + "\" " + problem, none);
        }
    }

    private static String shown(String text) {
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    }

    private Optional<String> use(String... names) {
        Optional<String> name = find(names);
        name.ifPresent(used::add);
        return name;
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
