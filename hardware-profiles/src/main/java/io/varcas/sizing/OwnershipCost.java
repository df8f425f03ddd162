package io.varcas.sizing;

import io.varcas.validation.Violations;
import java.util.Locale;

/**
 * The cost of an owned machine: its purchase spread over its life, and its power.
 *
 * @param purchaseUsd price of the machine, US dollars, above 0
 * @param years life over which it is written off, above 0
 * @param watts power it draws, at least 0
 * @param usagePerWatt power of the building for each watt of the machine (PUE), at least 1
 * @param usdPerKwh price of power, US dollars a kilowatt-hour, at least 0
 */
public record OwnershipCost(double purchaseUsd, double years, double watts, double usagePerWatt, double usdPerKwh) {

    private static final double HOURS_PER_YEAR = 8_760;

    /**
     * @throws IllegalArgumentException naming every value that is out of its range
     */
    public OwnershipCost {
        Violations.in("owned machine")
                .positive("purchase price", purchaseUsd, "USD")
                .within(0.1, 50, "life", years, "years")
                .within(0, 1e6, "power", watts, "W")
                .within(1, 10, "PUE", usagePerWatt, "")
                .within(0, 10, "price of power", usdPerKwh, "USD/kWh")
                .raise();
    }

    /** Returns US dollars an hour: {@code purchase / (years * 8760) + kW * PUE * price of power}. */
    public double usdPerHour() {
        return purchaseUsd / (years * HOURS_PER_YEAR) + watts / 1e3 * usagePerWatt * usdPerKwh;
    }

    /** Returns what it is made of, in one line. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "purchase of %,.0f USD over %s years, %,.0f W at %s USD/kWh and a PUE of %s; staff, space and network not"
                        + " counted",
                purchaseUsd,
                plain(years),
                watts,
                plain(usdPerKwh),
                plain(usagePerWatt));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
