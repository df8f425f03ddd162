package io.varcas.profiler;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The function that reduces the rows of a column to one number. */
public enum Aggregate {
    /** Mean over time: each row weighs as long as the time since the row before it. */
    MEAN {
        @Override
        OptionalDouble of(List<Weighted> values) {
            double time = values.stream().mapToDouble(Weighted::seconds).sum();
            double sum = values.stream()
                    .mapToDouble(value -> value.value() * value.seconds())
                    .sum();
            return time > 0 ? OptionalDouble.of(sum / time) : OptionalDouble.empty();
        }
    },
    MIN {
        @Override
        OptionalDouble of(List<Weighted> values) {
            return values.stream().mapToDouble(Weighted::value).min();
        }
    },
    MAX {
        @Override
        OptionalDouble of(List<Weighted> values) {
            return values.stream().mapToDouble(Weighted::value).max();
        }
    },
    SUM {
        @Override
        OptionalDouble of(List<Weighted> values) {
            return values.isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(
                            values.stream().mapToDouble(Weighted::value).sum());
        }
    },
    /** Mean over the last third of the rows less the mean over the first third; needs six rows. */
    DRIFT {
        @Override
        OptionalDouble of(List<Weighted> values) {
            int third = values.size() / 3;
            if (third < LEAST_OF_A_THIRD) {
                return OptionalDouble.empty();
            }
            OptionalDouble first = MEAN.of(values.subList(0, third));
            OptionalDouble last = MEAN.of(values.subList(values.size() - third, values.size()));
            return first.isPresent() && last.isPresent()
                    ? OptionalDouble.of(last.getAsDouble() - first.getAsDouble())
                    : OptionalDouble.empty();
        }
    };

    private static final int LEAST_OF_A_THIRD = 2;

    /** A value and the time it stands for. */
    record Weighted(double value, double seconds) {}

    abstract OptionalDouble of(List<Weighted> values);

    /**
     * Returns the name of the reading that this makes of a column; {@code x.max} stays itself, not {@code x.max.max}.
     */
    String readingOf(Column column) {
        String suffix = "." + name().toLowerCase(Locale.ROOT);
        return column.name().endsWith(suffix) ? column.name() : column.name() + suffix;
    }
}
