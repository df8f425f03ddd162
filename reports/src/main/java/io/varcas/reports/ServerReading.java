package io.varcas.reports;

import io.varcas.profiler.Reading;
import io.varcas.result.TrialResult;
import io.varcas.text.NumberText;
import java.util.List;

/**
 * A number that the server's own metrics gave for the measured iterations of a fork.
 *
 * @param fork number of the fork, from 1
 * @param reading the number, its unit, and a note on how it came about
 */
public record ServerReading(int fork, Reading reading) {

    private static final String PREFIX = "server.";
    private static final double PERCENT = 100;

    /** Returns those of a trial, fork by fork; none if no profiler read the server's metrics. */
    public static List<ServerReading> of(TrialResult trial) {
        return trial.forkResults().stream()
                .flatMap(fork -> fork.profiles().values().stream()
                        .flatMap(profile -> profile.readings().stream())
                        .filter(reading -> reading.name().startsWith(PREFIX))
                        .map(reading -> new ServerReading(fork.index() + 1, reading)))
                .toList();
    }

    /** Returns the number as text, in {@link #unit}. */
    public String value() {
        if (reading.value().isEmpty()) {
            return NumberText.NOT_MEASURED;
        }
        double value = reading.value().getAsDouble();
        return isShare() ? NumberText.brief(PERCENT * value) : NumberText.count(value);
    }

    /** Returns the unit of the text; empty for a plain number. */
    public String unit() {
        return isShare() ? "%" : reading.unit();
    }

    private boolean isShare() {
        return reading.unit().equals("ratio");
    }
}
