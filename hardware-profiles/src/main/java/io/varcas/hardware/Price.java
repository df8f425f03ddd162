package io.varcas.hardware;

import io.varcas.document.Figure;
import io.varcas.validation.Violations;
import java.util.Locale;

/**
 * The price of an instance.
 *
 * @param usdPerHour US dollars an hour, above 0, with the date of the price (not of the page it was on)
 * @param availability under which terms it can be had for that
 */
public record Price(Figure usdPerHour, Availability availability) {

    /** Mean hours of a month: 365 * 24 / 12. */
    public static final double HOURS_PER_MONTH = 730;

    /**
     * @throws IllegalArgumentException if the price is not above 0
     */
    public Price {
        Violations.in("price").positive("price", usdPerHour.value(), "USD/h").raise();
    }

    /** The terms of a price. */
    public enum Availability {
        /** By the hour, whenever there is capacity. */
        ON_DEMAND,
        /** By the hour, taken back when others pay more. */
        SPOT,
        /** Only by reservation: capacity blocks, calendars, commitments. */
        RESERVATION;

        /** Returns the name as written in catalog files and flags. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
