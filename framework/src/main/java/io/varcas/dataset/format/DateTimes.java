package io.varcas.dataset.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Dates with times, as logs and traces write them: a space or a T between, any fraction of the second, with or without
 * an offset.
 */
final class DateTimes {

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T].*");

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']HH:mm:ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH:mm", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private DateTimes() {}

    static boolean isOne(String text) {
        return DATE.matcher(text).matches();
    }

    /** Returns nanoseconds since 1970; without an offset the time is taken for UTC. */
    static long nanos(String name, String text) {
        try {
            TemporalAccessor parsed = FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            Instant instant = parsed instanceof OffsetDateTime offset
                    ? offset.toInstant()
                    : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
        } catch (DateTimeException | ArithmeticException fault) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" = \"" + text
                            + "\" is not a date and time; write 2024-05-10 00:00:00.009930+00:00",
                    fault);
        }
    }
}
