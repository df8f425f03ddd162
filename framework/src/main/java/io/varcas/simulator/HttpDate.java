package io.varcas.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The Date header, made once a second; on the thread that serves HTTP. */
final class HttpDate {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private long second = Long.MIN_VALUE;
    private String text = "";

    String now() {
        long now = System.currentTimeMillis() / 1000;
        if (now != second) {
            second = now;
            text = FORMAT.format(Instant.ofEpochSecond(now));
        }
        return text;
    }
}
