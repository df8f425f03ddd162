package io.varcas.tune.capacity;

import com.fasterxml.jackson.annotation.JsonValue;
import io.varcas.workload.LoadShape;
import java.util.Optional;

/** The number that a search for capacity varies. */
public enum LoadAxis {
    /** Mean arrivals of an open loop, requests per second. */
    RATE("rate", "requests/s"),
    /** Users of a closed loop. */
    USERS("users", "users");

    private final String setting;
    private final String unit;

    LoadAxis(String setting, String unit) {
        this.setting = setting;
        this.unit = unit;
    }

    /**
     * Returns the axis of a load; empty if it has none: replayed arrivals, and those with rates of their own.
     *
     * @param load the load
     */
    static Optional<LoadAxis> of(LoadShape load) {
        if (load instanceof LoadShape.Closed) {
            return Optional.of(USERS);
        }
        return load instanceof LoadShape.Open open
                        && open.arrivals().meanRatePerSecond().isPresent()
                ? Optional.of(RATE)
                : Optional.empty();
    }

    /** Returns the name of the setting that is varied. */
    @JsonValue
    public String setting() {
        return setting;
    }

    /** Returns the unit for people. */
    public String unit() {
        return unit;
    }

    /** Returns whether only whole numbers are loads. */
    boolean isWhole() {
        return this == USERS;
    }

    /** Returns the nearest load that can be set: a whole number of users, or a rate with four digits. */
    double nearest(double load) {
        if (isWhole()) {
            return Math.max(1, Math.rint(load));
        }
        double unit = Math.pow(10, Math.floor(Math.log10(load)) - 3);
        return unit < 1 ? Math.rint(load / unit) / Math.rint(1 / unit) : Math.rint(load / unit) * unit;
    }

    /** Returns a load as the setting takes it. */
    String format(double load) {
        return isWhole()
                ? String.valueOf(Math.round(load))
                : new java.math.BigDecimal(String.valueOf(load)).toPlainString();
    }
}
