package io.varcas.sizing;

import io.varcas.hardware.Price;

/**
 * The cost of a fleet at the demand that it serves, not at its capacity.
 *
 * @param usdPerHour US dollars an hour, all machines together
 * @param usdPerMonth the same for 730 hours
 * @param usdPerRequest divided by the requests it serves
 * @param usdPer1kOutputTokens divided by the thousands of output tokens it makes
 * @param price what it was worked out from, with source and date
 */
public record Cost(
        double usdPerHour, double usdPerMonth, double usdPerRequest, double usdPer1kOutputTokens, Price price) {

    private static final double SECONDS_PER_HOUR = 3_600;

    static Cost of(Price price, long instances, double requestsPerSecond, double outputTokensPerRequest) {
        double hour = price.usdPerHour().value() * instances;
        double request = hour / (requestsPerSecond * SECONDS_PER_HOUR);
        return new Cost(hour, hour * Price.HOURS_PER_MONTH, request, request / outputTokensPerRequest * 1_000, price);
    }
}
