package io.varcas.sizing;

/**
 * The most a fleet's accelerators draw: every one at its power limit, busy or not. Hosts and cooling are not counted.
 *
 * @param watts power limit of all accelerators together
 * @param wattHoursPer1kOutputTokens the same per thousand output tokens at the demand
 */
public record Energy(double watts, double wattHoursPer1kOutputTokens) {

    private static final double SECONDS_PER_HOUR = 3_600;

    static Energy of(double watts, double outputTokensPerSecond) {
        return new Energy(watts, watts / SECONDS_PER_HOUR / outputTokensPerSecond * 1_000);
    }
}
